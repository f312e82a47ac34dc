#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "scenarios/format/files.hpp"
#include "scenarios/format/problems.hpp"
#include "tools/cli/man_page.hpp"
#include "tools/cli/messages.hpp"
#include "tools/cli/program_version.hpp"
#include "tools/cli/verb.hpp"

namespace tongzhou::cli {
namespace {

struct ManOptions {
  std::vector<std::string> words;
  std::filesystem::path out;  // a folder for all pages; empty: one page on the standard output
};

ExitCode man(ManOptions const& options, Console& console) {
  auto const program = command_facts();
  std::string wanted;
  for (auto const& word : options.words) wanted += (wanted.empty() ? "" : " ") + word;
  for (auto const* const command : program.all()) {
    if (!options.out.empty()) {
      format::write_whole(options.out / (page_name(*command) + ".1"), man_page(*command, program_version()));
    } else if (command->name() == wanted) {
      console.out << man_page(*command, program_version());
      return ExitCode::done;
    }
  }
  if (!options.out.empty()) return ExitCode::done;
  console.err << say("tongzhou: there is no command '{}'\n", format::printable(wanted));
  return ExitCode::usage;
}

void add_man(Command command, Invocation& invocation) {
  auto const options = std::make_shared<ManOptions>();
  command.operand("COMMAND", options->words, "The command; none: the program");
  command.option("--out", "DIR", options->out, "Write the pages of all commands into this folder");
  command.on_run([options, &invocation] { invocation.exit_code = man(*options, invocation.console); });
}

}  // namespace

Verb man_verb() {
  return {"man",
          "Print a page for man(1)",
          {{"man run | man -l -", "where no package has installed the pages"},
           {"man --out ~/.local/share/man/man1", "all pages"}},
          add_man};
}

}  // namespace tongzhou::cli
