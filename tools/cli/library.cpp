#include <fmt/format.h>

#include <memory>
#include <string>
#include <vector>

#include "scenarios/format/files.hpp"
#include "scenarios/format/guard.hpp"
#include "scenarios/format/json.hpp"
#include "scenarios/format/problems.hpp"
#include "tools/cli/library_files.hpp"
#include "tools/cli/verb.hpp"

namespace tongzhou::cli {
namespace {

/// What a file says that it is, in the user's languages; nothing when it says nothing.
std::string title_of(std::filesystem::path const& file) {
  format::Problems unheard;
  auto const json = format::parse(format::read_file(file), file.string(), unheard);
  if (!json || !json->is_object()) return {};
  auto const name = json->value("name", format::Json::object());
  return format::printable(name.value("en", "") + " " + name.value("zh", ""));
}

/// The file that a folder is known by.
std::string first_file(std::string const& name) {
  auto const scenario = meant_file(name, Wanted::scenario);
  return scenario != name ? scenario : meant_file(name, Wanted::investment);
}

ExitCode list(bool only_names, Console& console) {
  auto const names = library_names();
  if (only_names) {
    for (auto const& name : names) console.out << name << '\n';
    return ExitCode::done;
  }
  if (names.empty()) {
    console.err << "tongzhou: no scenario library was installed with this program\n";
    return ExitCode::failed;
  }
  std::vector<std::vector<std::string>> rows;
  for (auto const& name : names) {
    auto const file = first_file(name);
    rows.push_back({name, file == name ? "" : title_of(file)});
  }
  print_table(console.out, rows);
  console.err << "in " << format::printable(library_folder().string()) << '\n';
  return ExitCode::done;
}

void add(Command command, Invocation& invocation) {
  auto const only_names = std::make_shared<bool>(false);
  command.flag("--names", *only_names, "Names alone, one a line");
  command.on_run([only_names, &invocation] { invocation.exit_code = list(*only_names, invocation.console); });
}

}  // namespace

Verb library_verb() {
  return {"library",
          "List the scenarios that come with the program",
          {{"library", "names for run, validate, experiment, appraise"},
           {"run yangtze", "runs one of them by its name"},
           {"init river --from yangtze", "a copy to change"}},
          add};
}

}  // namespace tongzhou::cli
