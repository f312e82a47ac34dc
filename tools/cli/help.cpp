#include <memory>
#include <string>
#include <vector>

#include "tools/cli/parser.hpp"
#include "tools/cli/verb.hpp"

namespace tongzhou::cli {
namespace {

void add_help(Command command, Invocation& invocation) {
  auto const words = std::make_shared<std::vector<std::string>>();
  command.operand("COMMAND", *words, "The command, such as run, or experiment plan; none: the program");
  command.on_run([words, &invocation] { invocation.exit_code = print_help(*words, invocation.console); });
}

}  // namespace

Verb help_verb() {
  return {
      "help",
      "Say what a command does, with its options and examples",
      {{"help run", "all that can be said behind run"}, {"help experiment plan", "the same of a command behind one"}},
      add_help};
}

}  // namespace tongzhou::cli
