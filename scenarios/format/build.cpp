#include "scenarios/format/build.hpp"

#include <fmt/format.h>

#include <string>

#include "network/base/calendar.hpp"
#include "scenarios/format/building.hpp"
#include "scenarios/format/figures.hpp"
#include "scenarios/format/reader.hpp"

namespace tongzhou::format {
namespace {

constexpr double least_days_counted = 0.01;  // as the schema says of length_days

void read_run(Reader const& scenario, world::World& world) {
  world.name = name_of("", scenario);
  if (auto const start = parse_date(scenario.text("start"))) {
    world.start = *start;
  } else {
    scenario.refuse("start", fmt::format("there is no such day: \"{}\"", scenario.text("start")));
  }
  world.length = days(scenario.number("length_days"));
  world.warm_up = days(scenario.number("warm_up_days", 0));
  if (world.warm_up >= world.length)
    scenario.refuse("warm_up_days", fmt::format("the warm-up takes the whole run of {} days", in_days(world.length)));
  else if (world.length - world.warm_up < days(least_days_counted))
    scenario.refuse("warm_up_days", fmt::format("the warm-up leaves less than {} days of the run", least_days_counted));
  world.seed = static_cast<std::uint64_t>(scenario.whole("seed", 1));
  world.currency = scenario.text("currency", "CNY");
}

void read_fuels(Reader const& scenario, Building& building) {
  for (auto const& [code, fuel] : scenario.entries("fuels")) {
    building.fuels.add(code, building.world.fuels.add({.name = name_of(code, fuel),
                                                       .unit = fuel.text("unit"),
                                                       .price = fuel.number("price", 0),
                                                       .kg_co2e = fuel.number("kg_co2e"),
                                                       .source = fuel.text("source", "")}));
  }
}

void read_nests(Reader const& given, world::Policy& policy) {
  policy.nests = given.word("nests", world::Nests::none);
  policy.nest_spread = given.number("nest_spread", 0);
  if (policy.nests == world::Nests::none) {
    if (given.has("nest_spread")) given.refuse("nest_spread", "there are no \"nests\": say \"mode\" or \"port\"");
    return;
  }
  if (policy.nest_spread <= 0)
    given.refuse("nests", "missing key \"nest_spread\": the spread inside a nest, at most choice_spread");
  else if (policy.nest_spread > policy.choice_spread)
    given.refuse("nest_spread", fmt::format("{:g} is more than the spread between nests, choice_spread {:g}",
                                            policy.nest_spread, policy.choice_spread));
}

/// ISO 6346 type groups. Tare masses: usual figures of steel boxes, assumption.
std::map<std::string, world::BoxType> built_in_box_types() {
  auto const type = [](double teu, bool reefer, double tare_t) {
    return world::BoxType{.name = {}, .teu = teu, .reefer = reefer, .long_box = teu >= 1.5, .tare_t = tare_t};
  };
  return {{"22G1", type(1, false, 2.2)},
          {"42G1", type(2, false, 3.8)},
          {"45G1", type(2, false, 3.8)},
          {"22R1", type(1, true, 3.0)},
          {"45R1", type(2, true, 4.6)}};
}

void read_box_types(Reader const& scenario, Building& building) {
  auto types = built_in_box_types();
  for (auto& [code, type] : types) type.name.code = code;
  for (auto const& [code, box] : scenario.entries("box_types")) {
    double const teu = box.number("teu");
    types[code] = {.name = name_of(code, box),
                   .teu = teu,
                   .reefer = box.flag("reefer", false),
                   .long_box = teu >= 1.5,
                   .tare_t = box.number("tare_t")};
  }
  for (auto& [code, type] : types) building.box_types.add(code, building.world.box_types.add(type));
}

void read_policy(Reader const& scenario, Building& building) {
  if (!scenario.has("policy")) return;
  auto const given = scenario.child("policy");
  auto& policy = building.world.policy;
  policy.itineraries = static_cast<int>(given.whole("itineraries", policy.itineraries));
  policy.itineraries_when_full = static_cast<int>(given.whole("itineraries_when_full", policy.itineraries_when_full));
  policy.choice_spread = given.number("choice_spread", 0);
  if (double const per_money = given.number("logit_per_money", 0); per_money > 0) {
    constexpr double widest = 1e12;  // as the schema says of choice_spread
    if (per_money < 1 / widest)
      given.refuse("logit_per_money", fmt::format("expected 0 or at least {:g}, found {:g}", 1 / widest, per_money));
    bool const says_both = policy.choice_spread > 0;  // 0 is what it is when nothing is said of it
    policy.choice_spread = 1 / per_money;
    if (says_both)
      given.refuse(
          "logit_per_money",
          fmt::format(
              "says the same as \"choice_spread\", in another way: give one of the two ({:.6g} a unit of money is "
              "a spread of {:.6g})",
              per_money, 1 / per_money));
  }
  read_nests(given, policy);
  if (given.has("replan_after_hours")) policy.replan_after = hours(given.number("replan_after_hours"));
  if (given.has("depths_published_days_ahead"))
    policy.depths_published = days(given.number("depths_published_days_ahead"));
  policy.tolerated_delay = days(given.number("tolerated_delay_days", in_days(policy.tolerated_delay)));
  policy.experience_half_life = days(given.number("experience_half_life_days", in_days(policy.experience_half_life)));
  policy.carbon_price_per_t = given.number("carbon_price_per_t", 0);
  policy.carbon_paid_by = given.word("carbon_paid_by", world::CarbonPayer::society);
  policy.loss_per_move = given.number("loss_per_move", 0);
  policy.loss_per_1000_km = given.number("loss_per_1000_km", 0);
  building.time_value_per_year = given.number("time_value_per_year", 0);
}

}  // namespace

world::FuelId fuel_of(Reader const& thing, Building const& building, std::initializer_list<char const*> uses) {
  if (thing.has("fuel")) return building.fuels.look_up(thing, "fuel");
  for (auto const* use : uses) {
    if (thing.number(use, 0) > 0) thing.refuse(use, "missing key \"fuel\": nobody knows what is burnt here");
  }
  return world::FuelId::none();
}

std::optional<world::World> build(Document const& document, Problems& problems) {
  auto const before = problems.count();
  auto const sound = [&] { return problems.count() == before; };
  Reader const scenario{document, problems};
  Building building;

  read_run(scenario, building.world);
  read_policy(scenario, building);
  read_fuels(scenario, building);
  read_box_types(scenario, building);
  read_vehicle_classes(scenario, building);
  read_holidays(scenario, building);
  read_places(scenario, building);
  read_links(scenario, building);
  read_trucking(scenario, building);
  read_goods(scenario, building);
  building.trusted_share = mean_trusted_share(scenario, building.world);
  read_flows(scenario, building);
  read_price_indices(scenario, building);
  // Ways, timetables and fleets hang on all of the above: what is wrong there would be told twice.
  if (sound()) read_services(scenario, building);
  if (sound()) check_uses(scenario, building);
  if (sound()) read_subsidies(scenario, building);
  if (sound()) read_trade(scenario, building);
  if (sound()) check_unloading(scenario, building);
  if (sound()) read_mail(scenario, building);
  if (sound()) read_markets(scenario, building);
  if (sound()) read_skills(scenario, building);
  if (sound()) read_disruptions(scenario, building);

  if (!sound()) return std::nullopt;
  return std::move(building.world);
}

}  // namespace tongzhou::format
