#include <memory>
#include <optional>
#include <string>

#include "scenarios/format/files.hpp"
#include "scenarios/format/json.hpp"
#include "scenarios/format/problems.hpp"
#include "tools/cli/kind.hpp"
#include "tools/cli/messages.hpp"
#include "tools/cli/supervision.hpp"
#include "tools/cli/verb.hpp"
#include "tools/cli/written.hpp"
#include "viz/export/csv.hpp"
#include "viz/export/events.hpp"
#include "viz/export/geojson.hpp"
#include "viz/export/simwrapper.hpp"
#include "viz/export/sqlite.hpp"
#include "viz/export/workbook.hpp"

namespace tongzhou::cli {
namespace {

struct ExportOptions {
  std::filesystem::path file;    // a result; of format events, an event file
  std::string format;            // csv, sqlite, xlsx, geojson, simwrapper or events
  std::filesystem::path to;      // a file (sqlite, xlsx, events) or a folder
  bool byte_order_mark = false;  // with csv
  std::filesystem::path events;  // with geojson: of the same run
};

std::optional<Written> read_written(std::filesystem::path const& path, format::Problems& problems) {
  auto const text = format::read_file(path);
  format::protect(path);
  auto written = check_written(text, path, problems);
  if (!written) return written;
  using enum Written::Kind;
  if (written->kind == result || written->kind == experiment || written->kind == appraisal) return written;
  problems.add({path.string(), 0, 0, "", "neither calibrations nor doubts nor measures are exported"});
  return std::nullopt;
}

void write(format::Json const& result, ExportOptions const& options, format::Problems& problems) {
  if (options.format == "csv")
    return exports::write_csv(result, options.to,
                              options.byte_order_mark ? exports::ByteOrderMark::written : exports::ByteOrderMark::none);
  if (options.format == "sqlite") return exports::write_sqlite(result, options.to);
  if (options.format == "xlsx") return exports::write_result_workbook(result, options.to);
  if (options.format == "simwrapper") return exports::write_simwrapper(result, options.to);
  if (options.events.empty() || exports::write_trips(result, options.events, options.to / "trips.geojson", problems)) {
    exports::write_geojson(result, options.to);
  }
}

ExitCode export_result(ExportOptions const& options, Console& console) {
  Supervision const supervision{console};
  if (!options.events.empty() && options.format != "geojson") {
    console.err << tr("tongzhou: --events goes with --format geojson\n");
    return ExitCode::usage;
  }
  if (options.byte_order_mark && options.format != "csv") {
    console.err << tr("tongzhou: --bom goes with --format csv\n");
    return ExitCode::usage;
  }
  if (format::is_standard_output(options.to) && options.format != "events") {
    console.err << tr("tongzhou: only --format events can be written to the standard output\n");
    return ExitCode::usage;
  }
  format::Problems problems;
  if (options.format == "events") {
    exports::write_ocel(options.file, options.to, problems);
  } else if (auto const written = read_written(options.file, problems)) {
    if (written->kind != Written::Kind::result && options.format != "csv" && options.format != "sqlite" &&
        options.format != "xlsx") {
      console.err << tr("tongzhou: an experiment or an appraisal is exported as csv, sqlite or xlsx\n");
      return ExitCode::usage;
    }
    write(written->json, options, problems);
  }
  if (problems.empty()) {
    print_written(options.to, console);
    return ExitCode::done;
  }
  print_problems(problems,
                 {{options.file, options.format == "events" ? std::vector{Kind::events} : any_result},
                  {options.events, {Kind::events}}},
                 console);
  return ExitCode::invalid;
}

void add_export(Command command, Invocation& invocation) {
  auto const options = std::make_shared<ExportOptions>();
  command.operand("FILE", options->file, "The result file; of --format events, an event file").required();
  command.option("--format", "FORMAT", options->format, "csv, sqlite, xlsx, geojson, simwrapper or events")
      .required()
      .one_of({"csv", "sqlite", "xlsx", "geojson", "simwrapper", "events"});
  command
      .option("-o,--out", "PATH", options->to,
              "The file (sqlite, xlsx, events) or folder to write; of events, - for the standard output")
      .required();
  command.option("--events", "FILE", options->events, "With geojson: the run's events, for trips.geojson");
  command.flag("--bom", options->byte_order_mark,
               "With csv: a byte order mark in front, by which spreadsheets know UTF-8");
  command.on_run([options, &invocation] { invocation.exit_code = export_result(*options, invocation.console); });
}

}  // namespace

Verb export_verb() {
  return {"export",
          "Write a result as files that dashboards read",
          {{"export results/harbour/result.json --format csv -o tables", "a table a file"},
           {"export results/harbour/result.json --format sqlite -o harbour.db", "all tables, for Grafana"},
           {"export results/harbour/result.json --format xlsx -o harbour-result.xlsx", "a sheet a table, with charts"}},
          add_export};
}

}  // namespace tongzhou::cli
