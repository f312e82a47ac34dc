#include "tools/cli/tables.hpp"

#include <memory>
#include <system_error>
#include <utility>

#include "scenarios/format/files.hpp"
#include "scenarios/format/problems.hpp"
#include "scenarios/sheets/workbook_writer.hpp"
#include "tools/cli/load.hpp"
#include "tools/cli/messages.hpp"
#include "tools/cli/supervision.hpp"
#include "tools/cli/verb.hpp"

namespace tongzhou::cli {

std::optional<TableForm> table_form(std::filesystem::path const& to) {
  if (to.extension() == ".xlsx") return TableForm::workbook;
  std::error_code error;
  if (to.has_extension() && !std::filesystem::is_directory(to, error)) return std::nullopt;
  return TableForm::folder;
}

void write_tables(format::ScenarioTables const& tables, std::filesystem::path const& folder) {
  for (auto const& file : format::to_folder(tables)) format::write_whole(folder / file.name, file.text);
}

void write_tables_as_workbook(format::ScenarioTables const& tables, std::filesystem::path const& path) {
  format::WholeFile file{path};
  sheets::write_workbook(file.growing_at(), format::to_workbook(tables));
  file.finish();
}

namespace {

struct TablesOptions {
  ScenarioOptions scenario;
  std::filesystem::path to;
};

ExitCode write(TablesOptions const& options, Console& console) {
  Supervision const supervision{console};
  if (format::is_standard_output(options.to)) {
    console.err << tr("tongzhou: tables are written to a folder or to a workbook, not to the standard output\n");
    return ExitCode::usage;
  }
  auto const form = table_form(options.to);
  if (!form) {
    console.err << say(
        "tongzhou: -o {}: tables are written to a workbook, which ends in .xlsx, or to a folder, which ends "
        "in nothing or in /\n",
        format::printable(options.to.string()));
    return ExitCode::usage;
  }
  auto const scenario = load(options.scenario.file, options.scenario.overlays, console);
  if (!scenario) return ExitCode::invalid;
  auto const tables = format::to_tables(scenario->document.json(), format::Columns::used);
  if (*form == TableForm::workbook) {
    write_tables_as_workbook(tables, options.to);
  } else {
    write_tables(tables, options.to);
  }
  print_written(options.to, console);
  return ExitCode::done;
}

void add_tables(Command command, Invocation& invocation) {
  auto const options = std::make_shared<TablesOptions>();
  add_scenario(command, options->scenario);
  command.option("-o,--out", "PATH", options->to, "The folder for CSV files, or a workbook: its name ends in .xlsx")
      .required();
  command.on_run([options, &invocation] { invocation.exit_code = write(*options, invocation.console); });
}

}  // namespace

Verb tables_verb() {
  return {"tables",
          "Write a scenario as tables: CSV files in a folder, or a workbook",
          {{"tables harbour/scenario.json -o harbour.xlsx", "to go on in a spreadsheet; `run harbour.xlsx` reads it"},
           {"tables harbour.xlsx -o harbour-csv", "the same as CSV files; `run harbour-csv` reads them"}},
          add_tables};
}

}  // namespace tongzhou::cli
