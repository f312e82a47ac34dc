#include <catch2/catch.hpp>
#include <utility>
#include <vector>

#include "tests/units/sim_engine/told.hpp"
#include "tests/units/sim_itineraries/sketch.hpp"

using namespace tongzhou;

namespace {

/// A to B by train, two days and a half; nothing else takes time. Monday is the first day; departures by the week.
struct Corridor : itineraries::Sketch {
  world::PlaceId a = place("A"), b = place("B");
  world::TerminalId rail_a = terminal(a, world::TerminalKind::rail), rail_b = terminal(b, world::TerminalKind::rail);
  world::LinkId way = rails(a, b, 3000);
  world::RollingStockId sets;
  world::ServiceId out;

  explicit Corridor(int count) {
    world.start = {2024, 1, 1};
    world.length = days(28);
    for (auto& terminal : world.terminals) terminal.berths = 100;
    world.vehicle_classes[train].max_speed = world.vehicle_classes[train].speed;
    sets = world.rolling_stock.add({.name = named("sets"), .count = count, .home = rail_a, .turn = {}});
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
  auto const& figures = outcome.rolling_stock[corridor.sets];
  // Waits: 0, 0, 1 | 0, 1, 1 | 1, 1, 2 | 1, 2, 2 days.
  CHECK(figures.queue.wait_hours.count == 12);
  CHECK(figures.queue.wait_hours.mean == Approx(12 * 24.0 / 12));
  CHECK(figures.queue.wait_hours.max == Approx(48));
}

TEST_CASE("with a third set nobody waits, and each set comes home empty") {
  Corridor corridor{3};
  auto const outcome = told(corridor.world);
  auto const& figures = outcome.rolling_stock[corridor.sets];
  CHECK(figures.queue.wait_hours.max == Approx(0).margin(1e-6));
  // Trains of days 0 to 23 are home within 28 days; the last is that of day 21 (26), as that of day 23 comes at 28.
  CHECK(figures.runs_alone == 10);
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
  CHECK(outcome.rolling_stock[corridor.sets].runs_alone == 0);
}

TEST_CASE("a departure that finds no set where it begins is sent one from where it stands") {
  // Both trains of the week go home from B on Monday and Friday; the sets stand at A. Each comes empty, 60 h.
  Corridor corridor{1};
  corridor.world.services[corridor.out].schedule = world::Weekly{{days(6.9)}};
  auto const home = corridor.train_service("home", {corridor.rail_b, corridor.rail_a}, {days(0)});
  corridor.world.length = days(6);
  auto const outcome = told(corridor.world);
  CHECK(Corridor::sailings(outcome, home) == 1);
  CHECK(outcome.rolling_stock[corridor.sets].runs_alone == 1);
  CHECK(outcome.rolling_stock[corridor.sets].queue.wait_hours.max == Approx(60));
}

TEST_CASE("a set that runs home empty stands while the line is closed") {
  // It leaves with the train of day 0 and sets out for home on day 2.5. The line is closed from day 3 to 10, so it is
  // home on day 12, and takes the trains of days 2, 4, 7 and 9 on days 12, 17, 22 and 27.
  Corridor corridor{1};
  using Windows = std::vector<world::Disruption::Window>;
  corridor.world.disruptions.push_back(
      {.name = Corridor::named("closure"), .target = corridor.way, .when = Windows{{at_days(3), at_days(10)}}});
  auto const outcome = told(corridor.world);
  auto const& figures = outcome.rolling_stock[corridor.sets];
  CHECK(figures.queue.wait_hours.count == 5);
  CHECK(figures.queue.wait_hours.mean == Approx(24 * (0 + 10 + 13 + 15 + 18) / 5.0));
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
  auto const& queue = outcome.rolling_stock[corridor.sets].queue;
  CHECK(queue.wait_hours.count == 6);
  CHECK(queue.mean_length == Approx((42 + 51) / 28.0));
  CHECK(queue.max_length >= 6);
}

namespace {

/// Out from A to B, 400 km and eight hours, at midnight and noon, for ten days; nothing else takes time.
struct Shuttle : itineraries::Sketch {
  world::PlaceId a = place("A"), b = place("B");
  world::TerminalId rail_a = terminal(a, world::TerminalKind::rail), rail_b = terminal(b, world::TerminalKind::rail);
  world::LinkId way = rails(a, b, 400);
  world::RollingStockId engines;
  world::ServiceId out;

