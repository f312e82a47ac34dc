#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <charconv>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include "network/base/quantity.hpp"
#include "scenarios/experiments/conduct.hpp"
#include "scenarios/experiments/memory_limit.hpp"
#include "scenarios/format/effort.hpp"
#include "scenarios/format/explain.hpp"
#include "scenarios/format/files.hpp"
#include "scenarios/format/problems.hpp"
#include "scenarios/format/result.hpp"
#include "sim/engine/simulate.hpp"
#include "tools/cli/experiment_summary.hpp"
#include "tools/cli/load.hpp"
#include "tools/cli/summary.hpp"
#include "tools/cli/supervision.hpp"
#include "tools/cli/verb.hpp"
#include "tools/cli/version.hpp"
#include "tools/cli/work.hpp"
#include "viz/export/event_log.hpp"

namespace tongzhou::cli {

namespace {

constexpr std::uint64_t largest_seed = 9007199254740991;  // 2^53 - 1: what every reader of JSON holds exactly
constexpr std::uint32_t most_replications = 10'000;

struct RunOptions {
  ScenarioOptions scenario;
  std::filesystem::path out;  // folder of the result; empty: results/<scenario name>[+<overlay>...]
  std::optional<std::uint64_t> seed;
  std::uint32_t replication = 0;  // of a single run
  std::optional<std::uint32_t> replications;
  WorkOptions work;
  std::filesystem::path events;  // JSON lines; empty: none
  double events_share = 0.01;    // of the boxes
};

/// Whether a run may begin: not one that is expected to take more than it may; why not is said on `err`.
bool is_affordable(Prepared const& prepared, experiments::Limits const& limits, Console& console) {
  if (!limits.expected) return true;
  auto const effort = format::effort_of(*prepared.scenario.world, prepared.planned.plans);
  auto const why =
      format::too_much(effort, {static_cast<double>(limits.time.count()), static_cast<double>(limits.memory_mb)});
  if (!why.empty()) console.err << to_line(prepared.scenario.document.problem("", why)) << '\n';
  return why.empty();
}

ExitCode run_scenario(RunOptions const& options, Console& console) {
  auto const& scenario_file = options.scenario.file;
  auto const& overlays = options.scenario.overlays;
  auto const limits = limits_of(options.work, 1);
  experiments::limit_memory(limits.memory_mb);
  engine::RunProgress progress;
  std::atomic<double> length_days = 0;  // once it is known
  bool const shows = !options.work.quiet && ::isatty(STDERR_FILENO) != 0;
  Supervision const supervision{
      console, limits.time,
      shows ? Supervision::Share{[&] { return length_days > 0 ? progress.days / length_days : 0.0; }} : nullptr};
  auto const prepared = prepare(options.scenario, console);
  if (!prepared || !is_affordable(*prepared, limits, console)) return ExitCode::invalid;
  length_days = in_days(prepared->scenario.world->length);
  auto const& [scenario, planned, remarks] = *prepared;
  if (options.seed) scenario.world->seed = *options.seed;

  auto const name = run_name(scenario_file, overlays);
  auto const file = (options.out.empty() ? std::filesystem::path{"results"} / name : options.out) / "result.json";
  auto const inputs_file = file.parent_path() / "inputs.json";
  for (auto const& other : {file, inputs_file}) {
    if (!options.events.empty() && format::is_same_name(options.events, other)) {
      console.err << "tongzhou: the events and the result would be written to one file\n";
      return ExitCode::usage;
    }
    // Whether it can be written is known before the run, which may take long; nothing is left of this.
    format::WholeFile const trial{other};
  }

  auto const& world = *scenario.world;
  std::optional<exports::EventLog> events;
  if (!options.events.empty()) events.emplace(options.events, world, options.replication, options.events_share);
  auto const outcome = engine::simulate(world, planned.planner, planned.plans, options.replication,
                                        events ? &*events : nullptr, &progress);
  if (events) events->finish();

  format::Provenance const provenance{.program = program_version(),
                                      .scenario = short_name(scenario_file),
                                      .overlays = file_names(overlays),
                                      .scenario_hash = scenario.document.hash(),
                                      .packages = package_versions(),
                                      .remarks = format::to_lines(remarks)};
  format::write_whole(file, format::to_text(format::to_json(outcome, world, provenance)));
  // What went in stands beside what came out: the report shows it.
  format::write_whole(inputs_file, format::inputs_of(scenario.document).dump(1) + "\n");

  if (!options.work.quiet) {
    // Where the events are the output, the summary is talk.
    Console talk{format::is_standard_output(options.events) ? console.err : console.out, console.err, console.colour};
    print_summary(outcome, world, name, talk);
    print_written(file, console);
    if (events) print_written(options.events, console);
  }
  if (outcome.audit_holds()) return ExitCode::done;
  for (auto const& check : outcome.audit) {
    if (check.holds) continue;
    console.err << fmt::format("audit failed: {}: expected {}, found {}\n", check.name, check.expected, check.found);
  }
  return ExitCode::failed;
}

/// In a folder of --out.
ExitCode run_replications(RunOptions const& options, Invocation const& invocation) {
  auto const& file = options.scenario.file;
  auto const& overlays = options.scenario.overlays;
  if (!prepare(options.scenario, invocation.console)) return ExitCode::invalid;
  format::Problems problems;
  auto const experiment = experiments::replications_of(file, overlays, options.seed, *options.replications,
                                                       run_name(file, overlays), problems);
  if (!problems.empty()) print_problems(problems, given(file, overlays), invocation.console);
  if (!experiment) return ExitCode::invalid;
  auto work = options.work;
  work.out = options.out;
  auto const settings = settings_of(work, invocation);
  return print_conclusion(experiments::conduct(*experiment, settings, invocation.console.err), work.quiet,
                          print_summary, invocation.console);
}

std::string problem_with_seed(std::string const& text) {
  std::uint64_t seed = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), seed);
  if (error == std::errc{} && end == text.data() + text.size() && seed <= largest_seed) return {};
  return fmt::format("expected a whole number from 0 to {}, found {}", largest_seed, text);
}

