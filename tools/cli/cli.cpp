#include "tools/cli/cli.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <optional>
#include <string_view>
#include <system_error>
#include <tuple>
#include <vector>

#include "scenarios/experiments/worker.hpp"
#include "scenarios/format/nearest.hpp"
#include "scenarios/format/problems.hpp"
#include "tools/cli/talk.hpp"
#include "tools/cli/verbs.hpp"
#include "tools/cli/version.hpp"

namespace tongzhou::cli {
namespace {

constexpr auto examples = R"(Examples:
  tongzhou init harbour                             a small scenario to start from
  tongzhou validate harbour/scenario.json           what is wrong with it, if anything
  tongzhou run harbour/scenario.json                results/harbour/result.json and a summary
  tongzhou report results/harbour/result.json       report.html, to look at in a browser
  tongzhou run base.json --overlay low-water.json   the same, with a change laid over it
  tongzhou network harbour/scenario.json --between CNWUH CNSHA
  tongzhou export results/harbour/result.json --format csv -o tables
  tongzhou run base.json --replications 20          twenty runs on all cores, means with intervals
  tongzhou experiment options.json                  options against the base, docs/experiments.md
  tongzhou appraise investment.json                 what options are worth in money, docs/appraisal.md

Exit codes: 0 done, 1 the run failed, 2 usage, 3 the scenario is invalid, 4 some runs of an
experiment are missing, 130 interrupted.)";

constexpr std::uint64_t largest_seed = 9007199254740991;  // 2^53 - 1: what every reader of JSON holds exactly

constexpr unsigned most_replications = 10'000;

constexpr std::array<std::string_view, 12> verbs{"run",     "validate",   "schema",  "init",
                                                 "explain", "network",    "report",  "check-throughput",
                                                 "export",  "experiment", "compare", "appraise"};

bool coloured(std::ostream const& out) {
  auto const* const no_color = std::getenv("NO_COLOR");  // https://no-color.org
  return (no_color == nullptr || *no_color == '\0') && &out == &std::cout && ::isatty(STDOUT_FILENO) != 0;
}

/// CLI11's kind of check: what is wrong with the text, or nothing.
std::string why_no_seed(std::string const& text) {
  std::uint64_t seed = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), seed);
  if (error == std::errc{} && end == text.data() + text.size() && seed <= largest_seed) return {};
  return fmt::format("expected a whole number from 0 to {}, found {}", largest_seed, text);
}

CLI::Option* add_file(CLI::App& verb, std::filesystem::path& file) {
  return verb.add_option("FILE", file, "The scenario file")->required()->type_name("");
}

void add_overlays(CLI::App& verb, std::vector<std::filesystem::path>& overlays, std::string const& over) {
  verb.add_option("--overlay", overlays, "Merge patches (RFC 7386) laid over the " + over + ", in order")
      ->type_name("FILE");
}

void add_scenario(CLI::App& verb, ScenarioOptions& scenario) {
  add_file(verb, scenario.file);
  add_overlays(verb, scenario.overlays, "scenario");
}

/// What to type to go on after an interruption: the same, and --resume.
std::string go_on(std::span<std::string const> args) {
  constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=:,./@%";
  std::string command = "tongzhou";
  for (auto const& arg : args) {
    if (arg == "--resume") continue;
    command += ' ';
    if (!arg.empty() && arg.find_first_not_of(plain) == std::string::npos) {
      command += arg;
      continue;
    }
    command += '\'';
    for (char const c : arg) command += c == '\'' ? std::string{"'\\''"} : std::string{c};
    command += '\'';
  }
  return command + " --resume";
}

void add_work(CLI::App& verb, WorkOptions& work) {
  verb.add_option("--jobs", work.jobs, "Runs at a time; default: as many as there are cores")
      ->check(CLI::Range(1, 1024).description(""))
      ->type_name("N");
  verb.add_flag("--resume", work.resume, "Only what is missing: results that are there and whole are kept");
  verb.add_option("--time-limit", work.time_limit_s, "Seconds after which a run is stopped; default: 3600")
      ->check(CLI::Range(1, 10'000'000).description(""))
      ->type_name("S");
  verb.add_option("--memory-limit", work.memory_limit_mb,
                  "Most memory of a run in MB, 0: no limit; default: its share of the machine's")
      ->check(CLI::Range(0, 1 << 30).description(""))
      ->type_name("MB");
}

void add_out(CLI::App& verb, WorkOptions& work) {
  verb.add_option("--out", work.out, "Where the folder <name>-<hash> of results goes; default: results")
      ->type_name("DIR");
}

