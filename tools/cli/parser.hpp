#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tools/cli/verb.hpp"

namespace CLI {
class App;
}  // namespace CLI

namespace tongzhou::cli {

/// Prints the help of a command, or of the program for no words.
ExitCode print_help(std::vector<std::string> const& words, Console& console);

/// The command line as a whole: all verbs with their options. Help, man pages and completions are made from it, too.
std::shared_ptr<CLI::App> make_parser(Invocation& invocation);

}  // namespace tongzhou::cli