void add(Command command, Invocation& invocation) {
  auto const options = std::make_shared<RunOptions>();
  command.operand("FILE", options->scenario.file, "The scenario file").required();
  command.option("--out", "DIR", options->out,
                 "Folder for result.json; default: results/<scenario name>[+<overlay>...]");
  command.option("--seed", "N", options->seed, "Instead of the scenario's own seed").check(problem_with_seed);
  add_overlays(command, options->scenario.overlays, "scenario");
  auto replication = command.option("--replication", "N", options->replication, "Which replication; default: 0");
  replication.whole(0, most_replications);
  auto replications = command.option("--replications", "N", options->replications,
                                     "So many, each in a process of its own, and what they say together: "
                                     "results/<scenario name>-<hash>/experiment.json");
  replications.whole(1, most_replications).excludes(replication);
  add_work(command, options->work);
  add_strict(command, options->scenario);
  add_quiet(command, options->work.quiet);
  command
      .option("--events", "FILE", options->events,
              "Also write what happens to boxes and vehicles, as JSON lines; - for the standard output")
      .excludes(replications);
  command
      .option("--events-share", "SHARE", options->events_share,
              "Share of the boxes whose events are written; default: 0.01")
      .between(0, 1);
  command.on_run([options, &invocation] {
    invocation.exit_code =
        options->replications ? run_replications(*options, invocation) : run_scenario(*options, invocation.console);
  });
}

}  // namespace

Verb run_verb() {
  return {"run",
          "Run a scenario, write its result and say what came out",
          {{"run harbour/scenario.json", "results/harbour/result.json and a summary"},
           {"run base.json --overlay low-water.json", "the same, with a change laid over it"},
           {"run base.json --seed 7", "another possible year"},
           {"run base.json --replications 20", "twenty runs on all cores, means with intervals"},
           {"run base.json --events events.jsonl", "also what happens to each box and vehicle"}},
          add};
}

}  // namespace tongzhou::cli
