#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "network/base/quantity.hpp"
#include "scenarios/experiments/conduct.hpp"
#include "scenarios/experiments/memory_limit.hpp"
#include "scenarios/format/effort.hpp"
#include "scenarios/format/explain.hpp"
#include "scenarios/format/files.hpp"
#include "scenarios/format/link_lines.hpp"
#include "scenarios/format/problems.hpp"
#include "scenarios/format/result.hpp"
#include "sim/engine/simulate.hpp"
#include "tools/cli/estimate.hpp"
#include "tools/cli/experiment_summary.hpp"
#include "tools/cli/load.hpp"
#include "tools/cli/messages.hpp"
#include "tools/cli/program_version.hpp"
#include "tools/cli/summary.hpp"
#include "tools/cli/supervision.hpp"
#include "tools/cli/verb.hpp"
#include "tools/cli/work.hpp"
#include "viz/export/event_log.hpp"

namespace tongzhou::cli {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::uint64_t largest_seed = 9007199254740991;  // 2^53 - 1: what every reader of JSON holds exactly
constexpr std::uint32_t most_replications = 10'000;

struct RunOptions {
  ScenarioOptions scenario;
  std::filesystem::path out;  // folder of the result; empty: results/<scenario name>[+<overlay>...]; -: no folder
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

/// Where a run writes: into a folder, or its result alone to the standard output.
struct Output {
  std::filesystem::path result, inputs;  // inputs: empty for none
  bool is_standard = false;
};

Output output_of(RunOptions const& options) {
  if (format::is_standard_output(options.out)) return {options.out, {}, true};
  auto const name = run_name(options.scenario.file, options.scenario.overlays);
  auto const folder = options.out.empty() ? std::filesystem::path{"results"} / name : options.out;
  return {folder / "result.json", folder / "inputs.json", false};
}

/// Whether it can be written is known before the run, which may take long; nothing is left of this.
bool is_writable(Output const& output, RunOptions const& options, Console& console) {
  auto const& events = options.events;
  if (output.is_standard && options.work.json) {
    console.err << tr("tongzhou: the result and the answer of --json would both go to the standard output\n");
    return false;
  }
  for (auto const& file : {output.result, output.inputs}) {
    if (file.empty()) continue;
    if (!events.empty() && format::is_same_name(events, file)) {
      console.err << tr("tongzhou: the events and the result would be written to one file\n");
      return false;
    }
    format::WholeFile const trial{file};
  }
  return true;
}

/// Which run's result stands there already, if it is not this one again: it is about to be replaced. In words.
std::optional<std::string> replaced(Output const& output, format::Json const& provenance) {
  std::error_code none;
  // Of a pipe nobody knows whether somebody writes into it.
  if (output.is_standard || !std::filesystem::is_regular_file(output.result, none)) return std::nullopt;
  constexpr std::size_t largest = std::size_t{64} << 20;  // a larger one is not worth the time that it takes to read
  std::string why;
  auto const text = format::read_file(output.result, largest, why);
  if (!text) return std::nullopt;
  format::Problems unheard;
  auto const earlier = format::parse(*text, output.result.string(), unheard);
  if (!earlier || !earlier->is_object() || !earlier->contains("provenance")) return std::nullopt;
  auto const told = [](auto const& made) {
    auto const at = [&made](std::string const& pointer) {
      nlohmann::json::json_pointer const where{pointer};
      return made.contains(where) ? made.at(where).dump() : "?";
    };
    return fmt::format("scenario {:.12}, seed {}, replication {}", at("/scenario/sha256").substr(1), at("/seed"),
                       at("/replication"));
  };
  auto const then = told(earlier->at("provenance"));
  return then == told(provenance) ? std::nullopt : std::optional{format::printable(then)};
}

/// What programs want to know of a run: where it stands, whether its sums hold, and the key figures.
Json answer(Json const& result, bool audit_holds, Output const& output) {
  return {{"result", format::printable(output.result.string())},
          {"inputs", format::printable(output.inputs.string())},
          {"provenance", result.at("provenance")},
          {"audit_holds", audit_holds},
          {"key_figures", result.at("key_figures")}};
}

/// Told on `err` with --verbose, and what a long run will take without it, too.
class Talk {
 public:
  Talk(WorkOptions const& work, Console& console) : work_(work), console_(console) {}

  void expect(format::Effort const& effort) const {
    if (work_.verbose || (!work_.quiet && effort.seconds() >= long_run_seconds))
      console_.err << "expected: " << expected(effort) << '\n';
  }
  /// What was done since the last time, and how long it took.
  void done(std::string_view what) {
    auto const now = std::chrono::steady_clock::now();
    if (work_.verbose)
      console_.err << fmt::format("{}: {:.2f} s\n", what, std::chrono::duration<double>(now - since_).count());
    since_ = now;
  }
  void memory() const {
    rusage usage{};
    if (work_.verbose && ::getrusage(RUSAGE_SELF, &usage) == 0)
      console_.err << say("most memory: {} MB\n", usage.ru_maxrss / 1024);
  }

