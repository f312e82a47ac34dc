#include "sim/itineraries/timetable.hpp"

#include <catch2/catch.hpp>

#include "tests/units/sim_itineraries/sketch.hpp"

using namespace tongzhou;
using namespace tongzhou::itineraries;

TEST_CASE("a box waits half a headway for a regular service") {
  CHECK(in_hours(expected_wait(world::Regular{hours(24), hours(3)})) == Approx(12));
}

TEST_CASE("two sailings a week, a day apart, make a box wait longer than two evenly apart") {
  // Gaps of 24 and 144 h: (24^2 + 144^2) / (2 x 168).
  CHECK(in_hours(expected_wait(world::Weekly{{days(1), days(2)}})) == Approx((24.0 * 24 + 144.0 * 144) / 336));
  CHECK(in_hours(expected_wait(world::Weekly{{days(1), days(4.5)}})) == Approx(42));
  CHECK(in_hours(expected_wait(world::Weekly{{days(6)}})) == Approx(84));
}

TEST_CASE("departures at random make a box wait a whole mean gap, not half of it") {
  CHECK(in_hours(expected_wait(world::Random{demand::Distribution<Duration>::exponential(hours(10))})) == Approx(10));
  CHECK(in_hours(expected_wait(world::Random{demand::Distribution<Duration>::fixed(hours(10))})) == Approx(5));
}

TEST_CASE("a vehicle that leaves when full keeps a box for half its longest wait, of at most a week") {
  CHECK(in_hours(expected_wait(world::WhenFull{1, hours(48)})) == Approx(24));
  CHECK(in_hours(expected_wait(world::WhenFull{1, Duration::unlimited()})) == Approx(84));
}

TEST_CASE("who leaves a train sees it go, and follows by the first that comes when the stay is over") {
  auto const follows = [](world::Schedule const& schedule, demand::Distribution<Duration> const& stay) {
    return in_hours(until_a_later_one(schedule, stay, hours(2)));
  };
  auto const fixed = [](double h) { return demand::Distribution<Duration>::fixed(hours(h)); };
  world::Regular const daily{hours(24), hours(3)};
  CHECK(follows(daily, fixed(0)) == Approx(24));
  CHECK(follows(daily, fixed(20)) == Approx(24));
  CHECK(follows(daily, fixed(23)) == Approx(48));
  // Behind the next one in 8 of 30 hours that it may take.
  auto const some = demand::Distribution<Duration>::uniform(hours(0), hours(30));
  CHECK(follows(daily, some) == Approx(24 * (1 + 8.0 / 30)).epsilon(1e-4));
  CHECK(follows(world::Weekly{{days(6)}}, fixed(20)) == Approx(168));
  // Tuesday after Monday, and a Monday after a Tuesday; in two days the other way round.
  CHECK(follows(world::Weekly{{days(0), days(1)}}, fixed(20)) == Approx((24 + 144) / 2));
  CHECK(follows(world::Weekly{{days(0), days(1)}}, fixed(46)) == Approx((168 + 144) / 2));
  CHECK(follows(world::Random{demand::Distribution<Duration>::exponential(hours(10))}, fixed(20)) == Approx(32));
}

TEST_CASE("a vehicle has a cut-off where a timetable says when it leaves, and none where nobody knows") {
  world::Service service;
  service.cut_off = hours(6);
  service.stops.resize(2);
  service.stops[1].departs = Duration::unlimited();
  service.schedule = world::Regular{hours(24), {}};
  CHECK(cut_off(service, 0) == hours(6));
  CHECK(cut_off(service, 1) == Duration{});
  service.schedule = world::Weekly{{days(1)}};
  CHECK(cut_off(service, 0) == hours(6));
  service.schedule = world::Random{demand::Distribution<Duration>::fixed(hours(24))};
  CHECK(cut_off(service, 0) == Duration{});
  service.schedule = world::WhenFull{};
  CHECK(cut_off(service, 0) == Duration{});
}

TEST_CASE(
    "a vehicle that comes from nowhere at its cut-off takes boxes until it has moored, any other until its cut-off") {
  world::Service service;
  service.cut_off = hours(6);
  service.stops.resize(2);
  service.stops[0].port_time = service.stops[1].port_time = demand::Distribution<Duration>::fixed(hours(4));
  service.schedule = world::Regular{hours(24), {}};
  CHECK(closes_before_departure(service, 0) == hours(2));
  CHECK(closes_before_departure(service, 1) == hours(6));
  service.fleet = 1;
  CHECK(closes_before_departure(service, 0) == hours(6));
}

TEST_CASE("the next departure from a stop is the first that the timetable gives at or after the hour") {
  Date const monday{2024, 1, 1}, saturday{2024, 1, 6};
  world::Service service;
  service.stops.resize(3);
  service.stops[1].departs = hours(10);
  service.stops[2].departs = Duration::unlimited();
  auto const next = [&](std::size_t stop, double hour, Date start) {
    return in_hours(next_departure(service, stop, Time{hours(hour)}, start).since_start());
  };
  service.schedule = world::Regular{hours(24), hours(6)};  // 6, 30, 54 ...; from the second stop at 16, 40, 64 ...
  CHECK(next(0, 0, monday) == Approx(6));
  CHECK(next(0, 6, monday) == Approx(6));
  CHECK(next(0, 6.5, monday) == Approx(30));
  CHECK(next(1, 0, monday) == Approx(16));
  CHECK(next(1, 241, monday) == Approx(256));

  service.schedule = world::Weekly{{days(1), days(4.5)}};  // Tuesday at 0 h, Friday at 12 h
  CHECK(next(0, 0, monday) == Approx(24));
  CHECK(next(0, 24.5, monday) == Approx(108));
  CHECK(next(0, 10 * 168 + 24, monday) == Approx(10 * 168 + 24));
  CHECK(next(0, 0, saturday) == Approx(3 * 24));

  service.schedule = world::Regular{hours(24), hours(6)};
  CHECK(next_departure(service, 2, Time{}, monday) == Time::never());
  service.schedule = world::WhenFull{1, hours(48)};
  CHECK(next_departure(service, 0, Time{}, monday) == Time::never());
}

