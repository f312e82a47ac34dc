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
#include <string_view>
#include <system_error>
#include <vector>

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

Exit codes: 0 done, 1 the run failed, 2 usage, 3 the scenario is invalid, 130 interrupted.)";

constexpr std::uint64_t largest_seed = 9007199254740991;  // 2^53 - 1: what every reader of JSON holds exactly

constexpr std::array<std::string_view, 9> verbs{"run",     "validate", "schema",           "init",  "explain",
                                                "network", "report",   "check-throughput", "export"};

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

/// CLI11 would only say that the word was not expected.
bool is_unknown_verb(std::span<std::string const> args) {
  return !args.empty() && !args[0].starts_with('-') && std::ranges::find(verbs, args[0]) == verbs.end();
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
  run_verb.add_option("--out", run.out, "Folder for result.json; default: results/<scenario name>")->type_name("DIR");
  run_verb.add_option("--seed", run.seed, "Instead of the scenario's own seed")
      ->check(why_no_seed, "", "")
      ->type_name("N");
  run_verb.add_option("--overlay", run.overlays, "Merge patches (RFC 7386) laid over the scenario, in order")
      ->type_name("FILE");
  run_verb.add_flag("--quiet", run.quiet, "Say nothing but what is wrong");
  run_verb.add_option("--events", run.events, "Also write what happens to boxes and vehicles, as JSON lines")
      ->type_name("FILE");
  run_verb.add_option("--events-share", run.events_share, "Share of the boxes whose events are written; default: 0.01")
      ->check(CLI::Range(0.0, 1.0))
      ->type_name("SHARE");
  run_verb.callback([&] { exit_code = run_scenario(run, talk); });

  std::filesystem::path file;
  auto& validate_verb = *app.add_subcommand("validate", "Say what is wrong with a scenario");
  add_file(validate_verb, file);
  validate_verb.callback([&] { exit_code = validate(file, talk); });

  bool of_result = false;
  auto& schema_verb = *app.add_subcommand("schema", "Print the JSON Schema of scenario files");
  schema_verb.add_flag("--result", of_result, "That of result files instead");
  schema_verb.callback([&] { exit_code = print_schema(of_result, talk); });

  std::filesystem::path folder;
  auto& init_verb = *app.add_subcommand("init", "Make a folder with a small scenario that works");
  init_verb.add_option("DIR", folder, "The folder; made when it is not there")->required()->type_name("");
  init_verb.callback([&] { exit_code = init(folder, talk); });

  auto& explain_verb = *app.add_subcommand("explain", "Print a scenario as it is run: merged, defaults filled in");
  add_file(explain_verb, file);
  explain_verb.callback([&] { exit_code = explain(file, talk); });

  NetworkOptions network;
  std::vector<std::string> ends;
  auto& network_verb = *app.add_subcommand("network", "List places and links, what is cut off, and bottlenecks");
  add_file(network_verb, network.file);
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
    return app.exit(error, talk.out, talk.err) == 0 ? done : usage;
  }
  return exit_code;
}

}  // namespace

int run(std::span<std::string const> args, std::istream&, std::ostream& out, std::ostream& err) {
  Talk talk{out, err, coloured(out)};
  try {
    int const exit_code = run_verb(args, talk);
    if (out.flush()) return exit_code;
    err << "tongzhou: the output could not be written\n";
  } catch (std::exception const& error) {
    err << "tongzhou: " << format::printable(error.what()) << '\n';
  }
  return failed;
}

}  // namespace tongzhou::cli