  explicit Shuttle(int count) {
    world.start = {2024, 1, 1};
    world.length = days(10);
    for (auto& terminal : world.terminals) terminal.berths = 100;
    world.vehicle_classes[train].max_speed = world.vehicle_classes[train].speed;
    engines = world.rolling_stock.add(
        {.name = named("engines"), .kind = world::StockKind::locomotives, .count = count, .home = rail_a, .turn = {}});
    out = trains("out", {rail_a, rail_b}, 0);
    flow(a, b);
  }
  world::ServiceId trains(std::string code, std::vector<world::TerminalId> const& stops, double first) {
    auto const id = service(std::move(code), train, 12, 0, stops, {way});
    world.services[id].schedule = world::Regular{hours(12), hours(first)};
    world.services[id].stops[0].departs = {};
    world.services[id].stops[1].arrives = hours(8);
    world.services[id].locomotives = engines;
    return id;
  }
};

}  // namespace

TEST_CASE("one locomotive and two trains a day: it is back after sixteen hours, so each train waits four hours more") {
  // Train n, due at 12 n, leaves at 16 n: fifteen in 240 hours. The last that comes home does so at 240 h, too late to
  // count: fourteen light runs.
  Shuttle shuttle{1};
  auto const outcome = told(shuttle.world);
  CHECK(outcome.services[shuttle.out].legs[0].sailings == 15);
  auto const& figures = outcome.rolling_stock[shuttle.engines];
  CHECK(figures.queue.wait_hours.mean == Approx(4 * 7));
  CHECK(figures.runs_alone == 14);
  CHECK(figures.utilisation == Approx(1));
}

TEST_CASE("a locomotive that draws a train home runs light for nobody") {
  Shuttle shuttle{2};
  shuttle.trains("home", {shuttle.rail_b, shuttle.rail_a}, 9);
  auto const outcome = told(shuttle.world);
  CHECK(outcome.rolling_stock[shuttle.engines].runs_alone == 0);
  CHECK(outcome.rolling_stock[shuttle.engines].queue.wait_hours.max == Approx(0).margin(1e-6));
}

TEST_CASE("wagons that go home empty are drawn by the locomotive of their train") {
  // Both wait for one another at B and go together, so that no engine runs light, whichever is turned first.
  for (auto const& [turn, of_engines] : {std::pair{0.0, 0.0}, std::pair{1.0, 0.0}, std::pair{0.0, 1.0}}) {
    Shuttle shuttle{2};
    shuttle.world.rolling_stock[shuttle.engines].turn = demand::Distribution<Duration>::fixed(hours(of_engines));
    auto const sets = shuttle.world.rolling_stock.add({.name = itineraries::Sketch::named("sets"),
                                                       .count = 2,
                                                       .home = shuttle.rail_a,
                                                       .turn = demand::Distribution<Duration>::fixed(hours(turn))});
    shuttle.world.services[shuttle.out].wagon_sets = sets;
    auto const outcome = told(shuttle.world);
    CHECK(outcome.rolling_stock[shuttle.engines].runs_alone == 0);
    CHECK(outcome.rolling_stock[sets].runs_alone == 19);
  }
}

TEST_CASE("locomotives cost their day, and one that runs light its fuel, its crew and its track") {
  // Two at 1000 a day for ten days. Twenty trains and nineteen light runs of eight hours that end in time, the last one
  // half-way: 236 + 4 h of the one, 228 of light engines.
  Shuttle shuttle{2};
  auto& engines = shuttle.world.rolling_stock[shuttle.engines];
  engines.cost_per_day = 1000;
  engines.light_fuel_per_km = 3;
  engines.mass = tonnes(100);
  auto& rail = shuttle.world.links[shuttle.way];
  rail.access_per_train_km = 2;
  rail.access_per_1000_gross_t_km = 10;
  auto const outcome = told(shuttle.world);
  auto const& out = outcome.services[shuttle.out];
  CHECK(out.vessel_time == Approx(2 * 1000 * 10));
  CHECK(out.own_costs_not_stated == 0);
  double const runs = outcome.rolling_stock[shuttle.engines].runs_alone;
  CHECK(runs == 19);
  // Trains of 0 to 228 h: all twenty are through by 236; the last run home is half over at 240.
  double const light_km = (19 + 0.5) * 400;
  CHECK(out.fuel == Approx(light_km * 3));
  CHECK(out.track_access == Approx(20 * 400 * 2 + light_km * (2 + 1)));
}
