#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scenarios/appraisal/schemas.hpp"
#include "scenarios/calibration/schemas.hpp"
#include "scenarios/experiments/schemas.hpp"
#include "scenarios/format/files.hpp"
#include "scenarios/format/json.hpp"
#include "scenarios/format/nearest.hpp"
#include "scenarios/format/problems.hpp"
#include "scenarios/format/scenario_schema.hpp"
#include "scenarios/format/table_writing.hpp"
#include "tools/cli/first_scenario.hpp"
#include "tools/cli/library_files.hpp"
#include "tools/cli/messages.hpp"
#include "tools/cli/supervision.hpp"
#include "tools/cli/tables.hpp"
#include "tools/cli/verb.hpp"

namespace tongzhou::cli {

namespace {

/// The text of a file of the library in a folder of its own: its schema lies beside it.
std::string with_schemas_beside(std::string text) {
  for (std::string_view const above :
       {"../../format/", "../../experiments/", "../../appraisal/", "../../calibration/"}) {
    auto const at = text.find("\"" + std::string{above});
    if (at != std::string::npos) text.erase(at + 1, above.size());
  }
  return text;
}

using Files = std::vector<std::pair<std::filesystem::path, std::string>>;

/// Whether no file by this name would be written over; says so otherwise.
bool is_new(std::filesystem::path const& file, Console& console) {
  if (!std::filesystem::exists(std::filesystem::symlink_status(file))) return true;
  console.err << say("tongzhou: '{}' is there already and stays as it is\n", format::printable(file.string()));
  return false;
}

/// Writes them in this order, unless one is there already, which is said.
bool write_new(Files const& files, Console& console) {
  if (!std::ranges::all_of(files, [&](auto const& file) { return is_new(file.first, console); })) return false;
  for (auto const& [file, text] : files) format::write_whole(file, text);
  return true;
}

/// The schemas of the files of a scenario, where it is one: an example may be a program.
Files schemas_of(std::filesystem::path const& source, std::filesystem::path const& folder) {
  std::pair<char const*, std::string_view> const schemas[] = {{"scenario", format::schema_text()},
                                                              {"experiment", experiments::experiment_schema_text()},
                                                              {"investment", appraisal::investment_schema_text()},
                                                              {"calibration", calibration::calibration_schema_text()}};
  auto const is_there = [&](char const* kind) {
    return std::filesystem::exists(source / fmt::format("{}.json", kind));
  };
  Files files;
  if (std::ranges::none_of(schemas, [&](auto const& schema) { return is_there(schema.first); })) return files;
  for (auto const& [kind, text] : schemas)
    files.emplace_back(folder / fmt::format("{}.schema.json", kind), std::string{text});
  return files;
}

/// A copy of a folder of the library, or of the tutorials, with all its files, and the schemas beside them.
ExitCode copy_from_library(std::string const& name, std::filesystem::path const& folder, Console& console) {
  auto names = library_names();
  std::ranges::move(example_names(), std::back_inserter(names));
  if (std::ranges::find(names, name) == names.end()) {
    std::vector<std::string_view> const known{names.begin(), names.end()};
    console.err << say("tongzhou: the library has no '{}'{}\n", format::printable(name),
                       sentence(format::did_you_mean(name, known)));
    return ExitCode::usage;
  }
  auto const source = folder_named(name);
  auto files = schemas_of(source, folder);
  for (auto const& entry : std::filesystem::recursive_directory_iterator{source})
    if (entry.is_regular_file())
      files.emplace_back(folder / entry.path().lexically_relative(source),
                         with_schemas_beside(format::read_file(entry.path())));
  if (!write_new(files, console)) return ExitCode::usage;
  console.err << say("wrote a copy of {} into {}\n", name, format::printable(folder.string()));
  return ExitCode::done;
}

/// Makes a folder with a small scenario that works and an experiment with it, and their schemas beside them for the
/// editor.
ExitCode init(std::filesystem::path const& folder, Console& console) {
  // The scenario last: when it is there, so are the others.
  if (!write_new({{folder / "scenario.schema.json", std::string{format::schema_text()}},
                  {folder / "experiment.schema.json", std::string{experiments::experiment_schema_text()}},
                  {folder / "experiment.json", std::string{first_experiment_text()}},
                  {folder / "scenario.json", std::string{first_scenario_text()}}},
                 console))
    return ExitCode::usage;
  auto const at = [&](char const* name) { return format::printable((folder / name).string()); };
  console.err << say("wrote {} and {}, with their schemas; try: tongzhou run {}\n", at("scenario.json"),
                     at("experiment.json"), at("scenario.json"));
  return ExitCode::done;
}

format::Json first_scenario() {
  auto scenario = format::parse_trusted(first_scenario_text());
  scenario.erase("$schema");
  return scenario;
}

/// The small scenario as CSV files, and a table of all columns that there can be. `scenario.json` names no table, so
/// that a file that is added under the name of one is read.
ExitCode init_tables(std::filesystem::path const& folder, Console& console) {
  auto const tables = format::to_tables(first_scenario(), format::Columns::used);
  Files files{
      {folder / "columns.csv", format::explain_columns(format::to_tables(first_scenario(), format::Columns::all))}};
  for (auto const& file : format::to_folder(tables)) {
    if (file.name != "scenario.json") files.emplace_back(folder / file.name, file.text);
  }
  files.emplace_back(folder / "scenario.json", tables.rest.dump(2) + "\n");
  if (!write_new(files, console)) return ExitCode::usage;
  auto const name = format::printable(folder.string());
  console.err << say("wrote tables into {}; columns.csv says what there can be in them; try: tongzhou run {}\n", name,
                     name);
  return ExitCode::done;
}

/// The small scenario as a workbook, with all sheets and columns that there can be.
ExitCode init_workbook(std::filesystem::path const& folder, Console& console) {
  auto const file = folder / "scenario.xlsx";
  if (!is_new(file, console)) return ExitCode::usage;
  write_tables_as_workbook(format::to_tables(first_scenario(), format::Columns::all), file);
  auto const name = format::printable(file.string());
  console.err << say("wrote {}; its first sheet explains it; try: tongzhou run {}\n", name, name);
  return ExitCode::done;
}

struct InitOptions {
  std::filesystem::path folder;
  bool as_tables = false, as_workbook = false;
  std::string from;  // a name of the library; empty: the small scenario
};

ExitCode make(InitOptions const& options, Console& console) {
  if (options.as_tables) return init_tables(options.folder, console);
  if (options.as_workbook) return init_workbook(options.folder, console);
  return options.from.empty() ? init(options.folder, console)
                              : copy_from_library(options.from, options.folder, console);
}

void add_init(Command command, Invocation& invocation) {
  auto const options = std::make_shared<InitOptions>();
  command.operand("DIR", options->folder, "The folder; made when it is not there").required().folder();
  auto from = command.option(
      "--from", "NAME", options->from,
      "A copy of this one of the library, or of a tutorial such as examples/lock, instead of a small one");
  auto tables = command.flag("--tables", options->as_tables, "The small scenario as CSV tables, to be filled in");
  auto excel = command.flag("--excel", options->as_workbook,
                            "The small scenario as a workbook with lists to choose from, to be filled in");
  tables.excludes(excel).excludes(from);
  excel.excludes(from);
  command.on_run([options, &invocation] {
    auto& console = invocation.console;
    Supervision const supervision{console};
    invocation.exit_code = make(*options, console);
  });
}

}  // namespace

Verb init_verb() {
  return {"init",
          "Make a folder with a small scenario that works, and an experiment",
          {{"init harbour", "a small scenario to start from"},
           {"init plan --excel", "the same as a workbook to fill in: plan/scenario.xlsx"},
           {"init river --from yangtze", "a copy of one of the library, to change"}},
          add_init};
}

}  // namespace tongzhou::cli
