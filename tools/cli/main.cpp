#include <csignal>
#include <iostream>
#include <string>
#include <vector>

#include "scenarios/format/files.hpp"
#include "tools/cli/cli.hpp"

namespace {

// Who reads our output has gone, as `head` does: we end without a word, as programs do, and leave nothing unfinished.
// The signal comes in the thread that writes, which holds no lock while it does.
void end_by_pipe(int signal) {
  tongzhou::format::remove_unfinished();
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGXFSZ, SIG_IGN);  // a file larger than `ulimit -f` allows then fails to be written, as on a full disk
  std::signal(SIGPIPE, end_by_pipe);
  std::vector<std::string> const args(argv + (argc > 0), argv + argc);
  return tongzhou::cli::run(args, std::cin, std::cout, std::cerr);
}
