#include <catch2/catch.hpp>
#include <numeric>

#include "tests/units/sim_engine/told.hpp"
#include "tests/units/sim_itineraries/sketch.hpp"

using namespace tongzhou;
using itineraries::Sketch;
using ledger::Cause;

namespace {

/// A year of a small world: two ports 200 km apart, ten hours for a ship.
struct River : Sketch {
  world::PlaceId up = place("Up"), down = place("Down");
  world::TerminalId upper = terminal(up), lower = terminal(down);
  world::LinkId reach = river(up, down, 200);

  River() {
    world.start = {2024, 1, 1};
    world.length = days(364);
    for (auto& port : world.terminals) {
      port.berths = 1;
      port.cranes = 1;
      port.moves_per_crane_hour = 1e6;
    }
  }
  world::FlowId boxes(double per_year, demand::Pattern pattern = demand::Pattern::poisson) {
    auto const id = flow(up, down);
    world.flows[id].boxes_per_year = per_year;
    world.flows[id].pattern = pattern;
    return id;
  }
  outcome::Outcome run(std::uint32_t replication = 0) { return told(world, replication); }
};

double mean_hours(outcome::Outcome const& outcome, Cause cause) {
  return outcome.totals.hours[cause] / outcome.totals.boxes_out;
}

}  // namespace

TEST_CASE("a box waits half a headway on the mean, then rides ten hours") {
  River river;
  river.service("daily", river.ship, 24, 1, {river.upper, river.lower}, {river.reach});
  river.boxes(30000);
  auto const outcome = river.run();
  CHECK(mean_hours(outcome, Cause::moving) == Approx(10).epsilon(0.01));
  CHECK(mean_hours(outcome, Cause::waiting_for_sailing) == Approx(12).epsilon(0.05));
  CHECK(outcome.flows[world::FlowId{0}].transit_hours.p50 == Approx(22).epsilon(0.05));
}

TEST_CASE("a ship carries no more than its slots, and what is left waits for the next") {
  River river;
  river.service("daily", river.ship, 24, 1, {river.upper, river.lower}, {river.reach});
  river.boxes(365 * 120, demand::Pattern::regular);  // 120 a day for 100 slots
  auto const outcome = river.run();
  auto const& leg = outcome.services[world::ServiceId{0}].legs[0];
  CHECK(leg.teu_carried <= leg.teu_offered);
  CHECK(leg.teu_carried / leg.teu_offered > 0.99);
  CHECK(outcome.totals.boxes_inside == Approx(364 * 20).epsilon(0.05));
}

TEST_CASE("what is inside grows in the weeks before the measured span, too") {
  River river;
  river.world.warm_up = days(28);
  river.world.length = days(56);
  river.service("daily", river.ship, 24, 1, {river.upper, river.lower}, {river.reach});
  river.boxes(365 * 120, demand::Pattern::regular);  // 120 a day for 100 slots
  auto const outcome = river.run();
  REQUIRE(outcome.weeks.size() == 8);
  double before = 0;
  for (auto const& week : outcome.weeks) {
    CHECK(week.teu_inside - before == Approx(140).margin(130));  // the first week fills the yard and the ship
    before = week.teu_inside;
  }
  CHECK(outcome.weeks[0].teu_in == 0);
  CHECK(before == outcome.totals.teu_inside);
}

TEST_CASE("at low water a ship loads less, and the rest stays behind") {
  River river;
  auto& barge = river.world.vehicle_classes[river.ship];
  barge.deadweight = tonnes(1000);  // 100 boxes of 10 t
  barge.draught_light = metres(1);
  barge.draught_full = metres(3);
  river.world.links[river.reach].depth.fill(metres(2));  // half of the range
  river.service("daily", river.ship, 24, 1, {river.upper, river.lower}, {river.reach});
  river.boxes(365 * 80, demand::Pattern::regular);
  auto const outcome = river.run();
  auto const& leg = outcome.services[world::ServiceId{0}].legs[0];
  CHECK(leg.teu_carried / leg.sailings == Approx(50).epsilon(0.02));
  CHECK(leg.payload_limited > 300);
}

