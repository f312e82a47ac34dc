#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "scenarios/format/building.hpp"
#include "scenarios/format/figures.hpp"

namespace tongzhou::format {
namespace {

world::DriversHours drivers_hours_of(Reader const& trucking) {
  world::DriversHours law;
  if (!trucking.has("drivers_hours")) return law;
  auto const given = trucking.child("drivers_hours");
  if (given.has("hours_until_break")) law.until_break = hours(given.number("hours_until_break"));
  law.break_time = minutes(given.number("break_minutes", 0));
  if (given.has("hours_per_day")) law.per_day = hours(given.number("hours_per_day"));
  law.night_rest = hours(given.number("night_hours", 0));
  bool const breaks = given.has("hours_until_break") && law.break_time > Duration{};
  bool const nights = given.has("hours_per_day") && law.night_rest > Duration{};
  if (!breaks && !nights)
    trucking.refuse("drivers_hours",
                    "nobody rests: give \"hours_until_break\" and \"break_minutes\", or "
                    "\"hours_per_day\" and \"night_hours\"");
  return law;
}

std::optional<world::AtGates> at_gates_of(Reader const& trucking, world::VehicleClass const& truck,
                                          world::World const& world) {
  if (!trucking.has("at_gates")) return std::nullopt;
  auto const given = trucking.child("at_gates");
  world::AtGates const at_gates{.cost_per_hour = given.number("cost_per_hour", 0),
                                .fuel_per_hour = given.number("fuel_per_hour", 0)};
  if (at_gates.fuel_per_hour > 0 && !truck.fuel)
    given.refuse("fuel_per_hour", fmt::format("vehicle class \"{}\" has no fuel", truck.name.code));
  if (std::ranges::none_of(world.terminals, [](world::Terminal const& terminal) { return terminal.gate.lanes > 0; }))
    trucking.refuse("at_gates", "no facility has a gate");
  return at_gates;
}

/// Both ends of a way that it serves are in reach: its home and another place, at least.
void check_range(Reader const& given, world::TruckFleet const& fleet, world::World const& world) {
  world::Link const* shortest = nullptr;
  for (auto const& link : world.links) {
    bool const begins_here = link.kind == world::LinkKind::road && (link.from == fleet.home || link.to == fleet.home);
    if (begins_here && (shortest == nullptr || link.distance < shortest->distance)) shortest = &link;
  }
  if (shortest == nullptr || shortest->distance <= fleet.range) return;
  auto const nearest = shortest->from == fleet.home ? shortest->to : shortest->from;
  given.refuse(
      "range_km",
      fmt::format("the next place by road from \"{}\" is \"{}\", {:g} km away: they would serve no way",
                  world.places[fleet.home].name.code, world.places[nearest].name.code, in_km(shortest->distance)));
}

void check(Reader const& given, world::TruckFleet const& fleet, world::World const& world) {
  double const most = fleet.trucks * *std::ranges::max_element(fleet.on_duty);
  if (most < 0.5)
    given.refuse("staffed_by_hour",
                 fmt::format("at most {:g} of {} trucks have a driver: none ever sets out", most, fleet.trucks));
  auto const leads_there = [&](world::Link const& link) {
    return link.kind == world::LinkKind::road && (link.from == fleet.home || link.to == fleet.home);
  };
  if (std::ranges::none_of(world.links, leads_there))
    given.refuse("home", fmt::format("no road leads to \"{}\"", world.places[fleet.home].name.code));
  else
    check_range(given, fleet, world);
}

double paired_share_of(Reader const& trucking, world::VehicleClass const& truck) {
  double const share = trucking.number("paired_share", 0);
  if (share > 0 && truck.teu < 2)
    trucking.refuse("paired_share", fmt::format("vehicle class \"{}\" has room for {:g} TEU: no two boxes fit on it",
                                                truck.name.code, truck.teu));
  return share;
}

Table<world::TruckFleetId, world::TruckFleet> fleets_of(Reader const& trucking, Building const& building) {
  Table<world::TruckFleetId, world::TruckFleet> fleets;
  if (!trucking.has("fleets")) return fleets;
  for (auto const& [code, given] : trucking.entries("fleets")) {
    world::TruckFleet fleet{.name = name_of(code, given),
                            .home = building.places.look_up(given, "home"),
                            .trucks = static_cast<int>(given.whole("trucks")),
                            .range = given.has("range_km") ? kilometres(given.number("range_km")) : Length::unlimited(),
                            .on_duty = staffed_by_hour(given)};
    if (!fleet.home) continue;
    check(given, fleet, building.world);
    fleets.add(std::move(fleet));
  }
  return fleets;
}

}  // namespace

void read_trucking(Reader const& scenario, Building& building) {
  if (!scenario.has("trucking")) return;
  auto const given = scenario.child("trucking");
  auto const vehicle = building.vehicle_classes.look_up(given, "vehicle");
  if (!vehicle) return;
  if (building.world.vehicle_classes[vehicle].mode != world::Mode::road)
    given.refuse("vehicle", fmt::format("vehicle class \"{}\" is no truck: its mode must be \"road\"",
                                        building.world.vehicle_classes[vehicle].name.code));
  building.world.trucking =
      world::Trucking{.vehicle = vehicle,
                      .freight = freight_of(given),
                      .cost_per_km = given.number("cost_per_km", 0),
                      .empty_share = given.number("empty_share", 0.5),
                      .paired_share = paired_share_of(given, building.world.vehicle_classes[vehicle]),
                      .drivers_hours = drivers_hours_of(given),
                      .fleets = fleets_of(given, building),
                      .at_gates = at_gates_of(given, building.world.vehicle_classes[vehicle], building.world)};
}

}  // namespace tongzhou::format
