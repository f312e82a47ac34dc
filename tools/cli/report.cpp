#include "viz/report/report.hpp"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "scenarios/format/explain.hpp"
#include "scenarios/format/files.hpp"
#include "scenarios/format/problems.hpp"
#include "tools/cli/kind.hpp"
#include "tools/cli/pools.hpp"
#include "tools/cli/supervision.hpp"
#include "tools/cli/verb.hpp"
#include "tools/cli/written.hpp"
#include "viz/export/events.hpp"

namespace tongzhou::cli {
namespace {

/// What the run of a result was made from, where it stands beside it.
std::string inputs_of(Written const& written, std::filesystem::path const& file) {
  if (written.kind != Written::Kind::result) return {};
  auto const& hash = written.json.at("provenance").at("scenario").at("sha256").get_ref<std::string const&>();
  return format::inputs_beside(file, hash).value_or("");
}

struct ReportOptions {
  std::vector<std::filesystem::path> results;
  std::filesystem::path out = "report.html";
  std::filesystem::path events;  // of the first result's run; empty: none
};

ExitCode write_report(ReportOptions const& options, Console& console) {
  Supervision const supervision{console};
  std::vector<report::Document> documents;
  format::Problems problems;
  for (auto const& file : options.results) {
    auto text = format::read_file(file);
    format::protect(file);
    problems.name_file(file.string());
    auto const written = check_written(text, file, problems);
    documents.push_back(
        {format::printable(file.string()), std::move(text), written ? inputs_of(*written, file) : "", "", ""});
    if (written && written->kind == Written::Kind::experiment)
      documents.back().pools = pools_beside(file, written->json, problems);
    bool const first = documents.size() == 1;
    if (first && !options.events.empty() && written && written->kind == Written::Kind::result) {
      documents.back().movements = exports::movements(written->json, options.events, problems).dump();
    }
  }
  if (!problems.empty()) {
    std::vector<Given> given;
    for (auto const& file : options.results) given.push_back({file, any_reported});
    print_problems(problems, given, console);
    return ExitCode::invalid;
  }
  format::write_whole(options.out, report::html(documents));
  print_written(options.out, console);
  return ExitCode::done;
}

void add_report(Command command, Invocation& invocation) {
  auto const options = std::make_shared<ReportOptions>();
  command.operand("RESULT", options->results, "Result files; the others are compared with the first").required();
  command.option("-o,--out", "FILE", options->out, "The page, - for the standard output; default: report.html");
  command.option("--events", "FILE", options->events,
                 "Event file of the first result's run: how its vehicles moved in the first weeks counted");
  command.on_run([options, &invocation] { invocation.exit_code = write_report(*options, invocation.console); });
}

}  // namespace

Verb report_verb() {
  return {
      "report",
      "Make a page of results: one HTML file, nothing else needed",
      {{"report results/harbour/result.json", "report.html, to look at in a browser"},
       {"report results/harbour/result.json results/harbour+berth/result.json -o berth.html",
        "two results side by side"},
       {"report results/options-1a2b3c4d/experiment.json", "every page over all runs of an experiment"},
       {"report results/options-1a2b3c4d/doubts.json", "which assumption decides; calibration.json likewise"},
       {"report results/options-1a2b3c4d/measures.json", "which of many measures does most, and which need each other"},
       {"report results/harbour/result.json --events events.jsonl", "with the movements of its vehicles"}},
      add_report};
}

}  // namespace tongzhou::cli