TEST_CASE("a month's depth holds from its first day to its last, 29 February included") {
  // 3 m deep in February, 5 m else. 1000 t from 1 m to 5 m of draught: 500 t, 50 boxes of 10 t, in February.
  for (int const year : {2024, 2025}) {
    INFO(year);
    River river;
    river.world.start = {year, 2, 1};
    river.world.length = days(year == 2024 ? 29 : 28);  // all of February; then the first 10 days of March
    auto& barge = river.world.vehicle_classes[river.ship];
    barge.deadweight = tonnes(1000);
    barge.draught_light = metres(1);
    barge.draught_full = metres(5);
    auto& depth = river.world.links[river.reach].depth;
    depth.fill(metres(5));
    for (int day = 1; day <= 28; ++day) depth[part_of_year({2023, 2, day})] = metres(3);
    for (int day = 1; day <= 29; ++day) depth[part_of_year({2024, 2, day})] = metres(3);
    river.service("daily", river.ship, 24, 1, {river.upper, river.lower}, {river.reach});
    river.boxes(365 * 300, demand::Pattern::regular);
    auto const february = river.run().services[world::ServiceId{0}].legs[0];
    CHECK(february.teu_carried == 50 * (february.sailings - 1));  // all but the first, at midnight of the start
    river.world.length = river.world.length + days(10);
    auto const both = river.run().services[world::ServiceId{0}].legs[0];
    CHECK(both.sailings == february.sailings + 10);
    CHECK(both.teu_carried == february.teu_carried + 10 * 100);
  }
}

TEST_CASE("a train that arrives a day and a half late at its last stop is late, though it left on time") {
  // 10 h by the timetable, 50 h of travel: never on time, always 40 h late.
  River river;
  auto const id = river.service("daily", river.ship, 24, 1, {river.upper, river.lower}, {river.reach});
  river.world.links[river.reach].distance = kilometres(1000);
  river.world.services[id].stops[1].arrives = hours(10);
  river.boxes(365);
  auto const outcome = river.run();
  CHECK(outcome.services[id].on_time_share == 0);
  CHECK(outcome.services[id].late_hours_mean == Approx(40).epsilon(0.01));
}

TEST_CASE("a ship that comes home late is late, though it is on time everywhere else") {
  // Down in 10 h, as planned, and home after 20 h where 15 h are planned: every other arrival is on time.
  River river;
  auto const id = river.service("round", river.ship, 24, 1, {river.upper, river.lower}, {river.reach, river.reach});
  river.world.services[id].stops[1].arrives = hours(10);
  river.world.services[id].stops[0].arrives = hours(15);
  river.world.services[id].stops[0].departs = {};
  river.boxes(365);
  auto const outcome = river.run();
  CHECK(outcome.services[id].on_time_share == Approx(0.5).epsilon(0.01));
  CHECK(outcome.services[id].late_hours_mean == Approx(2.5).epsilon(0.01));
}

TEST_CASE("who is overdue when the run ends is late") {
  // Two set out, at 0 and 24 h, for a way of 250 h; due after 10 h, at 48 h they are 38 and 14 h late.
  River river;
  river.world.length = days(2);
  auto const id = river.service("daily", river.ship, 24, 1, {river.upper, river.lower}, {river.reach});
  river.world.links[river.reach].distance = kilometres(5000);
  river.world.services[id].stops[1].arrives = hours(10);
  river.boxes(365);
  auto const outcome = river.run();
  CHECK(outcome.services[id].on_time_share == 0);
  CHECK(outcome.services[id].late_hours_mean == Approx(26));
}

