#include <catch2/catch.hpp>

#include "tests/units/sim_engine/told.hpp"
#include "tests/units/sim_itineraries/sketch.hpp"

using namespace tongzhou;

namespace {

/// A to B by train, two days and a half; nothing else takes time. Monday is the first day; departures by the week.
struct Corridor : itineraries::Sketch {
  world::PlaceId a = place("A"), b = place("B");
  world::TerminalId rail_a = terminal(a, world::TerminalKind::rail), rail_b = terminal(b, world::TerminalKind::rail);
  world::LinkId way = rails(a, b, 3000);
  world::WagonSetsId sets;
  world::ServiceId out;

  explicit Corridor(int count) {
    world.start = {2024, 1, 1};
    world.length = days(28);
    for (auto& terminal : world.terminals) terminal.berths = 100;
    world.vehicle_classes[train].max_speed = world.vehicle_classes[train].speed;
    sets = world.wagon_sets.add({.name = named("sets"), .count = count, .home = rail_a, .turn = {}});
    out = train_service("out", {rail_a, rail_b}, {days(0), days(2), days(4)});
    flow(a, b);
  }
  world::ServiceId train_service(std::string code, std::vector<world::TerminalId> const& stops,
                                 std::vector<Duration> departures) {
    auto const id = service(std::move(code), train, 1, 0, stops, {way});
    world.services[id].schedule = world::Weekly{std::move(departures)};
    world.services[id].stops[0].departs = {};
    world.services[id].stops[1].arrives = days(2.5);
    world.services[id].wagon_sets = sets;
    return id;
  }
  static double sailings(outcome::Outcome const& outcome, world::ServiceId id) {
    return outcome.services[id].legs[0].sailings;
  }
};

}  // namespace

TEST_CASE("two wagon sets and three trains a week: each set is back after five days, so the third train waits a day") {
  // Departures of days 0, 2, 4 of each week; 60 h out and 60 h home empty. Departure n leaves when its date has come
  // and the set of departure n - 2 is home, five days after that left: on days 0, 2, 5 | 7, 10, 12 | 15, 17, 20 | 22,
  // 25, 27.
  Corridor corridor{2};
  auto const outcome = told(corridor.world);
  CHECK(Corridor::sailings(outcome, corridor.out) == 12);
  auto const& figures = outcome.wagon_sets[corridor.sets];
  // Waits: 0, 0, 1 | 0, 1, 1 | 1, 1, 2 | 1, 2, 2 days.
  CHECK(figures.queue.wait_hours.count == 12);
  CHECK(figures.queue.wait_hours.mean == Approx(12 * 24.0 / 12));
  CHECK(figures.queue.wait_hours.max == Approx(48));
}

TEST_CASE("with a third set nobody waits, and each set comes home empty") {
  Corridor corridor{3};
  auto const outcome = told(corridor.world);
  auto const& figures = outcome.wagon_sets[corridor.sets];
  CHECK(figures.queue.wait_hours.max == Approx(0).margin(1e-6));
  // Trains of days 0 to 23 are home within 28 days; the last is that of day 21 (26), as that of day 23 comes at 28.
  CHECK(figures.empty_runs == 10);
  // Those of days 0 to 21 take five days each, that of day 23 all of its five, and that of day 25 the three that are
  // left.
  CHECK(figures.utilisation == Approx((11 * 5 + 3) / (3 * 28.0)));
}

TEST_CASE("a set that carries a train home runs empty for nobody") {
  // Out on Mondays, home on Thursdays at noon, when the set has just come.
  Corridor corridor{1};
  corridor.world.services[corridor.out].schedule = world::Weekly{{days(0)}};
  auto const home = corridor.train_service("home", {corridor.rail_b, corridor.rail_a}, {days(3)});
  auto const outcome = told(corridor.world);
  CHECK(Corridor::sailings(outcome, corridor.out) == 4);
  CHECK(Corridor::sailings(outcome, home) == 4);
  CHECK(outcome.wagon_sets[corridor.sets].empty_runs == 0);
}

TEST_CASE("a departure that finds no set where it begins is sent one from where it stands") {
  // Both trains of the week go home from B on Monday and Friday; the sets stand at A. Each comes empty, 60 h.
  Corridor corridor{1};
  corridor.world.services[corridor.out].schedule = world::Weekly{{days(6.9)}};
  auto const home = corridor.train_service("home", {corridor.rail_b, corridor.rail_a}, {days(0)});
  corridor.world.length = days(6);
  auto const outcome = told(corridor.world);
  CHECK(Corridor::sailings(outcome, home) == 1);
  CHECK(outcome.wagon_sets[corridor.sets].empty_runs == 1);
  CHECK(outcome.wagon_sets[corridor.sets].queue.wait_hours.max == Approx(60));
}

TEST_CASE("wagons that stand cost their day as those do that run") {
  // Two sets of ten wagons at 7 a day for 28 days, whatever they do.
  Corridor corridor{2};
  auto& train = corridor.world.vehicle_classes[corridor.train];
  train.wagons = 10;
  train.wagon_cost_per_day = 7;
  corridor.world.services[corridor.out].schedule = world::Weekly{{days(0)}};
  auto const outcome = told(corridor.world);
  CHECK(outcome.services[corridor.out].vessel_time == Approx(2 * 10 * 7 * 28));
}

TEST_CASE("departures that wait for wagons still when the run ends are in the queue") {
  // One set leaves on days 0, 5, 10, ... 25 and takes the first six of twelve departures, which waited 42 days in all.
  // Those of days 14, 16, 18, 21, 23 and 25 wait until day 28: 14 + 12 + 10 + 7 + 5 + 3 days.
  Corridor corridor{1};
  auto const outcome = told(corridor.world);
  CHECK(Corridor::sailings(outcome, corridor.out) == 6);
  auto const& queue = outcome.wagon_sets[corridor.sets].queue;
  CHECK(queue.wait_hours.count == 6);
  CHECK(queue.mean_length == Approx((42 + 51) / 28.0));
  CHECK(queue.max_length >= 6);
}