 private:
  static constexpr double long_run_seconds = 60;
  WorkOptions const& work_;
  Console& console_;
  std::chrono::steady_clock::time_point since_ = std::chrono::steady_clock::now();
};

ExitCode audited(outcome::Outcome const& outcome, Console& console) {
  for (auto const& check : outcome.audit) {
    if (check.holds) continue;
    console.err << say("audit failed: {}: expected {}, found {}\n", check.name, check.expected, check.found);
  }
  return outcome.audit_holds() ? ExitCode::done : ExitCode::failed;
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
  Talk talk{options.work, console};
  auto const prepared = prepare(options.scenario, console);
  if (!prepared || !is_affordable(*prepared, limits, console)) return ExitCode::invalid;
  talk.done(tr("read and planned"));
  length_days = in_days(prepared->scenario.world->length);
  auto const& [scenario, planned, remarks] = *prepared;
  if (options.seed) scenario.world->seed = *options.seed;
  talk.expect(format::effort_of(*scenario.world, planned.plans));

  auto const output = output_of(options);
  if (!is_writable(output, options, console)) return ExitCode::usage;

  auto const& world = *scenario.world;
  std::optional<exports::EventLog> events;
  if (!options.events.empty()) events.emplace(options.events, world, options.replication, options.events_share);
  auto const outcome = engine::simulate(world, planned.planner, planned.plans, options.replication,
                                        events ? &*events : nullptr, &progress);
  if (events) events->finish();
  talk.done("simulated");

  format::Provenance const provenance{.program = program_version(),
                                      .scenario = short_name(scenario_file),
                                      .overlays = file_names(overlays),
                                      .scenario_hash = scenario.document.hash(),
                                      .packages = package_versions(),
                                      .remarks = format::to_lines(remarks)};
  auto result = format::to_json(outcome, world, provenance);
  format::add_link_lines(result, scenario.document.json());
  bool const is_told = !options.work.json && !options.work.quiet;
  auto const earlier = is_told ? replaced(output, format::Json(result.at("provenance"))) : std::nullopt;
  format::write_whole(output.result, format::to_text(result));
  // What went in stands beside what came out: the report shows it.
  if (!output.inputs.empty()) format::write_whole(output.inputs, format::inputs_of(scenario.document).dump(1) + "\n");
  talk.done("written");
  talk.memory();

  if (options.work.json) {
    console.out << answer(result, outcome.audit_holds(), output).dump(2) << '\n';
  } else if (is_told) {
    // Where the events or the result are the output, the summary is talk.
    bool const is_talk = output.is_standard || format::is_standard_output(options.events);
    Console words{is_talk ? console.err : console.out, console.err, console.colour && !is_talk};
    print_summary(outcome, world, run_name(scenario_file, overlays), words);
    print_written(output.result, console);
    if (earlier) console.err << say("in place of the result of {}\n", *earlier);
    if (events) print_written(options.events, console);
  }
  return audited(outcome, console);
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
  return print_conclusion(experiments::conduct(*experiment, settings, invocation.console.err), work, print_summary,
                          invocation.console);
}

std::string problem_with_seed(std::string const& text) {
  std::uint64_t seed = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), seed);
  if (error == std::errc{} && end == text.data() + text.size() && seed <= largest_seed) return {};
  return say("expected a whole number from 0 to {}, found {}", largest_seed, text);
}

void add_run(Command command, Invocation& invocation) {
  auto const options = std::make_shared<RunOptions>();
  add_scenario(command, options->scenario);
  command.option("--out", "DIR", options->out,
                 "Folder for result.json; default: results/<scenario name>[+<overlay>...]; - for the standard output");
  command.option("--seed", "N", options->seed, "Instead of the scenario's own seed").check(problem_with_seed);
  auto replication = command.option("--replication", "N", options->replication, "Which replication; default: 0");
  replication.whole(0, most_replications);
  auto replications = command.option("--replications", "N", options->replications,
                                     "So many, each in a process of its own, and what they say together: "
                                     "results/<scenario name>-<hash>/experiment.json");
  replications.whole(1, most_replications).excludes(replication);
  add_work(command, options->work);
  add_strict(command, options->scenario);
  add_talk(command, options->work);
  auto events =
      command.option("--events", "FILE", options->events,
                     "Also write what happens to boxes and vehicles, as JSON lines; - for the standard output");
  events.excludes(replications);
  command
      .option("--events-share", "SHARE", options->events_share,
              "Share of the boxes whose events are written; default: 0.01")
      .between(0, 1)
      .needs(events);
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
           {"run yangtze", "one of the library"},
           {"run base.json --overlay low-water.json", "the same, with a change laid over it"},
           {"run base.json --seed 7", "another possible year"},
           {"run base.json --replications 20", "twenty runs on all cores, means with intervals"},
           {"run base.json --events events.jsonl", "also what happens to each box and vehicle"},
           {"run - --out - < scenario.json > result.json", "from the standard input to the standard output"},
           {"run base.json --json", "for programs: where the result stands, and key figures"}},
          add_run};
}

}  // namespace tongzhou::cli