TEST_CASE("a second ship waits until the only berth is free, and its boxes wait with it") {
  // Both call at the lower port at the same time and stay six hours; the second waits six.
  River river;
  for (char const* const code : {"first", "second"}) {
    auto const id = river.service(code, river.ship, 24, 1, {river.upper, river.lower}, {river.reach});
    river.world.services[id].stops[1].port_time = demand::Distribution<Duration>::fixed(hours(6));
  }
  river.world.terminals[river.upper].berths = 2;
  river.boxes(365 * 50);
  auto const outcome = river.run();
  auto const& berth = outcome.terminals[river.lower].berth;
  CHECK(berth.wait_hours.mean == Approx(3));
  CHECK(berth.wait_hours.max == Approx(6));
  CHECK(outcome.terminals[river.lower].berth_utilisation == Approx(0.5).epsilon(0.01));
}

TEST_CASE("a full yard keeps a ship from discharging until trucks have made room") {
  River river;
  river.place("unused");
  auto const town = river.place("Town");
  river.road(river.down, town, 30);
  river.trucks(5);
  river.service("daily", river.ship, 24, 1, {river.upper, river.lower}, {river.reach});
  auto& port = river.world.terminals[river.lower];
  port.dwell = demand::Distribution<Duration>::fixed(hours(30));
  port.yard_teu = 60;
  auto const id = river.boxes(365 * 50, demand::Pattern::regular);
  river.world.flows[id].destination = town;
  auto const outcome = river.run();
  CHECK(outcome.terminals[river.lower].yard_blocked_hours > 100);
  CHECK(mean_hours(outcome, Cause::waiting_for_yard) > 1);
  CHECK(outcome.terminals[river.lower].yard_max_teu <= 60);
}

TEST_CASE("trucks queue at a gate of one lane") {
  // Batches of 10 trucks, 6 minutes each: the mean of 0, 6, ... 54 minutes is 27.
  River river;
  river.service("daily", river.ship, 1, 1, {river.upper, river.lower}, {river.reach});
  auto& gate = river.world.terminals[river.upper].gate;
  gate.lanes = 1;
  gate.per_truck = demand::Distribution<Duration>::fixed(minutes(6));
  auto const id = river.boxes(3650, demand::Pattern::batch);
  river.world.flows[id].batch = demand::Distribution<double>::fixed(10);
  auto const outcome = river.run();
  CHECK(outcome.terminals[river.upper].gate.wait_hours.mean == Approx(27 / 60.0).epsilon(0.1));
}

TEST_CASE("a closed link holds up whoever comes to it") {
  River river;
  river.service("daily", river.ship, 24, 1, {river.upper, river.lower}, {river.reach});
  river.boxes(365 * 20);
  river.world.disruptions.push_back(
      {Sketch::named("flood"), river.reach, 0, std::vector{world::Disruption::Window{at_days(100), at_days(110)}}});
  auto const outcome = river.run();
  CHECK(outcome.links[river.reach].queue.wait_hours.max == Approx(240).epsilon(0.001));
}

TEST_CASE("of two services that do the same for a box it takes the one that leaves next") {
  // Each weekly, half a week apart: a box waits for a quarter of a week, and each carries half of them.
  River river;
  auto const monday = river.service("monday", river.ship, 168, 1, {river.upper, river.lower}, {river.reach});
  auto const thursday = river.service("thursday", river.ship, 168, 1, {river.upper, river.lower}, {river.reach});
  river.world.services[thursday].schedule = world::Regular{hours(168), hours(84)};
  river.boxes(4000, demand::Pattern::regular);
  auto const outcome = river.run();
  CHECK(mean_hours(outcome, Cause::waiting_for_sailing) == Approx(42).epsilon(0.02));
  CHECK(outcome.services[monday].legs[0].teu_carried == Approx(2000).epsilon(0.03));
  CHECK(outcome.services[thursday].legs[0].teu_carried == Approx(2000).epsilon(0.03));
}

