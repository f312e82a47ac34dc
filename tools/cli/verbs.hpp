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

/// How many runs are worked through. Nothing here changes a result.
struct WorkOptions {
  std::filesystem::path out;  // where folders of results go; empty: results
  unsigned jobs = 0;          // 0: as many as there are cores
  bool resume = false;
  std::int64_t time_limit_s = 3600;
  std::optional<std::uint64_t> memory_limit_mb;  // 0: none; not given: its share of the machine's
  std::string go_on;                             // the command that goes on after an interruption
};

struct RunOptions {
  std::filesystem::path file;
  std::filesystem::path out;  // folder of the result; empty: results/<scenario name>[+<overlay>...]
  std::optional<std::uint64_t> seed;
  std::vector<std::filesystem::path> overlays;
  std::uint32_t replication = 0;  // of a single run
  std::optional<std::uint32_t> replications;
  WorkOptions work;
  bool quiet = false;
  std::filesystem::path events;  // JSON lines; empty: none
  double events_share = 0.01;    // of the boxes
};
int run_scenario(RunOptions const&, Talk&);
int run_replications(RunOptions const&, Talk&);  // in a folder of --out

struct ExperimentOptions {
  std::filesystem::path file;                   // of the experiment; for execute, status and collect a manifest
  std::vector<std::filesystem::path> overlays;  // over its base
  std::size_t index = 0, chunk = 1;
  bool missing = false;
  WorkOptions work;
  bool quiet = false;
};
int run_experiment(ExperimentOptions const&, Talk&);
int plan_experiment(ExperimentOptions const&, Talk&);
int execute_tasks(ExperimentOptions const&, Talk&);
int tell_status(ExperimentOptions const&, Talk&);
int collect_results(ExperimentOptions const&, Talk&);

struct AppraiseOptions {
  std::filesystem::path file;
  std::optional<std::filesystem::path> base;  // instead of the scenario that the file names
  WorkOptions work;
  bool quiet = false;
};
/// What investments are worth: simulates them and writes appraisal.json.
int appraise(AppraiseOptions const&, Talk&);

/// A scenario as it is to be looked at: a file, and what is laid over it.
struct ScenarioOptions {
  std::filesystem::path file;
  std::vector<std::filesystem::path> overlays;
};
int validate(ScenarioOptions const&, Talk&);
int explain(ScenarioOptions const&, Talk&);
enum class SchemaOf { scenario, result, experiment, experiment_result, investment, appraisal };
int print_schema(SchemaOf, Talk&);

/// Makes a folder with a small scenario that works and an experiment with it, and their schemas beside them for the
/// editor.
int init(std::filesystem::path const& folder, Talk&);

struct NetworkOptions {
  ScenarioOptions scenario;
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

/// Key figures of results side by side and how they differ from the first: a Markdown table.
int compare(std::vector<std::filesystem::path> const& results, Talk&);

struct ExportOptions {
  std::filesystem::path file;    // a result; of format events, an event file
  std::string format;            // csv, sqlite, geojson, simwrapper or events
  std::filesystem::path to;      // a file (sqlite, events) or a folder
  std::filesystem::path events;  // with geojson: of the same run
};
int export_result(ExportOptions const&, Talk&);

}  // namespace tongzhou::cli
