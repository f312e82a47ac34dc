#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tests/units/sim_engine/told.hpp"
#include "tests/units/sim_itineraries/sketch.hpp"

namespace tongzhou {

/// A year between ports that lie 200 km apart, ten hours for a ship; berths and cranes are never short.
struct Strait : itineraries::Sketch {
  world::PlaceId up = place("Up"), down = place("Down");
  world::TerminalId from = quay(up), to = quay(down);
  world::LinkId reach = river(up, down, 200);

  Strait() {
    world.start = {2025, 1, 1};
    world.length = days(364);
    world.warm_up = days(28);
  }
  world::TerminalId quay(world::PlaceId at, world::TerminalKind kind = world::TerminalKind::quay) {
    auto const id = terminal(at, kind);
    auto& made = world.terminals[id];
    made.name = named(world.places[at].name.code + "/" + std::to_string(id.value()));
    made.berths = made.cranes = 100;
    made.moves_per_crane_hour = 1e6;
    return id;
  }
  /// A departure a day for so many TEU.
  world::ServiceId line(char const* code, double teu, double per_box, double first_h = 0,
                        world::Mode mode = world::Mode::river) {
    return line(code, teu, per_box, {from, to}, {reach}, first_h, mode);
  }
  world::ServiceId line(char const* code, double teu, double per_box, std::vector<world::TerminalId> const& stops,
                        std::vector<world::LinkId> const& links, double first_h = 0,
                        world::Mode mode = world::Mode::river) {
    auto const id = service(code, vehicle(code, mode, 20, teu), 24, 0, stops, links);
    world.services[id].freight.per_box_20ft = world.services[id].freight.per_box_40ft = per_box;
    world.services[id].schedule = world::Regular{hours(24), hours(first_h)};
    return id;
  }
  world::VehicleClass& ship_of(world::ServiceId id) { return world.vehicle_classes[world.services[id].vehicle]; }
  world::FlowId boxes(double a_day, world::PlaceId origin, world::PlaceId destination, double hour_costs = 0) {
    auto const id = flow(origin, destination, hour_costs);
    world.flows[id].name = named("flow" + std::to_string(id.value()));
    world.flows[id].boxes_per_year = a_day * 365;
    world.flows[id].pattern = demand::Pattern::regular;
    return id;
  }
  world::FlowId boxes(double a_day, double hour_costs = 0) { return boxes(a_day, up, down, hour_costs); }
  /// Known so long before it begins; from the start by default.
  void closed(decltype(world::Disruption::target) what, double from_day, double to_day,
              std::optional<Duration> announced_before = {}) {
    world.disruptions.push_back({.name = named("closure"),
                                 .target = what,
                                 .share = 0,
                                 .when = std::vector<world::Disruption::Window>{{at_days(from_day), at_days(to_day)}},
                                 .announced_before = announced_before});
  }
  outcome::Outcome run() { return told(world); }
};

/// Of the boxes that all services loaded, the part of one.
inline double share(outcome::Outcome const& outcome, world::ServiceId service) {
  double all = 0;
  for (auto const& each : outcome.services) all += each.boxes;
  return outcome.services[service].boxes / all;
}

}  // namespace tongzhou