TEST_CASE("the dearer of two services is taken where the hours it saves are worth it") {
  // It leaves 100 hours into the week and costs 50 more: boxes before that save 68 hours, those after it none.
  River river;
  auto const cheap = river.service("cheap", river.ship, 168, 1, {river.upper, river.lower}, {river.reach});
  auto const dear = river.service("dear", river.ship, 168, 1.25, {river.upper, river.lower}, {river.reach});
  river.world.services[dear].schedule = world::Regular{hours(168), hours(100)};
  river.world.flows[river.boxes(4000, demand::Pattern::regular)].time_value_per_hour = 1;
  auto const outcome = river.run();
  CHECK(outcome.services[dear].legs[0].teu_carried == Approx(4000 * 100 / 168.0).epsilon(0.03));
  CHECK(outcome.services[cheap].legs[0].teu_carried == Approx(4000 * 68 / 168.0).epsilon(0.03));

  river.world.services[dear].schedule = world::Regular{hours(168), hours(120)};  // now it saves 48
  auto const later = river.run();
  CHECK(later.services[dear].legs[0].teu_carried == 0);
}

TEST_CASE("a box that has waited too long for a ship that nobody knows to be stuck takes another way") {
  // The cheap service stands still for ten days of every fifteen, by accident. An hour is worth 100, and the dear one
  // costs 800 more: who looks again after twelve hours does not wait for days.
  auto const waits = [](Duration replan_after) {
    River river;
    auto const cheap = river.service("cheap", river.ship, 24, 1, {river.upper, river.lower}, {river.reach});
    river.service("dear", river.ship, 24, 5, {river.upper, river.lower}, {river.reach});
    river.world.terminals[river.upper].berths = 20;
    river.world.disruptions.push_back(
        {.name = Sketch::named("stuck"),
         .target = cheap,
         .share = 0,
         .when = world::Disruption::AtRandom{demand::Distribution<Duration>::fixed(days(5)),
                                             demand::Distribution<Duration>::fixed(days(10))}});
    river.world.policy.replan_after = replan_after;
    river.world.flows[river.boxes(3650)].time_value_per_hour = 100;
    auto const outcome = river.run();
    CHECK(outcome.totals.boxes_inside < 200);
    return mean_hours(outcome, Cause::waiting_for_sailing);
  };
  CHECK(waits(hours(12)) <= waits(Duration::unlimited()));
}

TEST_CASE("ships through a lock of one chamber go one filling after another") {
  // Two ships arrive together, each fills the chamber: the second waits for one lockage.
  River river;
  auto const stairs = river.place("Stairs");
  world::Chamber chamber;
  chamber.length = metres(100);
  chamber.width = metres(20);
  chamber.lockage = demand::Distribution<Duration>::fixed(hours(1));
  chamber.turn_back = minutes(30);
  auto const lock = river.world.locks.add({Sketch::named("lock"), stairs, {chamber}, {}});
  auto& ship = river.world.vehicle_classes[river.ship];
  ship.length = metres(90);
  ship.beam = metres(15);
  for (char const* const code : {"first", "second"}) {
    auto const id = river.service(code, river.ship, 24, 1, {river.upper, river.lower}, {river.reach});
    river.world.services[id].stops[0].to_next.push_back({lock, world::Direction::down});
  }
  river.world.terminals[river.upper].berths = 2;
  river.boxes(365 * 50);
  auto const outcome = river.run();
  CHECK(outcome.locks[lock].queue.wait_hours.max ==
        Approx(1.5).epsilon(1e-4));  // behind one that also had to turn back
  CHECK(outcome.locks[lock].ships == Approx(2 * 364).margin(2));
  CHECK(outcome.locks[lock].lockages == outcome.locks[lock].ships);
}

