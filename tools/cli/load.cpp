#include "tools/cli/load.hpp"

#include <filesystem>
#include <system_error>
#include <utility>

#include "scenarios/format/build.hpp"
#include "scenarios/format/problems.hpp"
#include "scenarios/format/reachable.hpp"
#include "scenarios/format/scenario_schema.hpp"
#include "tools/cli/library_files.hpp"
#include "tools/cli/messages.hpp"

namespace tongzhou::cli {

namespace {

/// A folder stays one: tables in it belong to the scenario, whether its scenario.json names them or not.
std::string scenario_file(std::string const& word) {
  std::error_code error;
  if (std::filesystem::is_regular_file(std::filesystem::path{word} / "scenario.json", error)) return word;
  return meant_file(word, Wanted::scenario);
}

std::string problem_with_scenario(std::string const& word) { return problem_with_name(word, Wanted::scenario); }

/// A name in one language, or in the other where it has none.
std::string text_of(format::Json const& name, char const* language, char const* other) {
  if (name.is_string()) return name.get<std::string>();
  for (auto const* const key : {language, other})
    if (name.is_object() && name.contains(key) && name[key].is_string()) return name[key].get<std::string>();
  return {};
}

/// "River + Low water": a scenario and what is laid over it.
std::string joined(std::vector<format::Json> const& names, char const* language, char const* other) {
  std::string all, last;
  for (auto const& name : names) {
    auto const text = text_of(name, language, other);
    if (text == last) continue;
    all += (all.empty() ? "" : " + ") + text;
    last = text;
  }
  return all;
}

world::Name joined_name(std::vector<format::Json> const& names) {
  auto const en = joined(names, "en", "zh"), zh = joined(names, "zh", "en");
  return {"", en, zh == en ? "" : zh};
}

}  // namespace

void add_scenario(Command& command, ScenarioOptions& scenario, Need need) {
  auto file = command.operand("FILE", scenario.file,
                              "The scenario: a file, a workbook, a folder of tables, a name of the library such as "
                              "yangtze, or - for the standard input");
  file.stands_for(scenario_file).check(problem_with_scenario);
  if (need == Need::required) file.required();
  add_overlays(command, scenario.overlays, "scenario");
}

void add_strict(Command& command, ScenarioOptions& scenario) {
  command.flag("--strict", scenario.strict, "Take what is unusual for a mistake: exit code 3");
}

void add_overlays(Command& command, std::vector<std::filesystem::path>& overlays, std::string const& over) {
  command.option("--overlay", "FILE", overlays, "Merge patches (RFC 7386) laid over the " + over + ", in order")
      .stands_for(scenario_file)
      .check(problem_with_scenario);
}

std::optional<Scenario> load(std::filesystem::path const& file, std::vector<std::filesystem::path> const& overlays,
                             Console& console) {
  format::Problems problems;
  auto document = format::load(file, problems, overlays);
  if (document) {
    for (auto const& remark : document->remarks()) console.err << sentence(format::printable(remark)) << '\n';
  }
  if (document && format::check(*document, format::scenario_schema(), problems)) {
    if (auto world = format::build(*document, problems)) {
      if (document->names().size() > 1) world->name = joined_name(document->names());
      return Scenario{std::move(*document), std::make_unique<world::World>(std::move(*world))};
    }
  }
  print_problems(problems, given(file, overlays), console);
  return std::nullopt;
}

namespace {

std::optional<Planned> plan(Scenario const& scenario, Console& console) {
  itineraries::Planner planner{*scenario.world};
  auto plans = itineraries::plan_all(*scenario.world, planner);
  format::Problems problems;
  if (format::check_reachable(scenario.document, *scenario.world, planner, plans, problems)) {
    return Planned{std::move(planner), std::move(plans)};
  }
  tell(problems, console);
  return std::nullopt;
}

std::optional<std::vector<format::Remark>> look_over(Scenario const& scenario, Planned const& planned, bool strict,
                                                     Console& console) {
  auto remarks = format::remarks(scenario.document, *scenario.world, planned.plans);
  format::Problems told;
  for (auto const& remark : remarks)
    told.add(scenario.document.problem(remark.pointer, (strict ? "" : "warning: ") + remark.text));
  tell(told, console);
  if (strict && !remarks.empty()) return std::nullopt;
  return remarks;
}

}  // namespace

std::optional<Prepared> prepare(ScenarioOptions const& options, Console& console) {
  auto scenario = load(options.file, options.overlays, console);
  if (!scenario) return std::nullopt;
  auto planned = plan(*scenario, console);
  if (!planned) return std::nullopt;
  auto remarks = look_over(*scenario, *planned, options.strict, console);
  if (!remarks) return std::nullopt;
  return Prepared{std::move(*scenario), std::move(*planned), std::move(*remarks)};
}

std::vector<Given> given(std::filesystem::path const& scenario, std::vector<std::filesystem::path> const& overlays) {
  std::vector<Given> all{{scenario, {Kind::scenario}}};
  for (auto const& overlay : overlays) all.push_back({overlay, {Kind::overlay, Kind::scenario}});
  return all;
}

std::vector<std::string> file_names(std::vector<std::filesystem::path> const& overlays) {
  std::vector<std::string> names;
  names.reserve(overlays.size());
  for (auto const& overlay : overlays) names.push_back(format::printable(overlay.filename().string()));
  return names;
}

std::string run_name(std::filesystem::path const& scenario, std::vector<std::filesystem::path> const& overlays) {
  auto name = short_name(scenario);
  for (auto const& overlay : overlays) name += '+' + format::printable(overlay.stem().string());
  return name;
}

}  // namespace tongzhou::cli
