#include "scenarios/appraisal/states.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <string_view>

#include "network/base/calendar.hpp"

namespace tongzhou::appraisal {
namespace {

using json = format::Json;

void apply(json& scenario, std::vector<json> const& patches) {
  for (auto const& patch : patches) scenario.merge_patch(patch);
}

double grown(double growth, unsigned years) { return std::pow(1 + growth, static_cast<double>(years)); }

void multiply(json& thing, std::string const& key, double factor) {
  if (thing.contains(key)) thing[key] = thing[key].get<double>() * factor;
}

void grow_other_ships(json& scenario, double factor) {
  if (factor == 1 || !scenario.contains("places")) return;
  for (auto& place : scenario["places"]) {
    if (!place.contains("facilities")) continue;
    for (auto& facility : place["facilities"]) {
      if (!facility.contains("traffic")) continue;
      for (auto const* const key : {"ships_per_day_up", "ships_per_day_down"})
        multiply(facility["traffic"], key, factor);
    }
  }
}

/// Multiplies all demand; returns by how much there is more of it. Where nothing but mail is sent, of mail.
double grow(json& scenario, DemandCase const& demand, unsigned years) {
  double before = 0, after = 0;
  if (scenario.contains("flows")) {
    for (auto& flow : scenario["flows"]) {
      auto const trade = flow.contains("trade") ? value_of<world::TradeClass>(flow["trade"].get<std::string>()).value()
                                                : world::TradeClass::domestic;
      double const factor = grown(demand.growth[trade], years);
      for (auto const* const key : {"boxes_per_year", "teu_per_year"}) {
        if (!flow.contains(key)) continue;
        before += flow[key].get<double>();
        after += flow[key].get<double>() * factor;
        if (factor != 1) multiply(flow, key, factor);
      }
    }
  }
  double const mail = grown(demand.mail_growth, years);
  if (mail != 1 && scenario.contains("mail_flows"))
    for (auto& flow : scenario["mail_flows"]) multiply(flow, "parcels_per_day", mail);
  grow_other_ships(scenario, grown(demand.other_ships_growth, years));
  if (before > 0) return after / before;
  return scenario.contains("mail_flows") ? mail : 1;
}

constexpr double hours_of_week = 168;

/// Hours from the start of the scenario to a weekly departure such as "Mon 08:00".
double hours_until(std::string const& departure, int first_weekday) {
  int const days_ahead = (weekday_named(departure.substr(0, 3)).value() + 7 - first_weekday) % 7;
  return days_ahead * 24.0 + std::stod(departure.substr(4, 2)) + std::stod(departure.substr(7, 2)) / 60;
}

int first_weekday(json const& scenario) {
  return weekday(parse_date(scenario.at("start").get_ref<std::string const&>()).value());
}

/// A distribution of times, made longer or shorter. Shapes, weights and coefficients of variation stay.
void stretch(json& distribution, double factor) {
  if (distribution.is_number()) {
    distribution = distribution.get<double>() * factor;
    return;
  }
  for (auto& kind : distribution) {
    if (!kind.is_object()) continue;  // source, note
    for (auto const* const key : {"min", "mode", "max", "mean", "scale"}) multiply(kind, key, factor);
    if (kind.contains("values"))
      for (auto& value : kind["values"]) value = value.get<double>() * factor;
  }
}

/// To whole ones, rounded up.
void enlarge(json& thing, char const* key, double more) {
  thing[key] = static_cast<std::int64_t>(std::ceil(thing[key].get<double>() * more));
}

/// Ships that are counted by class, those with no number being one.
void enlarge_each(json& vehicles, double more) {
  for (auto& of_class : vehicles) {
    of_class.emplace("count", 1);
    enlarge(of_class, "count", more);
  }
}

/// As many more sailings as there is more demand, and as many more vehicles, sets of wagons and locomotives, rounded up.
/// Weekly departures become a regular interval from the first of them on: a week holds no fraction of a sailing. Who leaves
/// when full follows by itself.
void follow(json& scenario, double more) {
  if (more == 1 || !scenario.contains("services")) return;
  for (auto& service : scenario["services"]) {
    auto& schedule = service["schedule"];
    multiply(schedule, "every_hours", 1 / more);
    if (schedule.contains("random_hours")) stretch(schedule["random_hours"], 1 / more);
    if (schedule.contains("weekly")) {
      double first = hours_of_week;
      for (auto const& departure : schedule["weekly"])
        first = std::min(first, hours_until(departure.get<std::string>(), first_weekday(scenario)));
      schedule["every_hours"] = hours_of_week / (static_cast<double>(schedule["weekly"].size()) * more);
      schedule["first_hours"] = first;
      schedule.erase("weekly");
    }
    if (service.contains("fleet")) enlarge(service, "fleet", more);
    if (service.contains("vehicles")) enlarge_each(service["vehicles"], more);
  }
  for (auto const* stock : {"wagon_sets", "locomotives"})
    if (scenario.contains(stock))
      for (auto& counted : scenario[stock]) enlarge(counted, "count", more);
}

/// Hauliers always have trucks for all that comes: their fleets grow as demand does.
void enlarge_truck_fleets(json& scenario, double more) {
  if (more == 1 || !scenario.contains("trucking") || !scenario["trucking"].contains("fleets")) return;
  for (auto& fleet : scenario["trucking"]["fleets"]) enlarge(fleet, "trucks", more);
}

/// The base with what comes in any case.
json changed(Investment const& investment, unsigned year) {
  auto scenario = investment.base;
  for (auto const& change : investment.changes)
    if (change.from_year <= year) apply(scenario, change.patches);
  return scenario;
}

/// From so many days before a season, as its warm-up takes, to its end. A run begins at midnight: a warm-up of a part
/// of a day is a day.
void turn_to(json& scenario, Season const& season) {
  double const warm_up = std::ceil(scenario.value("warm_up_days", 0.0));
  scenario["start"] = to_string(days_after(parse_date(season.start).value(), -static_cast<std::int64_t>(warm_up)));
  scenario["warm_up_days"] = warm_up;
  scenario["length_days"] = warm_up + season.days;
}

}  // namespace

json scenario_of(Investment const& investment, State const& state, std::size_t const season) {
  auto const year = investment.years[state.year];
  auto scenario = changed(investment, year);
  for (auto const option : state.built) apply(scenario, investment.options[option].patches);
  if (state.building) apply(scenario, investment.options[*state.building].during_construction);
  double const more = grow(scenario, investment.cases[state.demand], year);
  if (investment.services_follow_demand) follow(scenario, more);
  enlarge_truck_fleets(scenario, more);
  scenario["seed"] = investment.seed;
  if (investment.length_days) scenario["length_days"] = *investment.length_days;
  if (investment.warm_up_days) scenario["warm_up_days"] = *investment.warm_up_days;
  if (!investment.seasons.empty()) turn_to(scenario, investment.seasons[season]);
  return scenario;
}

double volume(Investment const& investment, std::size_t demand, unsigned year) {
  auto scenario = changed(investment, year);
  return grow(scenario, investment.cases[demand], year);
}

std::vector<unsigned> default_years(Investment const& investment) {
  std::set<unsigned> years{0};
  auto const grows = [](DemandCase const& demand) {
    return demand.mail_growth != 0 || demand.other_ships_growth != 0 ||
           std::ranges::any_of(demand.growth, [](double growth) { return growth != 0; });
  };
  if (std::ranges::any_of(investment.cases, grows)) {
    years.insert(std::min(10u, investment.horizon - 1));
    years.insert(std::min(20u, investment.horizon - 1));
  }
  for (auto const& change : investment.changes) {
    if (change.from_year == 0 || change.from_year >= investment.horizon) continue;
    years.insert(change.from_year - 1);
    years.insert(change.from_year);
  }
  return {years.begin(), years.end()};
}

}  // namespace tongzhou::appraisal