TEST_CASE("a ship that catches up counts on the fastest chamber that it fits, wherever it is listed") {
  // 200 km and a lockage of one hour in twelve hours: 18.2 km/h would do, and at its usual 20 km/h it has an hour to
  // spare. The chamber for boats of 20 m, listed first, takes ten hours: who counted on it would hurry, and burn more.
  auto const fuel = [](bool small_chamber_first) {
    River river;
    world::Chamber chamber, small;
    chamber.length = metres(100);
    chamber.width = small.width = metres(20);
    chamber.lockage = demand::Distribution<Duration>::fixed(hours(1));
    small.length = metres(20);
    small.lockage = demand::Distribution<Duration>::fixed(hours(10));
    auto const lock = river.world.locks.add({Sketch::named("lock"), river.place("Stairs"), {chamber}, {}});
    auto& chambers = river.world.locks[lock].chambers;
    chambers.insert(small_chamber_first ? chambers.begin() : chambers.end(), small);
    auto& ship = river.world.vehicle_classes[river.ship];
    ship.length = metres(90);
    ship.beam = metres(15);
    ship.max_speed = km_per_hour(40);
    ship.fuel = river.world.fuels.add({Sketch::named("diesel"), "t", 7000, 3200, "assumption"});
    ship.fuel_per_day = 2.4;
    auto const id = river.service("daily", river.ship, 24, 1, {river.upper, river.lower}, {river.reach});
    auto& stops = river.world.services[id].stops;
    stops[0].departs = Duration{};
    stops[1].arrives = hours(12);
    stops[0].to_next.push_back({lock, world::Direction::down});
    river.boxes(3650);
    return river.run().services[id].fuel;
  };
  CHECK(fuel(true) == Approx(fuel(false)));
}

TEST_CASE("the same seed tells the same story, another replication another") {
  River river;
  river.service("daily", river.ship, 24, 1, {river.upper, river.lower}, {river.reach});
  river.boxes(5000);
  auto const once = river.run(), again = river.run(), other = river.run(1);
  CHECK(once.totals.boxes_in == again.totals.boxes_in);
  CHECK(once.totals.hours == again.totals.hours);
  CHECK(once.totals.boxes_in != other.totals.boxes_in);
}

TEST_CASE("what the vehicles burn is charged to the boxes, and the warm-up is left out") {
  River river;
  auto const fuel = river.world.fuels.add({Sketch::named("diesel"), "t", 7000, 3200, "assumption"});
  auto& ship = river.world.vehicle_classes[river.ship];
  ship.fuel = fuel;
  ship.fuel_per_day = 2.4;  // 1 t for ten hours, whatever the load
  ship.light_fuel_share = 1;
  river.service("daily", river.ship, 24, 1, {river.upper, river.lower}, {river.reach});
  river.boxes(5000);
  river.world.warm_up = days(64);
  auto const outcome = river.run();
  CHECK(outcome.days == Approx(300));
  CHECK(outcome.services[world::ServiceId{0}].fuel == Approx(300).epsilon(0.01));
  CHECK(outcome.totals.kg_co2e[ledger::Source::sailing] == Approx(300 * 3200).epsilon(0.01));
}

TEST_CASE("every box aboard pays for a change of gauge") {
  // A train a day takes ten boxes over a border at 300 each, in 364 days.
  River river;
  world::GaugeChange change;
  change.place = river.place("Border");
  change.cost_per_box = 300;
  auto const gauge = river.world.gauge_changes.add(change);
  river.world.places[change.place].gauge_change = gauge;
  auto const id = river.service("daily", river.train, 24, 1, {river.upper, river.lower}, {river.reach});
  river.world.services[id].stops[0].to_next.push_back({gauge, world::Direction::down});
  river.boxes(3650, demand::Pattern::regular);
  auto const outcome = river.run();
  double const boxes = outcome.services[id].boxes;
  CHECK(boxes == Approx(3640).margin(10));
  CHECK(outcome.totals.money[ledger::Expense::transfer] == Approx(boxes * 300));
}

