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
  return outcome.totals.hours[static_cast<std::size_t>(cause)] / outcome.totals.boxes_out;
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
  river.world.links[river.reach].depth.fill(2);  // half of the range
  river.service("daily", river.ship, 24, 1, {river.upper, river.lower}, {river.reach});
  river.boxes(365 * 80, demand::Pattern::regular);
  auto const outcome = river.run();
  auto const& leg = outcome.services[world::ServiceId{0}].legs[0];
  CHECK(leg.teu_carried / leg.sailings == Approx(50).epsilon(0.02));
  CHECK(leg.payload_limited > 300);
}

TEST_CASE("a train that leaves when full leaves at once when it is") {
  River river;
  auto const id = river.service("shuttle", river.ship, 24, 1, {river.upper, river.lower}, {river.reach});
  river.world.services[id].schedule = world::WhenFull{0.5, days(3)};
  river.boxes(365 * 100, demand::Pattern::regular);
  auto const outcome = river.run();
  auto const& leg = outcome.services[id].legs[0];
  CHECK(leg.sailings == Approx(728).epsilon(0.08));  // 50 boxes twice a day, seen within the hour
}

TEST_CASE("when too few boxes come, the train that leaves when full leaves after its longest wait") {
  River river;
  auto const id = river.service("shuttle", river.ship, 24, 1, {river.upper, river.lower}, {river.reach});
  river.world.services[id].schedule = world::WhenFull{1, days(2)};
  river.boxes(365);
  CHECK(river.run().services[id].legs[0].sailings == Approx(182).epsilon(0.02));
}

TEST_CASE("a second ship waits until the only berth is free, and its boxes wait with it") {
  // Both call at the lower port at the same time and stay six hours; the second waits six.
  River river;
  for (char const* const code : {"first", "second"}) {
    auto const id = river.service(code, river.ship, 24, 1, {river.upper, river.lower}, {river.reach});
    river.world.services[id].stops[1].port_time = demand::Distribution::fixed(6 * 3600);
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
  port.dwell = demand::Distribution::fixed(30 * 3600);
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
  gate.per_truck = demand::Distribution::fixed(360);
  auto const id = river.boxes(3650, demand::Pattern::batch);
  river.world.flows[id].batch = demand::Distribution::fixed(10);
  auto const outcome = river.run();
  CHECK(outcome.terminals[river.upper].gate.wait_hours.mean == Approx(27 / 60.0).epsilon(0.1));
}

TEST_CASE("a closed link holds up whoever comes to it") {
  River river;
  river.service("daily", river.ship, 24, 1, {river.upper, river.lower}, {river.reach});
  river.boxes(365 * 20);
  river.world.disruptions.push_back({Sketch::named("flood"), river.reach, 0,
                                     std::vector{world::Disruption::Window{at_days(100), at_days(110)}}});
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

TEST_CASE("a box that has waited too long takes another way") {
  River river;
  auto const town = river.place("Elsewhere");
  (void)town;
  auto const slow = river.service("cheap", river.ship, 24 * 400, 1, {river.upper, river.lower}, {river.reach});
  river.service("dear", river.ship, 24, 5, {river.upper, river.lower}, {river.reach});
  river.world.services[slow].schedule = world::Regular{days(400), days(390)};
  river.world.policy.replan_after = days(5);
  river.boxes(1000);
  auto const outcome = river.run();
  CHECK(outcome.totals.boxes_replanned > 900);
  CHECK(mean_hours(outcome, Cause::waiting_for_sailing) == Approx(5.5 * 24 + 12).epsilon(0.1));
}

TEST_CASE("ships through a lock of one chamber go one filling after another") {
  // Two ships arrive together, each fills the chamber: the second waits for one lockage.
  River river;
  auto const stairs = river.place("Stairs");
  world::Chamber chamber;
  chamber.length = metres(100);
  chamber.width = metres(20);
  chamber.lockage = demand::Distribution::fixed(3600);
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
  CHECK(outcome.locks[lock].queue.wait_hours.max == Approx(1.5));   // behind one that also had to turn back
  CHECK(outcome.locks[lock].ships == Approx(2 * 364).margin(2));
  CHECK(outcome.locks[lock].lockages == outcome.locks[lock].ships);
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
  CHECK(outcome.totals.kg_co2e[static_cast<std::size_t>(ledger::Source::sailing)] == Approx(300 * 3200).epsilon(0.01));
}
