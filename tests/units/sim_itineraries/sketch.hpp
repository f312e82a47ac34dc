#pragma once

#include <array>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "sim/world/world.hpp"

namespace tongzhou::itineraries {

/// Draws a small world. Ships do 20 km/h, trains 50, trucks 60, and carry any box of the world. What a test does not
/// set costs nothing and takes no time.
class Sketch {
 public:
  Sketch() {
    dry = world.box_types.add({.name = named("20GP"), .teu = 1, .reefer = false, .long_box = false, .tare_t = 2});
    forty = world.box_types.add({.name = named("40GP"), .teu = 2, .reefer = false, .long_box = true, .tare_t = 4});
    reefer = world.box_types.add({.name = named("40RE"), .teu = 2, .reefer = true, .long_box = true, .tare_t = 4});
    ship = vehicle("ship", world::Mode::river, 20, 100);
    train = vehicle("train", world::Mode::rail, 50, 80);
    truck = vehicle("truck", world::Mode::road, 60, 2);
    unmeasured.fill(Length::unlimited());
  }

  static world::Name named(std::string code) { return {std::move(code), "", ""}; }

  world::VehicleClassId vehicle(std::string code, world::Mode mode, double km_per_h, double teu) {
    world::VehicleClass made;
    made.name = named(std::move(code));
    made.mode = mode;
    made.teu = teu;
    made.speed = km_per_hour(km_per_h);
    return world.vehicle_classes.add(made);
  }

  world::PlaceId place(std::string code) {
    world::Place made;
    made.name = named(std::move(code));
    return world.places.add(made);
  }

  world::TerminalId terminal(world::PlaceId at, world::TerminalKind kind = world::TerminalKind::quay) {
    world::Terminal made;
    made.place = at;
    made.kind = kind;
    auto const id = world.terminals.add(made);
    world.places[at].terminals.push_back(id);
    return id;
  }

  world::LinkId link(world::LinkKind kind, world::PlaceId from, world::PlaceId to, double km) {
    world::Link made;
    made.kind = kind;
    made.from = from;
    made.to = to;
    made.distance = kilometres(km);
    made.depth = unmeasured;
    return world.links.add(made);
  }
  world::LinkId road(world::PlaceId from, world::PlaceId to, double km) {
    return link(world::LinkKind::road, from, to, km);
  }
  world::LinkId river(world::PlaceId from, world::PlaceId to, double km) {
    return link(world::LinkKind::waterway, from, to, km);
  }
  world::LinkId rails(world::PlaceId from, world::PlaceId to, double km) {
    return link(world::LinkKind::railway, from, to, km);
  }

  /// Along links, one from each stop to the next; with as many links as stops the last leads back, and one vehicle goes
  /// round for ever. There is no timetable but the headway.
  world::ServiceId service(std::string code, world::VehicleClassId vehicle_class, double headway_h, double per_km,
                           std::vector<world::TerminalId> const& terminals, std::vector<world::LinkId> const& links) {
    world::Service made;
    made.name = named(std::move(code));
    made.vehicle = vehicle_class;
    made.schedule = world::Regular{hours(headway_h), {}};
    made.freight = {per_km, per_km, 0, 0};
    made.fleet = links.size() == terminals.size() ? 1 : 0;
    for (std::size_t i = 0; i < terminals.size(); ++i) {
      world::Stop stop;
      stop.terminal = terminals[i];
      stop.arrives = stop.departs = Duration::unlimited();
      if (i < links.size()) {
        bool const down = world.links[links[i]].from == world.terminals[terminals[i]].place;
        stop.to_next.push_back({links[i], down ? world::Direction::down : world::Direction::up});
      }
      made.stops.push_back(stop);
    }
    return world.services.add(made);
  }

  void trucks(double per_km, double per_box = 0) { world.trucking = {truck, {per_km, per_km, per_box, per_box}}; }

  world::TransferId transfer(world::TerminalId from, world::TerminalId to, double time_h, double cost) {
    world::Transfer made;
    made.from = from;
    made.to = to;
    made.time = demand::Distribution<Duration>::fixed(hours(time_h));
    made.cost_per_box = cost;
    return world.transfers.add(made);
  }

  world::FlowId flow(world::PlaceId from, world::PlaceId to, double time_value_per_hour = 0) {
    world::Flow made;
    made.name = named("flow");
    made.origin = from;
    made.destination = to;
    made.box = dry;
    made.gross = tonnes(10);
    made.time_value_per_hour = time_value_per_hour;
    return world.flows.add(made);
  }

  world::World world;
  world::BoxTypeId dry, forty, reefer;
  world::VehicleClassId ship, train, truck;

 private:
  std::array<Length, parts_of_year> unmeasured{};
};

}  // namespace tongzhou::itineraries
