#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tools/cli/talk.hpp"

// What each verb of the command line does, one file a verb; each returns the exit code.
namespace tongzhou::cli {

enum Exit { done = 0, failed = 1, usage = 2, invalid = 3 };

struct RunOptions {
  std::filesystem::path file;
  std::filesystem::path out;  // folder of the result; empty: results/<scenario name>
  std::optional<std::uint64_t> seed;
  std::vector<std::filesystem::path> overlays;
  bool quiet = false;
  std::filesystem::path events;  // JSON lines; empty: none
  double events_share = 0.01;    // of the boxes
};
int run_scenario(RunOptions const&, Talk&);

int validate(std::filesystem::path const& file, Talk&);
int explain(std::filesystem::path const& file, Talk&);
int print_schema(bool of_result, Talk&);

/// Makes a folder with a small scenario that works, and the schema beside it for the editor.
int init(std::filesystem::path const& folder, Talk&);

struct NetworkOptions {
  std::filesystem::path file;
  std::optional<std::pair<std::string, std::string>> between;  // none: the largest origin and destination
};
int show_network(NetworkOptions const&, Talk&);

struct ReportOptions {
  std::vector<std::filesystem::path> results;
  std::filesystem::path out = "report.html";
};
/// One HTML file that shows one result, or several side by side.
int write_report(ReportOptions const&, Talk&);

struct ThroughputOptions {
  std::filesystem::path result;
  std::filesystem::path published;
  double tolerance_percent = 15;
};
/// Compares what facilities handled in a result with what is published of them: a Markdown table. Fails when a place
/// differs by more than the tolerance.
int check_throughput(ThroughputOptions const&, Talk&);

struct ExportOptions {
  std::filesystem::path file;    // a result; of format events, an event file
  std::string format;            // csv, sqlite, geojson, simwrapper or events
  std::filesystem::path to;      // a file (sqlite, events) or a folder
  std::filesystem::path events;  // with geojson: of the same run
};
int export_result(ExportOptions const&, Talk&);

}  // namespace tongzhou::cli
