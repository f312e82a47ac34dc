#pragma once

#include <string>
#include <vector>

namespace tongzhou::cli {

/// An option or an operand, as the parser knows it.
struct OptionFacts {
  std::vector<std::string> names;  // "--out", "-o"; of an operand its one name, "FILE"
  std::string value;               // what the help calls it, "DIR"; empty for a flag
  std::vector<std::string> words;  // the values that it takes, where there are few
  std::string help;
  bool required = false;
  bool several = false;  // may stand more than once
};

/// A command, as the parser knows it: what man pages and completions are made of.
struct CommandFacts {
  std::vector<std::string> path;  // "experiment", "plan"; empty for the program itself
  std::string help;
  std::string footer;  // examples
  std::vector<OptionFacts> options, operands;
  std::vector<CommandFacts> commands;

  /// The path in one word: "experiment plan".
  std::string name() const;
  /// Itself and all below it, itself first.
  std::vector<CommandFacts const*> all() const;
};

/// The whole program.
CommandFacts command_facts();

}  // namespace tongzhou::cli
