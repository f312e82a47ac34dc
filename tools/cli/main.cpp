#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/experiments/exit_code.hpp"
#include "scenarios/experiments/memory_limit.hpp"
#include "scenarios/format/files.hpp"
#include "tools/cli/cli.hpp"

namespace {

// Who reads our output has gone, as `head` does: we end without a word, as programs do, and leave nothing unfinished.
// It comes in the thread that writes, or, sent by somebody, at any moment in any thread.
void end_by_pipe(int signal) {
  tongzhou::format::remove_unfinished();
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

/// Commands with an option for the memory of their runs hold it themselves. The others read files, which may be a
/// stranger's, in what the machine can spare.
void hold_memory(std::string_view command) {
  using namespace tongzhou::experiments;
  constexpr std::array<std::string_view, 7> with_limits{"run",    "experiment", "appraise", "calibrate",
                                                        "doubts", "measures",   "worker"};
  if (std::ranges::find(with_limits, command) == with_limits.end()) limit_memory(megabytes_of_machine());
}

// What writes a file keeps a watch of its own; what comes here has nothing unfinished, and says why it ends.
void end_by_time(int) {
  constexpr std::string_view words =
      "tongzhou: stopped at the limit of processor time; without another one it is an hour\n";
  [[maybe_unused]] auto const said = ::write(STDERR_FILENO, words.data(), words.size());
  ::_exit(static_cast<int>(tongzhou::ExitCode::failed));
}

/// Commands that only read have no option for their time: a stranger's file costs them an hour at most. A lower limit,
/// of `ulimit -t`, stays.
void hold_time(std::string_view command) {
  constexpr rlim_t seconds = 3600;  // of the processor
  constexpr std::array<std::string_view, 9> reading{"check",   "compare", "explain", "export",  "import",
                                                    "network", "report",  "tables",  "validate"};
  if (std::ranges::find(reading, command) == reading.end()) return;
  std::signal(SIGXCPU, end_by_time);
  rlimit time{};
  if (::getrlimit(RLIMIT_CPU, &time) != 0 || time.rlim_cur <= seconds) return;
  time.rlim_cur = seconds;
  ::setrlimit(RLIMIT_CPU, &time);
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGXFSZ, SIG_IGN);  // a file larger than `ulimit -f` allows then fails to be written, as on a full disk
  std::signal(SIGPIPE, end_by_pipe);
  std::vector<std::string> const args(argv + (argc > 0), argv + argc);
  if (!args.empty()) {
    hold_memory(args[0]);
    hold_time(args[0]);
  }
  return tongzhou::cli::run(args, std::cin, std::cout, std::cerr);
}
