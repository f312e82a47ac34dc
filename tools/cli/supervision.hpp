#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <thread>

#include "scenarios/experiments/exit_code.hpp"
#include "scenarios/experiments/interrupt.hpp"
#include "tools/cli/console.hpp"

namespace tongzhou::cli {

/// While it lives, a thread of its own watches over what the program does in this process, whatever that is busy with:
/// Ctrl-C and the time limit end the program, having said so, and nothing that is not finished stays behind. On a
/// terminal it also shows how far the work is.
class Supervision {
 public:
  /// How far the work is, 0 to 1.
  using Share = std::function<double()>;

  explicit Supervision(Console& console);
  Supervision(Console& console, std::chrono::seconds limit, Share share = {});
  ~Supervision();
  Supervision(Supervision const&) = delete;
  Supervision& operator=(Supervision const&) = delete;

 private:
  void watch();
  void draw();
  void wipe();
  [[noreturn]] void end(std::string const& words, ExitCode exit_code);

  Console& console_;
  experiments::Interrupt interrupt_;
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
  std::optional<std::chrono::seconds> limit_;
  Share share_;
  bool on_screen_ = false;
  int over_;  // becomes readable when there is nothing more to watch
  std::thread thread_;
};

}  // namespace tongzhou::cli