CLI::Option* add_manifest(CLI::App& verb, std::filesystem::path& file) {
  return verb.add_option("MANIFEST", file, "What plan wrote: manifest-<hash>.json")->required()->type_name("");
}

/// The experiment as a whole, and in parts for many machines.
void add_experiment(CLI::App& app, ExperimentOptions& options, int& exit_code, Talk& talk) {
  auto& verb = *app.add_subcommand("experiment", "Run options against a base, and say what is really different");
  verb.require_subcommand(0, 1);
  verb.add_option("FILE", options.file, "The experiment file")->type_name("");
  add_overlays(verb, options.overlays, "base scenario");
  add_out(verb, options.work);
  add_work(verb, options.work);
  verb.add_flag("--quiet", options.quiet, "Say nothing but what is wrong");

  auto& plan =
      *verb.add_subcommand("plan", "Write a manifest of numbered tasks instead of running, and print its path");
  plan.add_option("FILE", options.file, "The experiment file")->required()->type_name("");
  add_overlays(plan, options.overlays, "base scenario");
  add_out(plan, options.work);
  add_work(plan, options.work);
  plan.callback([&] { exit_code = plan_experiment(options, talk); });

  auto& execute = *verb.add_subcommand("exec", "Run one task of a manifest, or a chunk of them");
  add_manifest(execute, options.file);
  execute.add_option("--index", options.index, "Number of the task, or of the chunk, from 0")
      ->required()
      ->type_name("N");
  auto const add_chunk = [&](CLI::App& to) {
    to.add_option("--chunk", options.chunk, "Tasks in a chunk; default: 1")
        ->check(CLI::Range(1, 1'000'000).description(""))
        ->type_name("N");
  };
  add_chunk(execute);
  add_work(execute, options.work);
  execute.add_flag("--quiet", options.quiet, "Say nothing but what is wrong");
  execute.callback([&] { exit_code = execute_tasks(options, talk); });

  auto& status = *verb.add_subcommand("status", "Say how many runs of a manifest are done; exit code 4 when not all");
  add_manifest(status, options.file);
  status.add_flag("--missing", options.missing, "Print which tasks, or chunks, are not, as Slurm writes them: 0,3-5");
  add_chunk(status);
  status.callback([&] { exit_code = tell_status(options, talk); });

  auto& collect = *verb.add_subcommand("collect", "Merge the results of a manifest that are there");
  add_manifest(collect, options.file);
  collect.add_flag("--quiet", options.quiet, "Say nothing but what is wrong");
  collect.callback([&] { exit_code = collect_results(options, talk); });

  verb.callback([&] {
    if (!verb.get_subcommands().empty()) return;
    if (options.file.empty()) throw CLI::RequiredError("FILE");
    exit_code = run_experiment(options, talk);
  });
}

/// Whose schema, one at most.
void add_schemas(CLI::App& verb, SchemaOf& chosen) {
  constexpr std::array<std::tuple<char const*, SchemaOf, char const*>, 5> flags{{
      {"--result", SchemaOf::result, "That of result files instead"},
      {"--experiment", SchemaOf::experiment, "That of experiment files instead"},
      {"--experiment-result", SchemaOf::experiment_result, "That of results of experiments instead"},
      {"--investment", SchemaOf::investment, "That of investment files instead"},
      {"--appraisal", SchemaOf::appraisal, "That of appraisals instead"},
  }};
  std::vector<CLI::Option*> options;
  for (auto const& [flag, of, words] : flags) {
    auto* const option = verb.add_flag_callback(
        flag, [&chosen, kind = of] { chosen = kind; }, words);
    for (auto* const other : options) option->excludes(other);
    options.push_back(option);
  }
}

/// CLI11 would only say that the word was not expected.
bool is_unknown_verb(std::span<std::string const> args) {
  return !args.empty() && !args[0].starts_with('-') && std::ranges::find(verbs, args[0]) == verbs.end();
}

/// The command that was being read: the verb, or what stands behind it.
CLI::App const& innermost(CLI::App const& app) {
  auto const used = app.get_subcommands();
  return used.empty() ? app : innermost(*used.front());
}

