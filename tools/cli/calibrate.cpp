#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "scenarios/calibration/calibration.hpp"
#include "scenarios/calibration/fit.hpp"
#include "scenarios/format/problems.hpp"
#include "tools/cli/kind.hpp"
#include "tools/cli/library_files.hpp"
#include "tools/cli/messages.hpp"
#include "tools/cli/verb.hpp"
#include "tools/cli/work.hpp"

namespace tongzhou::cli {
namespace {

using Json = nlohmann::ordered_json;

struct CalibrateOptions {
  std::filesystem::path file;
  WorkOptions work;
};

std::string share_of(Json const& value) {
  return value.is_null() ? "" : fmt::format("{:+.1f} %", value.get<double>() * 100);
}

void print_scores(std::string const& what, Json const& scores, Console& console) {
  auto const& before = scores.at("before");
  auto const& after = scores.at("after");
  if (after.at("count") == 0) return;
  console.out << say("  {} ({}): error {:.1f} %, {}; before {:.1f} %\n", what, after.at("count").get<int>(),
                     after.at("wape").get<double>() * 100, after.at("verdict").get<std::string>(),
                     before.at("wape").get<double>() * 100);
}

void print_calibration(Json const& calibration, Console& console) {
  auto const& provenance = calibration.at("provenance");
  console.heading(say("{}: {} fitted to what was observed", provenance.at("calibration").get<std::string>(),
                      provenance.at("scenario").get<std::string>()));
  print_scores(tr("held out"), calibration.at("held_out"), console);
  print_scores(tr("fitted to"), calibration.at("fitted"), console);
  console.out << '\n';
  std::vector<std::vector<std::string>> rows{
      {tr("parameter"), tr("start"), tr("fitted"), tr("95 % interval"), tr("range")}};
  for (auto const& [name, p] : calibration.at("parameters").items())
    rows.push_back({format::printable(name), fmt::format("{:.5g}", p.at("start").get<double>()),
                    fmt::format("{:.5g}", p.at("value").get<double>()),
                    fmt::format("{:.5g} to {:.5g}", p.at("low").get<double>(), p.at("high").get<double>()),
                    fmt::format("{:.5g} to {:.5g}", p.at("from").get<double>(), p.at("to").get<double>())});
  print_table(console.out, rows, {1, 2, 3, 4});
  console.out << '\n';
  rows = {{tr("observation"), tr("observed"), tr("before"), tr("after"), tr("off"), ""}};
  for (auto const& [name, o] : calibration.at("observations").items())
    rows.push_back({format::printable(name), readable(o.at("observed")), readable(o.at("before")),
                    readable(o.at("after")), share_of(o.at("error_share")), o.at("held_out") ? tr("held out") : ""});
  print_table(console.out, rows, {1, 2, 3, 4});
  for (auto const& remark : calibration.at("remarks")) console.out << "! " << remark.get<std::string>() << '\n';
}

ExitCode calibrate(CalibrateOptions const& options, Invocation const& invocation) {
  format::Problems problems;
  auto const calibration = calibration::read_calibration(options.file, problems);
  if (!problems.empty()) print_problems(problems, {{options.file, {Kind::calibration}}}, invocation.console);
  if (!calibration) return ExitCode::invalid;
  auto const settings = settings_of(options.work, invocation);
  return print_conclusion(calibration::conduct(*calibration, settings, invocation.console.err), options.work,
                          print_calibration, invocation.console);
}

void add_calibrate(Command command, Invocation& invocation) {
  auto const options = std::make_shared<CalibrateOptions>();
  by_name(command.operand("FILE", options->file, "The calibration: a file, or a name of the library such as yangtze"),
          Wanted::calibration)
      .required();
  add_out(command, options->work);
  add_work(command, options->work);
  add_talk(command, options->work);
  command.on_run([options, &invocation] { invocation.exit_code = calibrate(*options, invocation); });
}

}  // namespace

Verb calibrate_verb() {
  return {"calibrate",
          "Fit figures of a scenario to what was observed, and predict the rest",
          {{"calibrate calibration.json", "fitted figures with intervals, an overlay of them, docs/calibration.md"}},
          add_calibrate};
}

}  // namespace tongzhou::cli