TEST_CASE("the file's timetable is kept, and a ride past the first stop waits for the next round") {
  // A (leaves 0 h) -> B (10 h, leaves 12 h) -> C (20 h, leaves 25 h) -> A (40 h); two ships, every 24 h: a turn is 48
  // h.
  Sketch sketch;
  auto const a = sketch.place("A"), b = sketch.place("B"), c = sketch.place("C");
  auto const id =
      sketch.service("round", sketch.ship, 24, 0, {sketch.terminal(a), sketch.terminal(b), sketch.terminal(c)},
                     {sketch.river(a, b, 1), sketch.river(b, c, 1), sketch.river(c, a, 1)});
  auto& service = sketch.world.services[id];
  service.fleet = 2;
  service.stops[0].arrives = hours(40);
  service.stops[0].departs = hours(0);
  service.stops[1].arrives = hours(10);
  service.stops[1].departs = hours(12);
  service.stops[2].arrives = hours(20);
  service.stops[2].departs = hours(25);

  Timetable const timetable{sketch.world, service};
  CHECK(in_hours(timetable.round_trip_time()) == Approx(48));
  CHECK(in_hours(timetable.ride(0, 1)) == Approx(10));
  CHECK(in_hours(timetable.ride(1, 2)) == Approx(8));
  CHECK(in_hours(timetable.ride(1, 0)) == Approx(28));
  CHECK(in_hours(timetable.ride(2, 1)) == Approx(48 - 25 + 10));

  // Back three hours before its stay of five begins, it waits for its berth window.
  service.stops[0].stay = hours(5);
  service.waits_for_window = true;
  Timetable const with_window{sketch.world, service};
  CHECK(in_hours(with_window.round_trip_time()) == Approx(48));
  CHECK(in_hours(with_window.ride(1, 0)) == Approx(48 - 5 - 12));
  CHECK(in_hours(with_window.ride(2, 1)) == Approx(48 - 25 + 10));
}

TEST_CASE("what no timetable says follows from distances, locks and port times") {
  // 100 km at 20 km/h, a lockage of 1 h in the faster of the chambers that serve up; 2 h in port at B; 60 km on.
  Sketch sketch;
  auto const a = sketch.place("A"), b = sketch.place("B"), c = sketch.place("C");
  auto const id = sketch.service("up", sketch.ship, 24, 0, {sketch.terminal(a), sketch.terminal(b), sketch.terminal(c)},
                                 {sketch.river(b, a, 100), sketch.river(b, c, 60)});
  auto& service = sketch.world.services[id];
  world::Lock lock;
  for (double const lockage_h : {1.0, 3.0, 0.5}) {
    world::Chamber chamber;
    chamber.lockage = demand::Distribution<Duration>::fixed(hours(lockage_h));
    lock.chambers.push_back(chamber);
  }
  lock.chambers[2].serves_up = false;
  service.stops[0].to_next.push_back({sketch.world.locks.add(lock), world::Direction::up});
  service.stops[1].port_time = demand::Distribution<Duration>::fixed(hours(2));

  Timetable const timetable{sketch.world, service};
  CHECK(in_hours(timetable.ride(0, 1)) == Approx(6 + 2));
  CHECK(in_hours(timetable.ride(0, 2)) == Approx(6 + 2 + 3));
  CHECK(in_hours(timetable.ride(1, 2)) == Approx(3));
  CHECK(timetable.round_trip_time() == Duration{});
}

TEST_CASE("a ride lasts until the ship has come in by the approach and its papers are done, by a timetable, too") {
  // 5 h on the river, 3 h in, 2 h in port; out again 3 h and 4 h on the river.
  for (bool const is_scheduled : {false, true}) {
    Sketch sketch;
    auto const a = sketch.place("A"), b = sketch.place("B"), c = sketch.place("C");
    auto const id =
        sketch.service("line", sketch.ship, 24, 0, {sketch.terminal(a), sketch.terminal(b), sketch.terminal(c)},
                       {sketch.river(a, b, 100), sketch.river(b, c, 80)});
    world::Approach channel;
    channel.name = Sketch::named("B/channel");
    channel.place = b;
    channel.passage = demand::Distribution<Duration>::fixed(hours(3));
    sketch.world.places[b].approach = sketch.world.approaches.add(channel);
    auto& stop = sketch.world.services[id].stops[1];
    stop.port_time = demand::Distribution<Duration>::fixed(hours(2));
    if (is_scheduled) {
      stop.arrives = hours(5);
      stop.departs = hours(12);
    }
    Timetable const timetable{sketch.world, sketch.world.services[id]};
    CHECK(in_hours(timetable.ride(0, 1)) == Approx(5 + 3 + 2));
    CHECK(in_hours(timetable.ride(1, 2)) == Approx(3 + 4));
    CHECK(in_hours(timetable.ride(0, 2)) == Approx((is_scheduled ? 12 : 10) + 3 + 4));
  }
}
