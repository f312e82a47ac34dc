#include <memory>
#include <string>

#include "tools/cli/completions.hpp"
#include "tools/cli/verb.hpp"

namespace tongzhou::cli {
namespace {

std::string script_for(std::string const& shell) {
  auto const program = command_facts();
  if (shell == "zsh") return zsh_completion(program);
  return shell == "fish" ? fish_completion(program) : bash_completion(program);
}

void add_completion(Command command, Invocation& invocation) {
  auto const shell = std::make_shared<std::string>();
  command.operand("SHELL", *shell, "bash, zsh or fish").required().one_of({"bash", "zsh", "fish"});
  command.on_run([shell, &invocation] { invocation.console.out << script_for(*shell); });
}

}  // namespace

Verb completion_verb() {
  return {"completion",
          "Print a script by which a shell completes commands, options and scenarios",
          {{"completion bash > ~/.local/share/bash-completion/completions/tongzhou", "from the next shell on"},
           {"completion zsh > ~/.zfunc/_tongzhou", "with ~/.zfunc in fpath"},
           {"completion fish > ~/.config/fish/completions/tongzhou.fish", "the same for fish"}},
          add_completion};
}

}  // namespace tongzhou::cli