TEST_CASE("a box that gives up a service pays only the one that carries it") {
  River river;
  // The cheap ship is loaded by value, and eight boxes of great value a day bump those that had booked it.
  auto const cheap = river.service("cheap", river.ship, 24, 1, {river.upper, river.lower}, {river.reach});
  auto const dear = river.service("dear", river.ship, 24, 5, {river.upper, river.lower}, {river.reach});
  river.world.vehicle_classes[river.ship].teu = 10;
  river.world.services[cheap].loads_first = world::LoadsFirst::value;
  river.world.services[dear].schedule = world::Regular{hours(24), hours(1)};
  for (auto& port : river.world.terminals) port.handling_per_20ft = 30;
  river.world.flows[river.boxes(365 * 8)].time_value_per_hour = 100;
  auto const precious = river.boxes(365 * 8);
  river.world.flows[precious].name = Sketch::named("precious");
  river.world.flows[precious].value = 1000;
  auto const outcome = river.run();
  double const carried = outcome.services[dear].boxes;
  CHECK(outcome.totals.boxes_replanned > 100);
  double const by_cheap = outcome.services[cheap].boxes;
  CHECK(outcome.totals.money[ledger::Expense::freight] == Approx(by_cheap * 200 + carried * 5 * 200));
  CHECK(outcome.totals.money[ledger::Expense::handling] == Approx((by_cheap + carried) * 2 * 30));
}

TEST_CASE("boxes that nobody has carried yet have paid nobody") {
  River river;
  river.service("daily", river.ship, 24, 1, {river.upper, river.lower}, {river.reach});
  for (auto& port : river.world.terminals) port.handling_per_20ft = 30;
  river.boxes(1000);
  river.world.disruptions.push_back(
      {Sketch::named("shut"), river.upper, 0, std::vector{world::Disruption::Window{Time{}, at_days(364)}}});
  auto const outcome = river.run();
  CHECK(outcome.totals.boxes_inside > 900);
  CHECK(std::accumulate(outcome.totals.money.begin(), outcome.totals.money.end(), 0.0) == 0);
  CHECK(outcome.totals.teu_km == 0);
}

TEST_CASE("boxes for which a ship has no room take the next one like it") {
  // 150 a week for two ships of 100, a day apart: the first is booked up, and the others wait for the second.
  River river;
  auto const monday = river.service("monday", river.ship, 168, 1, {river.upper, river.lower}, {river.reach});
  auto const tuesday = river.service("tuesday", river.ship, 168, 1, {river.upper, river.lower}, {river.reach});
  river.world.services[tuesday].schedule = world::Regular{hours(168), hours(24)};
  river.boxes(150 * 365 / 7.0, demand::Pattern::regular);
  auto const outcome = river.run();
  CHECK(outcome.services[monday].legs[0].teu_carried == Approx(100 * 51).epsilon(0.01));
  CHECK(outcome.services[tuesday].legs[0].teu_carried == Approx(50 * 52).epsilon(0.02));
  CHECK(outcome.services[monday].legs[0].left_behind == 0);
  CHECK(outcome.totals.boxes_inside <= 150);
}

TEST_CASE("a yard smaller than a ship's load takes it part by part") {
  // A box stays for a day, so no more than ten a day come through, whatever the ships bring.
  River river;
  auto const town = river.place("Town");
  river.road(river.down, town, 30);
  river.trucks(5);
  river.service("daily", river.ship, 24, 1, {river.upper, river.lower}, {river.reach});
  auto& port = river.world.terminals[river.lower];
  port.dwell = demand::Distribution<Duration>::fixed(hours(24));
  port.yard_teu = 10;
  auto const id = river.boxes(365 * 50, demand::Pattern::regular);
  river.world.flows[id].destination = town;
  auto const outcome = river.run();
  CHECK(outcome.terminals[river.lower].yard_max_teu <= 10);
  CHECK(outcome.totals.boxes_out <= 10 * 364);
  CHECK(outcome.totals.boxes_out > 9 * 364);
}

