#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scenarios/format/building.hpp"
#include "scenarios/format/figures.hpp"

// Goods that lie in customs zones: what comes, and what leaves.
namespace tongzhou::format {
namespace {

using world::TradeClass;

/// Does a stay of the other kind leave as this flow? Its goods cannot have been cleared before and not.
bool leaves_otherwise(world::World const& world, world::FlowId flow, bool in_bond) {
  return std::ranges::any_of(world.zone_stays, [&](world::ZoneStay const& other) {
    return other.in_bond != in_bond && std::ranges::count(other.to, flow, &world::ZoneStay::Leaving::flow) > 0;
  });
}

/// Why goods cannot come to a zone as boxes of this flow; empty: they can.
std::string refusal_of_coming(world::World const& world, world::CustomsZone const& zone, world::FlowId id,
                              bool in_bond) {
  auto const& flow = world.flows[id];
  auto const& code = flow.name.code;
  if (flow.trade != TradeClass::import) return fmt::format("flow \"{}\" is no import", code);
  if (std::ranges::count(zone.places, flow.destination) == 0)
    return fmt::format("flow \"{}\" ends at \"{}\", which is not in the zone", code,
                       world.places[flow.destination].name.code);
  if (flow.stay)
    return fmt::format("goods of flow \"{}\" come for \"{}\" already", code, world.zone_stays[flow.stay].name.code);
  if (in_bond && leaves_otherwise(world, id, true))
    return fmt::format("goods of flow \"{}\" were cleared before: they do not come in bond", code);
  return {};
}

/// Would goods that leave as a flow come to where they left, in however many stays?
bool comes_back(world::World const& world, world::FlowId from, world::FlowId leaving) {
  std::set<world::FlowId> seen{leaving};
  std::vector<world::FlowId> ahead{leaving};
  while (!ahead.empty()) {
    auto const flow = ahead.back();
    ahead.pop_back();
    if (flow == from) return true;
    if (!world.flows[flow].stay) continue;
    for (auto const& next : world.zone_stays[world.flows[flow].stay].to)
      if (seen.insert(next.flow).second) ahead.push_back(next.flow);
  }
  return false;
}

/// Why goods cannot leave as boxes of this flow; empty: they can.
std::string refusal_of_leaving(world::World const& world, world::ZoneStay const& stay, world::FlowId id) {
  auto const& flow = world.flows[id];
  auto const& code = flow.name.code;
  auto const begins = world.flows[stay.from].destination;
  if (flow.origin != begins)
    return fmt::format("flow \"{}\" does not begin at \"{}\", where the goods are", code,
                       world.places[begins].name.code);
  auto const never = stay.in_bond ? TradeClass::domestic : TradeClass::transshipment;
  if (flow.trade == never)
    return fmt::format("flow \"{}\" is {}: {}", code, stay.in_bond ? "domestic" : "transshipment",
                       stay.in_bond ? "goods in bond enter the home market as an \"import\""
                                    : "goods that were cleared leave as an \"export\"");
  if (leaves_otherwise(world, id, stay.in_bond))
    return fmt::format("flow \"{}\" takes goods in bond and others: were they cleared before?", code);
  if (!stay.in_bond && flow.clearance == world::Clearance::in_bond)
    return fmt::format("flow \"{}\" comes to a zone in bond, but these goods were cleared before", code);
  if (comes_back(world, stay.from, id))
    return fmt::format("goods that leave as flow \"{}\" would come back as boxes of \"{}\"", code,
                       world.flows[stay.from].name.code);
  return {};
}

void read_leaving(Reader const& given, world::ZoneStay& stay, Building& building) {
  auto& world = building.world;
  double all = 0;
  for (auto const& leaving : given.items("leave_as")) {
    auto const flow = building.flows.look_up(leaving, "flow");
    double const share = leaving.number("share", 1);
    all += share;
    if (!flow) continue;
    if (auto const refusal = refusal_of_leaving(world, stay, flow); !refusal.empty()) leaving.refuse("flow", refusal);
    if (!stay.in_bond && world.flows[flow].trade == TradeClass::import)
      world.flows[flow].clearance = world::Clearance::before;
    stay.to.push_back({flow, share});
  }
  if (std::abs(all - 1) > 1e-9) given.refuse("leave_as", fmt::format("shares sum to {:g}, not to 1", all));
}

void read_stay(std::string const& code, Reader const& given, world::CustomsZone const& zone, Building& building) {
  auto& world = building.world;
  auto const name = name_of(code, given);
  world::ZoneStay stay{.name = name,
                       .from = building.flows.look_up(given, "from_flow"),
                       .to = {},
                       .stay = distribution(given, "days", days(1)),
                       .boxes_per_box = given.number("boxes_per_box", 1),
                       .cost_per_box = given.number("cost_per_box", 0),
                       .in_bond = given.flag("in_bond", true)};
  if (!stay.from) return;
  if (auto const refusal = refusal_of_coming(world, zone, stay.from, stay.in_bond); !refusal.empty())
    return given.refuse("from_flow", refusal);
  auto& from = world.flows[stay.from];
  if (given.number("duty_share", 0) > 0 && from.value <= 0)
    given.refuse("duty_share", fmt::format("the goods of flow \"{}\" have no \"value\"", from.name.code));
  stay.duty = from.value * given.number("duty_share", 0);
  stay.interest_per_hour = from.finance.interest_per_hour;
  if (!stay.in_bond) stay.interest_per_hour += stay.duty * from.finance.rate_per_year / hours_of_year;
  if (stay.in_bond) from.clearance = world::Clearance::in_bond;
  read_leaving(given, stay, building);
  from.stay = world.zone_stays.add(std::move(stay));
}

}  // namespace

void read_zone_stays(std::string const& zone_code, Reader const& of_zone, world::CustomsZone const& zone,
                     Building& building) {
  for (auto const& [code, given] : of_zone.entries("stays")) read_stay(zone_code + "/" + code, given, zone, building);
}

}  // namespace tongzhou::format
