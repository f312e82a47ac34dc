#include "sim/charges/passage_time.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/units/sim_itineraries/sketch.hpp"

using namespace tongzhou;
using namespace tongzhou::charges;
using world::Direction;

namespace {

world::Chamber chamber(double lockage_min, double length_m) {
  world::Chamber made;
  made.length = metres(length_m);
  made.width = metres(20);
  made.sill_depth = metres(4);
  made.lockage = demand::Distribution<Duration>::fixed(minutes(lockage_min));
  return made;
}

}  // namespace

TEST_CASE("a ship takes a link at its speed through the water, and the stream with or against it") {
  // 120 km at 20 km/h, the stream does 4: 5 h down, 7.5 h up; where 16 km/h are allowed, down too.
  itineraries::Sketch sketch;
  auto const link = sketch.river(sketch.place("A"), sketch.place("B"), 120);
  sketch.world.links[link].current = km_per_hour(4);
  auto const& ship = sketch.world.vehicle_classes[sketch.ship];
  CHECK(in_hours(mean_time(sketch.world, ship, {link, Direction::down})) == Approx(5));
  CHECK(in_hours(mean_time(sketch.world, ship, {link, Direction::up})) == Approx(7.5));
  sketch.world.links[link].speed_down = km_per_hour(16);
  CHECK(in_hours(mean_time(sketch.world, ship, {link, Direction::down})) == Approx(7.5));
}

TEST_CASE("trains and trucks take a link at their speed or the link's, whichever is lower") {
  itineraries::Sketch sketch;
  auto const a = sketch.place("A"), b = sketch.place("B");
  auto const rails = sketch.rails(a, b, 100), road = sketch.road(a, b, 120);
  sketch.world.links[road].speed_up = km_per_hour(40);
  auto const& train = sketch.world.vehicle_classes[sketch.train];
  auto const& truck = sketch.world.vehicle_classes[sketch.truck];
  CHECK(in_hours(mean_time(sketch.world, train, {rails, Direction::up})) == Approx(2));
  CHECK(in_hours(mean_time(sketch.world, truck, {road, Direction::down})) == Approx(2));
  CHECK(in_hours(mean_time(sketch.world, truck, {road, Direction::up})) == Approx(3));
}

TEST_CASE("a train counts on the mean wait for an hour with paths, for passengers and for maintenance") {
  // 100 km in two hours. No paths for eight hours: 8 x 8 / 48 h. Passengers at 8:30, an hour on the line: kept for them
  // for an hour before, 1 / 48 h. Closed for four hours on one day of the week, which 2 h under way meet:
  // (2 x 4 + 4 x 4 / 2) / 168 h, in the timetable alone.
  itineraries::Sketch sketch;
  auto const a = sketch.place("A"), b = sketch.place("B");
  auto const rails = sketch.rails(a, b, 100);
  auto const line = sketch.service(
      "line", sketch.train, 24, 1,
      {sketch.terminal(a, world::TerminalKind::rail), sketch.terminal(b, world::TerminalKind::rail)}, {rails});
  auto& link = sketch.world.links[rails];
  auto const& train = sketch.world.vehicle_classes[sketch.train];
  auto const hours_on = [&] { return in_hours(mean_time(sketch.world, train, {rails, Direction::down})); };
  link.paths_by_hour.emplace().fill(5);
  std::fill_n(link.paths_by_hour->begin(), 8, 0);
  CHECK(hours_on() == Approx(2 + 64.0 / 48));
  link.passengers = world::PassengerTrains{{}, km_per_hour(100)};
  link.passengers->per_hour[8] = 1;
  CHECK(hours_on() == Approx(2 + 65.0 / 48));
  link.maintenance = {days(7), {{days(2), days(2) + hours(4)}}};
  CHECK(hours_on() == Approx(2 + 65.0 / 48));
  auto const& service = sketch.world.services[line];
  CHECK(in_hours(mean_time(sketch.world, service, service.stops[0])) == Approx(2 + 65.0 / 48 + 16.0 / 168));
}

