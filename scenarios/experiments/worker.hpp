#pragma once

#include "scenarios/experiments/exit_code.hpp"
#include "scenarios/experiments/maker.hpp"

namespace tongzhou::experiments {

/// The program in the role of a worker: takes one scenario over `channel`, builds and plans it once, then forks a child
/// for each replication that is asked for, because SimGrid's clock cannot be set back. It has one thread only, so the
/// forks are safe. A child sends its result over a channel of its own, and what it says on stderr over a pipe; when it
/// is gone, its end is told behind the result. Both end when the asking side goes away. Returns the exit code of its
/// process.
ExitCode serve(int channel, Maker const& maker);

/// What a worker is told first: {"scenario": the merged scenario, "code": its name, "memory_limit_mb": 0 for none,
/// "allowed_seconds", "allowed_mb": what a replication may be expected to take, 0 for any amount}; it answers {"ready":
/// true} or {"problems": [{"pointer", "text"}]}. Then each request is a replication in 4 bytes, along with the two
/// descriptors. The answer is the result as one message and `Ending`.
struct Ending {
  char mark[4] = {'E', 'N', 'D', '.'};
  int status = 0;  // as wait() tells it
};

}  // namespace tongzhou::experiments