namespace {

/// The sketch's ships burn so much a day, at sea and while they wait.
void burn(River& river, double at_sea, double waiting) {
  auto& ship = river.world.vehicle_classes[river.ship];
  ship.fuel = river.world.fuels.add({Sketch::named("diesel"), "t", 7000, 3200, "assumption"});
  ship.fuel_per_day = at_sea;
  ship.fuel_per_day_in_port = waiting;
  ship.light_fuel_share = 1;
}

}  // namespace

TEST_CASE("a ship that waits for a closed reach burns what it burns in port") {
  // One leaves every midnight; those of ten days wait for 10, 9 ... 1 days.
  River river;
  burn(river, 0, 1);
  auto const daily = river.service("daily", river.ship, 24, 1, {river.upper, river.lower}, {river.reach});
  river.world.disruptions.push_back(
      {Sketch::named("flood"), river.reach, 0, std::vector{world::Disruption::Window{at_days(100), at_days(110)}}});
  CHECK(river.run().services[daily].fuel == Approx(55));
}

TEST_CASE("a ship that still waits at the end has burnt its fuel, too") {
  River river;
  burn(river, 0, 1);
  auto const once = river.service("once", river.ship, 24 * 400, 1, {river.upper, river.lower}, {river.reach});
  river.world.services[once].schedule = world::Regular{days(400), days(64)};
  river.world.disruptions.push_back(
      {Sketch::named("shut"), river.lower, 0, std::vector{world::Disruption::Window{Time{}, at_days(364)}}});
  CHECK(river.run().services[once].fuel == Approx(300 - 10 / 24.0));
}

TEST_CASE("a storm holds up a ship that is under way, and slower water burns less") {
  // Ten hours on the way. Closed from 4 h to 10 h: six hours lost. At half speed for as long: of its ten hours' fuel it
  // burns four, a quarter of three, and three.
  River river;
  burn(river, 2.4, 0);  // 1 t for ten hours
  auto const once = river.service("once", river.ship, 24 * 400, 1, {river.upper, river.lower}, {river.reach});
  river.boxes(1000);
  Time const sails = at_days(30);
  river.world.services[once].schedule = world::Regular{days(400), days(30)};
  river.world.disruptions.push_back({Sketch::named("storm"), river.reach, 0,
                                     std::vector{world::Disruption::Window{sails + hours(4), sails + hours(10)}}});
  auto const held = river.run();
  CHECK(held.links[river.reach].queue.wait_hours.max == Approx(6));
  CHECK(held.totals.hours[Cause::waiting_for_path] == Approx(6 * held.services[once].boxes));
  CHECK(held.totals.hours[Cause::moving] == Approx(10 * held.services[once].boxes));
  CHECK(held.services[once].fuel == Approx(1));

  river.world.disruptions[0].share = 0.5;
  auto const slowed = river.run();
  CHECK(slowed.totals.hours[Cause::moving] == Approx(13 * slowed.services[once].boxes));
  CHECK(slowed.services[once].fuel == Approx(0.775));
}

TEST_CASE("of three trains that come to a line together two wait, one headway and two") {
  River river;
  auto const line = river.rails(river.up, river.down, 100);
  river.world.links[line].headway = hours(6);
  auto const from = river.terminal(river.up, world::TerminalKind::rail);
  auto const to = river.terminal(river.down, world::TerminalKind::rail);
  for (char const* const code : {"first", "second", "third"})
    river.service(code, river.train, 24, 1, {from, to}, {line});
  for (auto const id : {from, to}) {
    river.world.terminals[id].berths = 3;
    river.world.terminals[id].cranes = 1;
    river.world.terminals[id].moves_per_crane_hour = 1e6;
  }
  auto const outcome = river.run();
  auto const& queue = outcome.links[line].queue;
  CHECK(queue.max_length == 2);
  CHECK(queue.mean_length == Approx((6 + 12) / 24.0));
  REQUIRE_FALSE(queue.length_by_week.empty());
  for (double const length : queue.length_by_week) CHECK(length == 0.75);  // they come every day
  CHECK(queue.wait_hours.max == Approx(12));
}
