#pragma once

namespace tongzhou::experiments {

/// While it lives, the first Ctrl-C, SIGTERM, SIGHUP (the terminal was closed; not under nohup) or SIGXCPU (`ulimit
/// -t`) is noted instead of ending the program; the second ends it. One at a time.
class Interrupt {
 public:
  Interrupt();
  ~Interrupt();
  Interrupt(Interrupt const&) = delete;
  Interrupt& operator=(Interrupt const&) = delete;

  bool came() const;
  /// Readable from then on.
  int descriptor() const;
};

}  // namespace tongzhou::experiments
