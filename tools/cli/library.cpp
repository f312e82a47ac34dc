#include <fmt/format.h>

#include <memory>
#include <string>
#include <vector>

#include "scenarios/format/files.hpp"
#include "scenarios/format/guard.hpp"
#include "scenarios/format/json.hpp"
#include "scenarios/format/problems.hpp"
#include "tools/cli/library_files.hpp"
#include "tools/cli/messages.hpp"
#include "tools/cli/verb.hpp"

namespace tongzhou::cli {
namespace {

/// What a file says that it is, in the user's languages; nothing when it says nothing.
std::string title_of(std::filesystem::path const& file) {
  format::Problems unheard;
  auto const json = format::parse(format::read_file(file), file.string(), unheard);
  if (!json || !json->is_object()) return {};
  auto const name = json->value("name", format::Json{});
  if (name.is_object()) return format::printable(name.value("en", "") + " " + name.value("zh", ""));
  return format::printable(json->value("note", ""));
}

/// The name, what it is, and the command that it is for.
std::vector<std::string> row_of(std::string const& name) {
  if (auto const use = use_of(name)) return {name, std::string{use->command}, title_of(use->file)};
  return {name, "init --from", tr("for programs of one's own, docs/analysts.md")};
}

ExitCode list(bool only_names, Console& console) {
  auto const names = library_names();
  if (only_names) {
    for (auto const& name : names) console.out << name << '\n';
    return ExitCode::done;
  }
  if (names.empty()) {
    console.err << tr("tongzhou: no scenario library was installed with this program\n");
    return ExitCode::failed;
  }
  std::vector<std::vector<std::string>> rows;
  for (auto const& name : names) rows.push_back(row_of(name));
  for (auto const& name : example_names()) rows.push_back(row_of(name));
  print_table(console.out, rows);
  console.err << "in " << format::printable(library_folder().string()) << '\n';
  return ExitCode::done;
}

void add_library(Command command, Invocation& invocation) {
  auto const only_names = std::make_shared<bool>(false);
  command.flag("--names", *only_names, "Names alone, one a line");
  command.on_run([only_names, &invocation] { invocation.exit_code = list(*only_names, invocation.console); });
}

}  // namespace

Verb library_verb() {
  return {"library",
          "List the scenarios that come with the program, and the worlds of the tutorials",
          {{"library", "names for run, validate, experiment, appraise"},
           {"run yangtze", "runs one of them by its name"},
           {"init river --from yangtze", "a copy to change"},
           {"init lock --from examples/lock", "a copy of the world that a tutorial begins with"}},
          add_library};
}

}  // namespace tongzhou::cli
