#include "tools/cli/load.hpp"

#include <utility>

#include "scenarios/format/build.hpp"
#include "scenarios/format/problems.hpp"
#include "scenarios/format/reachable.hpp"
#include "scenarios/format/scenario_schema.hpp"

namespace tongzhou::cli {

std::optional<Scenario> load(std::filesystem::path const& file, std::vector<std::filesystem::path> const& overlays,
                             Talk& talk) {
  format::Problems problems;
  auto document = format::load(file, problems, overlays);
  if (document && format::check(*document, format::scenario_schema(), problems)) {
    if (auto world = format::build(*document, problems)) {
      return Scenario{std::move(*document), std::make_unique<world::World>(std::move(*world))};
    }
  }
  tell(problems, given(file, overlays), talk);
  return std::nullopt;
}

std::optional<Planned> plan(Scenario const& scenario, Talk& talk) {
  itineraries::Planner planner{*scenario.world};
  auto plans = itineraries::plan_all(*scenario.world, planner);
  format::Problems problems;
  if (format::check_reachable(scenario.document, *scenario.world, planner, plans, problems)) {
    return Planned{std::move(planner), std::move(plans)};
  }
  problems.print(talk.err);
  return std::nullopt;
}

std::vector<Given> given(std::filesystem::path const& scenario, std::vector<std::filesystem::path> const& overlays) {
  std::vector<Given> all{{scenario, {Kind::scenario}}};
  for (auto const& overlay : overlays) all.push_back({overlay, {Kind::overlay, Kind::scenario}});
  return all;
}

std::vector<std::string> file_names(std::vector<std::filesystem::path> const& overlays) {
  std::vector<std::string> names;
  for (auto const& overlay : overlays) names.push_back(overlay.filename().string());
  return names;
}

std::string run_name(std::filesystem::path const& scenario, std::vector<std::filesystem::path> const& overlays) {
  auto name = short_name(scenario);
  for (auto const& overlay : overlays) name += '+' + overlay.stem().string();
  return name;
}

}  // namespace tongzhou::cli
