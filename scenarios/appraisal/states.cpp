#include "scenarios/appraisal/states.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

namespace tongzhou::appraisal {
namespace {

using nlohmann::json;
using namespace std::string_view_literals;

constexpr std::array trade_names{"domestic"sv, "export"sv, "import"sv, "transshipment"sv, "empty"sv};
static_assert(trade_names.size() == world::trade_classes);

void apply(json& scenario, std::vector<json> const& patches) {
  for (auto const& patch : patches) scenario.merge_patch(patch);
}

double grown(double growth, unsigned years) { return std::pow(1 + growth, static_cast<double>(years)); }

void multiply(json& thing, std::string const& key, double factor) {
  if (thing.contains(key)) thing[key] = thing[key].get<double>() * factor;
}

/// Multiplies all demand; returns by how much there is more of it.
double grow(json& scenario, DemandCase const& demand, unsigned years) {
  double before = 0, after = 0;
  if (scenario.contains("flows")) {
    for (auto& flow : scenario["flows"]) {
      auto const trade = flow.value("trade", std::string{trade_names[0]});
      auto const index = static_cast<std::size_t>(std::ranges::find(trade_names, trade) - trade_names.begin());
      double const factor = grown(demand.growth[index], years);
      for (auto const* const key : {"boxes_per_year", "teu_per_year"}) {
        if (!flow.contains(key)) continue;
        before += flow[key].get<double>();
        after += flow[key].get<double>() * factor;
        if (factor != 1) multiply(flow, key, factor);
      }
    }
  }
  if (double const factor = grown(demand.mail_growth, years); factor != 1 && scenario.contains("mail_flows"))
    for (auto& flow : scenario["mail_flows"]) multiply(flow, "parcels_per_day", factor);
  return before > 0 ? after / before : 1;
}

/// As many more sailings as there is more demand.
void follow(json& scenario, double more) {
  if (more == 1 || !scenario.contains("services")) return;
  for (auto& service : scenario["services"]) {
    if (!service.contains("schedule") || !service["schedule"].contains("every_hours")) continue;
    multiply(service["schedule"], "every_hours", 1 / more);
    if (service.contains("fleet"))
      service["fleet"] = static_cast<std::int64_t>(std::ceil(service["fleet"].get<double>() * more));
  }
}

/// The base with what comes in any case.
json changed(Investment const& investment, unsigned year) {
  auto scenario = investment.base;
  for (auto const& change : investment.changes)
    if (change.from_year <= year) apply(scenario, change.patches);
  return scenario;
}

}  // namespace

std::string_view trade_class_name(std::size_t trade_class) { return trade_names[trade_class]; }

json scenario_of(Investment const& investment, State const& state) {
  auto const year = investment.years[state.year];
  auto scenario = changed(investment, year);
  for (auto const option : state.built) apply(scenario, investment.options[option].patches);
  if (state.building) apply(scenario, investment.options[*state.building].during_construction);
  double const more = grow(scenario, investment.cases[state.demand], year);
  if (investment.services_follow_demand) follow(scenario, more);
  scenario["seed"] = investment.seed;
  if (investment.length_days) scenario["length_days"] = *investment.length_days;
  if (investment.warm_up_days) scenario["warm_up_days"] = *investment.warm_up_days;
  return scenario;
}

double volume(Investment const& investment, std::size_t demand, std::size_t year) {
  auto scenario = changed(investment, investment.years[year]);
  return grow(scenario, investment.cases[demand], investment.years[year]);
}

}  // namespace tongzhou::appraisal