TEST_CASE("a ship counts on the mean wait for the convoys of its direction") {
  // 120 km in six hours. Down at 6:00 alone, half a day; up at 0:00 and 6:00: (6 x 6 + 18 x 18) / 48 h.
  itineraries::Sketch sketch;
  auto const river = sketch.river(sketch.place("A"), sketch.place("B"), 120);
  auto& link = sketch.world.links[river];
  link.convoys_down = {hours(6)};
  link.convoys_up = {hours(0), hours(6)};
  auto const& ship = sketch.world.vehicle_classes[sketch.ship];
  CHECK(in_hours(mean_time(sketch.world, ship, {river, Direction::down})) == Approx(18));
  CHECK(in_hours(mean_time(sketch.world, ship, {river, Direction::up})) == Approx(6 + 7.5));
}

TEST_CASE("a train's way has a change of crew after each shift that is over before its end") {
  itineraries::Sketch sketch;
  auto train = sketch.world.vehicle_classes[sketch.train];
  CHECK(mean_crew_changes(train, hours(30)) == Duration{});
  train.crew_change_after = hours(10);
  train.crew_change = demand::Distribution<Duration>::fixed(minutes(15));
  CHECK(mean_crew_changes(train, hours(30)) == minutes(30));
  CHECK(mean_crew_changes(train, hours(31)) == minutes(45));
}

TEST_CASE("a ship goes through a lock in the fastest chamber that it fits and that serves its direction") {
  // Lift 30 min for 60 m, chambers 60 min (down only) and 90 min with a second step of 45 min, both for 200 m.
  itineraries::Sketch sketch;
  world::Lock lock;
  lock.chambers = {chamber(90, 200), chamber(60, 200), chamber(30, 60)};
  lock.chambers[0].passage = minutes(45);
  lock.chambers[1].serves_up = false;
  auto const id = sketch.world.locks.add(lock);
  auto ship = sketch.world.vehicle_classes[sketch.ship];
  auto const minutes_through = [&](Direction direction) {
    return in_seconds(mean_time(sketch.world, ship, {id, direction})) / 60;
  };
  ship.length = metres(50);
  CHECK(minutes_through(Direction::up) == Approx(30));
  ship.length = metres(110);
  CHECK(minutes_through(Direction::down) == Approx(60));
  CHECK(minutes_through(Direction::up) == Approx(135));
  ship.draught_light = metres(4.5);
  CHECK(mean_time(sketch.world, ship, {id, Direction::down}) == Duration::unlimited());
}

TEST_CASE("the order in which chambers are listed changes nothing") {
  itineraries::Sketch sketch;
  world::Lock lock;
  lock.chambers = {chamber(120, 200), chamber(60, 200)};
  auto const slow_first = sketch.world.locks.add(lock);
  std::ranges::reverse(lock.chambers);
  auto const fast_first = sketch.world.locks.add(lock);
  auto const& ship = sketch.world.vehicle_classes[sketch.ship];
  CHECK(in_hours(mean_time(sketch.world, ship, {slow_first, Direction::up})) == Approx(1));
  CHECK(in_hours(mean_time(sketch.world, ship, {fast_first, Direction::up})) == Approx(1));
}

TEST_CASE("a change of gauge takes its hour and a minute for each box of a full train") {
  // 90 TEU in boxes of 1.5 TEU: 60 boxes, 60 + 60 minutes.
  itineraries::Sketch sketch;
  world::GaugeChange change;
  change.per_train = demand::Distribution<Duration>::fixed(hours(1));
  change.per_box = minutes(1);
  auto const id = sketch.world.gauge_changes.add(change);
  auto train = sketch.world.vehicle_classes[sketch.train];
  train.teu = 90;
  CHECK(in_hours(mean_time(sketch.world, train, {id, Direction::down})) == Approx(2));
}
