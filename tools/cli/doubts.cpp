#include "scenarios/sensitivity/doubts.hpp"

#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/appraisal/investment_doubts.hpp"
#include "scenarios/experiments/experiment.hpp"
#include "scenarios/format/files.hpp"
#include "scenarios/format/guard.hpp"
#include "scenarios/format/problems.hpp"
#include "scenarios/sensitivity/doubts_writer.hpp"
#include "tools/cli/kind.hpp"
#include "tools/cli/library_files.hpp"
#include "tools/cli/load.hpp"
#include "tools/cli/messages.hpp"
#include "tools/cli/verb.hpp"
#include "tools/cli/work.hpp"

namespace tongzhou::cli {
namespace {

using Json = nlohmann::ordered_json;

struct DoubtsOptions {
  std::filesystem::path file;
  std::optional<std::filesystem::path> base;  // of an investment
  std::vector<std::filesystem::path> overlays;
  WorkOptions work;
};

/// What is decided about, and by what.
using Decision = appraisal::InvestmentDoubts;

constexpr std::size_t most_screened = 12;  // lines of the screening that are printed

std::string turn_of(Json const& look) {
  if (look.at("turns_at").is_null()) return tr("nowhere in its range");
  double const value = look.at("turns_at");
  return look.at("factor") ? fmt::format("{:.0f} %", value * 100) : sensitivity::in_words(value);
}

void print_option(std::string const& name, Json const& option, Json const& doubts, Console& console) {
  auto const unit = doubts.at("unit").get<std::string>();
  console.heading(format::printable(name));
  console.out << "  " << format::printable(option.at("sentence").get<std::string>()) << "\n\n";
  std::vector<std::vector<std::string>> rows{
      {tr("looked at closely"), tr("alone"), tr("with others"), tr("turns at"), say("knowing it is worth, {}", unit)}};
  for (auto const& look : option.at("close_look"))
    rows.push_back({look.at("parameter").get<std::string>(), percent(look.at("first_order")), percent(look.at("total")),
                    turn_of(look), readable(look.at("value_of_knowing"))});
  print_table(console.out, rows, {1, 2, 3, 4});
  console.out << '\n';
  rows = {{tr("screened"), say("moves the difference by, {}", unit), tr("with its sign"), tr("uneven by")}};
  for (auto const& effect : option.at("screening")) {
    if (rows.size() > most_screened) break;
    rows.push_back({effect.at("parameter").get<std::string>(), readable(effect.at("mean_absolute")),
                    readable(effect.at("mean")), readable(effect.at("deviation"))});
  }
  print_table(console.out, rows, {1, 2, 3});
  console.out << '\n';
}

void print_doubts(Json const& doubts, Console& console) {
  console.out << say("{} against the base, {} runs; {} is better\n\n", doubts.at("measure").get<std::string>(),
                     doubts.at("method").at("runs").get<std::size_t>(), doubts.at("better").get<std::string>());
  for (auto const& [name, option] : doubts.at("options").items()) print_option(name, option, doubts, console);
  if (auto const& left_out = doubts.at("left_out"); !left_out.empty())
    console.out << say("! {} kinds of assumptions cannot be varied by a factor (whole numbers, mostly): {}\n",
                       left_out.size(), left_out.dump());
}

bool is_investment(std::filesystem::path const& file) {
  std::string why;
  auto const text = format::read_file(file, format::Limits{}.bytes, why);
  return text && kind_of(*text) == Kind::investment;
}

std::optional<Decision> read_decision(DoubtsOptions const& options, format::Problems& problems) {
  auto const refuse = [&](std::string words) { problems.add({options.file.string(), 0, 0, "", std::move(words)}); };
  if (is_investment(options.file)) {
    if (!options.overlays.empty())
      refuse("--overlay goes with an experiment: an investment lists what is laid over it");
    auto const investment = appraisal::read_investment(options.file, options.base, problems);
    return investment && problems.empty() ? appraisal::doubts_of(*investment, problems) : std::nullopt;
  }
  if (options.base) refuse("--base goes with an investment: an experiment names its base itself");
  auto const experiment = experiments::read_experiment(options.file, problems, options.overlays);
  if (!experiment || !problems.empty()) return std::nullopt;
  auto doubts = sensitivity::read_doubts(*experiment, problems);
  if (!doubts) return std::nullopt;
  return Decision{*experiment, std::move(*doubts)};
}

ExitCode doubt(DoubtsOptions const& options, Invocation const& invocation) {
  format::Problems problems;
  auto const decision = read_decision(options, problems);
  if (!problems.empty())
    print_problems(problems, {{options.file, {Kind::experiment, Kind::investment}}}, invocation.console);
  if (!decision) return ExitCode::invalid;
  print_left_out(decision->experiment, invocation.console);
  auto const settings = settings_of(options.work, invocation);
  return print_conclusion(
      sensitivity::conduct(decision->experiment, decision->doubts, settings, invocation.console.err), options.work,
      print_doubts, invocation.console);
}

void add_doubts(Command command, Invocation& invocation) {
  auto const options = std::make_shared<DoubtsOptions>();
  by_name(command.operand("FILE", options->file, "The experiment or investment: a file, or a name of the library"),
          Wanted::decision)
      .required();
  by_name(
      command.option("--base", "FILE", options->base, "Scenario without any option, of an investment that names none"),
      Wanted::scenario);
  add_overlays(command, options->overlays, "base scenario");
  add_out(command, options->work);
  add_work(command, options->work);
  add_talk(command, options->work);
  command.on_run([options, &invocation] { invocation.exit_code = doubt(*options, invocation); });
}

}  // namespace

Verb doubts_verb() {
  return {"doubts",
          "Say which assumption would turn a decision round, and where",
          {{"doubts options.json", "all assumptions screened, those that matter looked at closely, docs/doubts.md"},
           {"doubts hub-investment --base yangtze", "what decides about investments of the library"}},
          add_doubts};
}

}  // namespace tongzhou::cli