/// What to say of an option, or a word behind a verb, that the command does not know; nothing when all are known.
std::optional<std::string> misspelt(std::span<std::string const> args, CLI::App const& command) {
  std::vector<std::string> names, commands;
  for (auto const* const option : command.get_options())
    for (auto const& name : option->get_lnames()) names.push_back(name);
  for (auto const* const inner : command.get_subcommands([](CLI::App const*) { return true; }))
    commands.push_back(inner->get_name());
  std::vector<std::string_view> const known{names.begin(), names.end()}, words{commands.begin(), commands.end()};
  for (auto const& arg : args) {
    if (!arg.starts_with("--") || arg == "--") continue;
    auto const name = arg.substr(2, arg.find('=') - 2);
    if (std::ranges::find(known, name) != known.end()) continue;
    auto const meant = format::nearest(name, known);
    return fmt::format("'{}' has no option '--{}'{}", command.get_name(), name,
                       meant ? fmt::format("; did you mean \"--{}\"?", *meant) : "");
  }
  if (args.size() > 2) {
    if (auto const meant = format::nearest(args[1], words))
      return fmt::format("'{}' does not know '{}'; did you mean \"{}\"?", command.get_name(), args[1], *meant);
  }
  return std::nullopt;
}

int run_verb(std::span<std::string const> args, Talk& talk) {
  if (is_unknown_verb(args)) {
    talk.err << fmt::format("tongzhou: there is no command '{}'{}\nTry: tongzhou --help\n", format::printable(args[0]),
                            format::did_you_mean(args[0], verbs));
    return usage;
  }

  int exit_code = done;
  CLI::App app{"Simulates a year of container logistics over sea, river, rail and road.", "tongzhou"};
  app.footer(examples);
  app.require_subcommand(1);
  app.set_version_flag("--version", program_version(), "Say which version this is");
  app.set_help_flag("-h,--help", "Say what there is to say");
  app.failure_message([](CLI::App const*, CLI::Error const& error) {
    return fmt::format("tongzhou: {}\nTry: tongzhou --help\n", format::printable(error.what()));
  });

  RunOptions run;
  auto& run_verb = *app.add_subcommand("run", "Run a scenario, write its result and say what came out");
  add_file(run_verb, run.file);
  run_verb.add_option("--out", run.out, "Folder for result.json; default: results/<scenario name>[+<overlay>...]")
      ->type_name("DIR");
  run_verb.add_option("--seed", run.seed, "Instead of the scenario's own seed")
      ->check(why_no_seed, "", "")
      ->type_name("N");
  add_overlays(run_verb, run.overlays, "scenario");
  auto* const replication = run_verb.add_option("--replication", run.replication, "Which replication; default: 0")
                                ->check(CLI::Range(0U, most_replications).description(""))
                                ->type_name("N");
  auto* const replications =
      run_verb
          .add_option("--replications", run.replications,
                      "So many, each in a process of its own, and what they say together: results/<scenario "
                      "name>-<hash>/experiment.json")
          ->check(CLI::Range(1U, most_replications).description(""))
          ->excludes(replication)
          ->type_name("N");
  run.work.go_on = go_on(args);
  add_work(run_verb, run.work);
  run_verb.add_flag("--quiet", run.quiet, "Say nothing but what is wrong");
  run_verb.add_option("--events", run.events, "Also write what happens to boxes and vehicles, as JSON lines")
      ->excludes(replications)
      ->type_name("FILE");
  run_verb.add_option("--events-share", run.events_share, "Share of the boxes whose events are written; default: 0.01")
      ->check(CLI::Range(0.0, 1.0))
      ->type_name("SHARE");
  run_verb.callback([&] { exit_code = run.replications ? run_replications(run, talk) : run_scenario(run, talk); });

  ExperimentOptions experiment;
  experiment.work.go_on = go_on(args);
  add_experiment(app, experiment, exit_code, talk);

  AppraiseOptions appraised;
  appraised.work.go_on = go_on(args);
  auto& appraise_verb = *app.add_subcommand("appraise", "Say what investments are worth, to whom, and how surely");
  appraise_verb.add_option("FILE", appraised.file, "The investment file")->required()->type_name("");
  appraise_verb.add_option("--base", appraised.base, "Scenario without any option, instead of the one in the file")
      ->type_name("FILE");
  add_out(appraise_verb, appraised.work);
  add_work(appraise_verb, appraised.work);
  appraise_verb.add_flag("--quiet", appraised.quiet, "Say nothing but what is wrong");
  appraise_verb.callback([&] { exit_code = appraise(appraised, talk); });

  ScenarioOptions scenario;
  auto& validate_verb = *app.add_subcommand("validate", "Say what is wrong with a scenario");
  add_scenario(validate_verb, scenario);
  validate_verb.callback([&] { exit_code = validate(scenario, talk); });

  SchemaOf schema_of = SchemaOf::scenario;
  auto& schema_verb = *app.add_subcommand("schema", "Print the JSON Schema of scenario files");
  add_schemas(schema_verb, schema_of);
  schema_verb.callback([&] { exit_code = print_schema(schema_of, talk); });

  std::filesystem::path folder;
  auto& init_verb = *app.add_subcommand("init", "Make a folder with a small scenario that works, and an experiment");
  init_verb.add_option("DIR", folder, "The folder; made when it is not there")->required()->type_name("");
  init_verb.callback([&] { exit_code = init(folder, talk); });

  auto& explain_verb = *app.add_subcommand("explain", "Print a scenario as it is run: merged, defaults filled in");
  add_scenario(explain_verb, scenario);
  explain_verb.callback([&] { exit_code = explain(scenario, talk); });

  NetworkOptions network;
  std::vector<std::string> ends;
  auto& network_verb = *app.add_subcommand("network", "List places and links, what is cut off, and bottlenecks");
  add_scenario(network_verb, network.scenario);
  network_verb.add_option("--between", ends, "Two places; default: the largest origin and destination")
      ->expected(2)
      ->type_name("PLACE");
  network_verb.callback([&] {
    if (!ends.empty()) network.between = {ends[0], ends[1]};
    exit_code = show_network(network, talk);
  });

  ReportOptions report;
  auto& report_verb = *app.add_subcommand("report", "Make a page of results: one HTML file, nothing else needed");
  report_verb.add_option("RESULT", report.results, "Result files; the others are compared with the first")
      ->required()
      ->type_name("");
  report_verb.add_option("-o,--out", report.out, "The page; default: report.html")->type_name("FILE");
  report_verb.callback([&] { exit_code = write_report(report, talk); });

  ThroughputOptions throughput;
  auto& throughput_verb =
      *app.add_subcommand("check-throughput", "Compare the throughput of a result with published figures");
  throughput_verb.add_option("RESULT", throughput.result, "A result.json")->required()->type_name("");
  throughput_verb.add_option("PUBLISHED", throughput.published, "Published TEU a year by place: a published.json")
      ->required()
      ->type_name("");
  throughput_verb.add_option("--tolerance", throughput.tolerance_percent, "Largest difference, in %; default: 15")
      ->check(CLI::NonNegativeNumber)
      ->type_name("PERCENT");
  throughput_verb.callback([&] { exit_code = check_throughput(throughput, talk); });

  std::vector<std::filesystem::path> compared;
  auto& compare_verb = *app.add_subcommand("compare", "Print the figures of results side by side");
  compare_verb.add_option("RESULT", compared, "Result files; the others are compared with the first")
      ->required()
      ->type_name("");
  compare_verb.callback([&] { exit_code = compare(compared, talk); });

  ExportOptions exported;
  auto& export_verb = *app.add_subcommand("export", "Write a result as files that dashboards read");
  export_verb.add_option("FILE", exported.file, "The result file; of --format events, an event file")
      ->required()
      ->type_name("");
  export_verb.add_option("--format", exported.format, "csv, sqlite, geojson, simwrapper or events")
      ->required()
      ->check(CLI::IsMember({"csv", "sqlite", "geojson", "simwrapper", "events"}))
      ->type_name("FORMAT");
  export_verb.add_option("-o,--out", exported.to, "The file (sqlite, events) or folder to write")
      ->required()
      ->type_name("PATH");
  export_verb.add_option("--events", exported.events, "With geojson: the run's events, for trips.geojson")
      ->type_name("FILE");
  export_verb.callback([&] { exit_code = export_result(exported, talk); });

  try {
    app.parse(std::vector<std::string>(args.rbegin(), args.rend()));  // CLI11 takes them last first
  } catch (CLI::ParseError const& error) {
    if (auto const words = error.get_exit_code() == 0 || args.empty() ? std::nullopt : misspelt(args, innermost(app))) {
      talk.err << "tongzhou: " << format::printable(*words) << "\nTry: tongzhou --help\n";
      return usage;
    }
    return app.exit(error, talk.out, talk.err) == 0 ? done : usage;
  }
  return exit_code;
}

}  // namespace

int run(std::span<std::string const> args, std::istream&, std::ostream& out, std::ostream& err) {
  Talk talk{out, err, coloured(out)};
  try {
    // The program starts itself in this role, with a channel as its input; nobody else has a use for it.
    if (args.size() == 1 && args[0] == "worker")
      return experiments::serve(STDIN_FILENO, {program_version(), package_versions()});
    int const exit_code = run_verb(args, talk);
    if (out.flush()) return exit_code;
    err << "tongzhou: the output could not be written\n";
  } catch (std::exception const& error) {
    err << "tongzhou: " << format::printable(error.what()) << '\n';
  }
  return failed;
}

}  // namespace tongzhou::cli
