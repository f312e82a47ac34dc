#include <catch2/catch.hpp>
#include <cstddef>

#include "tests/units/sim_engine/event_log.hpp"
#include "tests/units/sim_engine/told.hpp"
#include "tests/units/sim_itineraries/sketch.hpp"

using namespace tongzhou;
using itineraries::Sketch;

namespace {

constexpr double minute = 1.0 / 60;

/// Ships for ten boxes leave Up when they are full: a box an hour, a minute a move, ten hours to Down.
struct FullLoads : Sketch {
  world::PlaceId up = place("Up"), down = place("Down");
  world::TerminalId upper = terminal(up), lower = terminal(down);
  world::LinkId reach = river(up, down, 200);
  world::ServiceId ships = service("ships", ship, 24, 1, {upper, lower}, {reach, reach});
  world::FlowId boxes = hourly(up, down);
  EventLog log;

  FullLoads() {
    world.start = {2025, 1, 1};
    world.length = days(10);
    world.vehicle_classes[ship].teu = 10;
    for (auto& port : world.terminals) {
      port.berths = 2;
      port.cranes = 2;
      port.moves_per_crane_hour = 60;
    }
    leaves_when(1);
  }
  void leaves_when(double fill, Duration longest_wait = Duration::unlimited()) {
    world.services[ships].schedule = world::WhenFull{fill, longest_wait};
  }
  world::FlowId hourly(world::PlaceId from, world::PlaceId to) {
    auto const id = flow(from, to);
    world.flows[id].boxes_per_year = 8760;
    world.flows[id].pattern = demand::Pattern::regular;
    return id;
  }
  outcome::Outcome run() { return told(world, 0, &log); }
  double left(std::size_t departure) { return log.departures[upper].at(departure); }
};

}  // namespace

TEST_CASE("a ship leaves a minute after the box that fills it has come") {
  FullLoads river;
  river.run();
  CHECK(river.left(0) == Approx(river.log.births[9] + minute));
}

TEST_CASE("a train of a service without return leaves when it is full, and the next one fills behind it") {
  FullLoads river;
  auto& service = river.world.services[river.ships];
  service.fleet = 0;
  service.stops[1].to_next.clear();
  river.run();
  CHECK(river.left(0) == Approx(river.log.births[9] + minute));
  CHECK(river.left(1) == Approx(river.log.births[19] + minute));
}

TEST_CASE("a box that comes through a gate fills the ship when its truck has passed, though nobody looks at the yard") {
  FullLoads river;
  auto const town = river.place("Town");
  river.road(town, river.up, 60);
  river.trucks(1);
  river.world.terminals[river.upper].gate = {.lanes = 1,
                                             .per_truck = demand::Distribution<Duration>::fixed(minutes(3))};
  river.world.flows[river.boxes].origin = town;
  river.run();
  CHECK(river.left(0) == Approx(river.log.gate_in[river.upper].at(9).second + minute));
}

TEST_CASE("a ship that leaves its first stop when it is full leaves the other one when it is empty") {
  FullLoads river;
  auto const outcome = river.run();
  CHECK(river.log.departures[river.lower].at(0) == Approx(river.left(0) + 10 + 10 * minute));
  CHECK(outcome.services[river.ships].boxes >= 100);
}

TEST_CASE("the longest wait counts from the first box, and nobody sails empty") {
  FullLoads river;
  river.world.flows[river.boxes].boxes_per_year = 122;  // one in three days
  river.leaves_when(1, hours(3));
  river.run();
  REQUIRE(river.log.departures[river.upper].size() >= 3);
  for (std::size_t n = 0; n < river.log.departures[river.upper].size(); ++n)
    CHECK(river.left(n) == Approx(river.log.births[n] + 3));
}

TEST_CASE("a box that came while the ship was away has waited already when it is back") {
  // Back after 20 h and 10 moves: those that came meanwhile have waited longer than six hours, so it only loads them.
  FullLoads river;
  river.world.vehicle_classes[river.ship].teu = 30;
  river.leaves_when(1, hours(6.5));
  river.run();
  CHECK(river.left(0) == Approx(river.log.births[0] + 6.5));
  double const back = river.log.arrivals[river.upper].at(1);
  CHECK(river.left(1) == Approx(back + 21 * minute).margin(2 * minute));
}

TEST_CASE("of two ships alongside the first gets the first boxes") {
  FullLoads river;
  river.world.services[river.ships].fleet = 2;
  river.hourly(river.down, river.up);
  river.run();
  double const tenth = river.log.loaded[river.upper].at(9).second,
               twentieth = river.log.loaded[river.upper].at(19).second;
  CHECK(river.left(0) == Approx(tenth));
  CHECK(river.left(1) == Approx(twentieth));
  CHECK(twentieth - tenth == Approx(10).margin(0.1));
}

TEST_CASE("a ship is full when a box finds no room for its weight, in a slot or in the water") {
  // Boxes of 10 t. Four fit in 45 t, three in three slots, two in half the draught of 40 t: the next one that comes
  // finds no room, but the last of the three slots is known to be the last.
  FullLoads river;
  auto& ship = river.world.vehicle_classes[river.ship];
  SECTION("weight") {
    ship.deadweight = tonnes(45);
    river.run();
    CHECK(river.left(0) == Approx(river.log.births[4]));
  }
  SECTION("slots") {
    ship.slots = 3;
    river.run();
    CHECK(river.left(0) == Approx(river.log.births[2] + minute));
  }
  SECTION("draught") {
    ship.deadweight = tonnes(40);
    ship.draught_light = metres(1);
    ship.draught_full = metres(3);
    river.world.links[river.reach].depth.fill(metres(2));
    river.run();
    CHECK(river.left(0) == Approx(river.log.births[2]));
  }
}

TEST_CASE("a ship that has no plug left is not full: it waits for a dry box, and without one it never leaves") {
  // Ten TEU and two plugs: two hours fill the plugs, and a dry box every hour takes the other eight places in eight,
  // whatever reefers still wait.
  FullLoads river;
  river.world.box_types[river.world.flows[river.boxes].box].reefer = true;
  river.world.vehicle_classes[river.ship].reefer_plugs = 2;
  SECTION("reefers alone") {
    auto const outcome = river.run();
    CHECK(river.log.departures[river.upper].empty());
    CHECK(outcome.services[river.ships].boxes == 2);  // aboard, and never on their way
  }
  SECTION("with dry boxes, the eighth of which comes in the eighth hour") {
    auto const dry = river.hourly(river.up, river.down);
    river.world.flows[dry].box = river.forty;
    river.world.box_types[river.forty].teu = 1;
    river.run();
    CHECK(river.left(0) > 7);
    CHECK(river.left(0) <= 8 + minute);
  }
  SECTION("reefers alone, with a longest wait") {
    river.leaves_when(1, hours(5));
    river.run();
    CHECK(river.left(0) == Approx(river.log.births[0] + 5));
  }
}
