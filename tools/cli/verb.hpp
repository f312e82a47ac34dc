#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/experiments/exit_code.hpp"
#include "tools/cli/command.hpp"
#include "tools/cli/console.hpp"

// The verbs of the command line. Each stands in a file of its own, <verb>.cpp, which defines `Verb <verb>_verb()`: what
// it is called, its help, its options and what it does. CMakeLists.txt lists them.
namespace tongzhou::cli {

/// What a verb is given besides its own options.
struct Invocation {
  Console& console;
  std::string resume_command;  // to type after an interruption
  ExitCode exit_code = ExitCode::done;
};

/// A line to type, without the program's name, and what it does.
struct Example {
  std::string_view line;
  std::string_view does;
};

struct Verb {
  std::string_view name;
  std::string_view help;          // one line
  std::vector<Example> examples;  // the first stands in the help of the program, too
  /// Adds the options of the verb, and what is to be done with them.
  void (*add)(Command command, Invocation& invocation);
};

/// "--json": the answer for programs, on the standard output.
void add_json(Command& command, bool& as_json);

/// In the order in which the help lists them.
std::span<Verb const> verbs();

}  // namespace tongzhou::cli
