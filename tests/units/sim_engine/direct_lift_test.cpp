#include <catch2/catch.hpp>
#include <cmath>

#include "tests/units/sim_engine/event_log.hpp"
#include "tests/units/sim_engine/told.hpp"
#include "tests/units/sim_itineraries/sketch.hpp"

using namespace tongzhou;
using ledger::Cause;
using ledger::Expense;

namespace {

/// A ship leaves A at hour 100 with the boxes of 88 hours, one an hour, and is at B from 110 on; trains leave B for C
/// each day. Where they stand boxes may go straight from one to the other: 20 an hour, as many as the crane lifts.
struct Port : itineraries::Sketch {
  world::PlaceId a = place("A"), b = place("B"), c = place("C");
  world::TerminalId quay_a = equipped(a, "A/quay"), quay_b = equipped(b, "B/quay"),
                    rail_b = equipped(b, "B/rail", world::TerminalKind::rail),
                    rail_c = equipped(c, "C/rail", world::TerminalKind::rail);
  world::TransferId across = transfer(quay_b, rail_b, 1, 50);
  world::ServiceId boat = once("boat", ship, quay_a, quay_b, river(a, b, 200), hours(10));
  world::ServiceId block = daily("block", train, rail_b, rail_c, rails(b, c, 500), hours(10), hours(116));
  world::FlowId boxes = hourly(a, c);
  EventLog log;

  Port() {
    world.start = {2025, 1, 1};
    world.length = days(30);
    world.vehicle_classes[train].teu = 100;
    world.transfers[across].direct_lift = world::DirectLift{.cost_per_box = 70, .between = minutes(3)};
  }
  world::TerminalId equipped(world::PlaceId at, char const* code,
                             world::TerminalKind kind = world::TerminalKind::quay) {
    auto const id = terminal(at, kind);
    auto& made = world.terminals[id];
    made.name = named(code);
    made.berths = 2;
    made.cranes = 2;
    made.moves_per_crane_hour = 20;
    made.handling_per_20ft = 100;
    return id;
  }
  world::ServiceId once(char const* code, world::VehicleClassId by, world::TerminalId from, world::TerminalId to,
                        world::LinkId way, Duration takes) {
    return daily(code, by, from, to, way, takes, hours(100), hours(10'000));
  }
  /// They come twelve hours before they leave.
  world::ServiceId daily(char const* code, world::VehicleClassId by, world::TerminalId from, world::TerminalId to,
                         world::LinkId way, Duration takes, Duration first, Duration headway = hours(24)) {
    auto const id = service(code, by, 24, 0, {from, to}, {way});
    auto& made = world.services[id];
    made.schedule = world::Regular{headway, first};
    made.cut_off = hours(12);
    made.stops[0].departs = {};
    made.stops[1].arrives = takes;
    return id;
  }
  world::FlowId hourly(world::PlaceId from, world::PlaceId to) {
    auto const id = flow(from, to);
    world.flows[id].name = named(world.places[from].name.code + " to " + world.places[to].name.code);
    world.flows[id].boxes_per_year = 8760;
    world.flows[id].pattern = demand::Pattern::regular;
    return id;
  }
  outcome::Outcome run() { return told(world, 0, &log); }
};

double lifts(outcome::Outcome const& outcome, world::TerminalId terminal) {
  return outcome.terminals[terminal].direct_lifts;
}

}  // namespace

TEST_CASE("what a train that stands beside its ship takes goes aboard as it comes off, by one lift") {
  Port port;
  auto const outcome = port.run();
  double const boxes = outcome.services[port.boat].boxes;
  CHECK(boxes == 88);
  CHECK(lifts(outcome, port.quay_b) == boxes);
  CHECK(lifts(outcome, port.rail_b) == boxes);
  CHECK(outcome.terminals[port.quay_b].moves == boxes);
  CHECK(outcome.terminals[port.rail_b].moves == 0);
  CHECK(outcome.totals.money[Expense::transfer] == 0);
  // A move at A and one at C; the lift in place of those at B.
  CHECK(outcome.totals.money[Expense::handling] == Approx(boxes * (100 + 70 + 100)));
  CHECK(port.log.loaded[port.rail_b] == port.log.discharged[port.quay_b]);
  CHECK(port.log.departures[port.rail_b].front() == Approx(116));
}

TEST_CASE("a box that has booked a later train leaves room for those that have booked the one that stands there") {
  // Of 100 TEU on each train boxes of B have booked 80.
  Port port;
  port.world.services[port.block].schedule = world::Regular{hours(24), hours(20)};
  auto const here = port.hourly(port.b, port.c);
  port.world.flows[here].boxes_per_year = 8760 * 80.0 / 24;
  auto const outcome = port.run();
  CHECK(lifts(outcome, port.quay_b) <= 21);
  CHECK(lifts(outcome, port.quay_b) >= 19);
}

TEST_CASE("two ships that are worked at once share the wagons that can be placed in an hour") {
  Port port;
  auto const second = port.once("second", port.ship, port.quay_a, port.quay_b, world::LinkId{0}, hours(10));
  for (auto const id : {port.boat, second}) port.world.vehicle_classes[port.world.services[id].vehicle].teu = 44;
  port.world.transfers[port.across].direct_lift->between = minutes(6);
  auto const outcome = port.run();
  // Each has 44 boxes, which its crane lifts in 2.2 hours; 10 an hour for both of them, and the last part is one of
  // twelve minutes.
  CHECK(outcome.services[port.boat].boxes == 44);
  CHECK(outcome.services[second].boxes == 44);
  CHECK(lifts(outcome, port.quay_b) >= 20);
  CHECK(lifts(outcome, port.quay_b) <= 30);
}

TEST_CASE("a train that leaves when it is full leaves when boxes lifted straight have filled it") {
  Port port;
  port.world.vehicle_classes[port.train].teu = 20;
  auto& block = port.world.services[port.block];
  block.schedule = world::WhenFull{};
  block.cut_off = {};
  auto const outcome = port.run();
  CHECK(lifts(outcome, port.quay_b) >= 20);
  CHECK(port.log.departures[port.rail_b].front() == Approx(111));
}

TEST_CASE("boxes too heavy for the train that has room for them go by the yard") {
  Port port;
  port.world.vehicle_classes[port.train].deadweight = tonnes(400);  // forty boxes
  auto const outcome = port.run();
  CHECK(lifts(outcome, port.quay_b) == 40);
  CHECK(outcome.totals.money[Expense::transfer] == Approx(48 * 50));
}

TEST_CASE("a ship that finds no room in the yard is rid of what goes straight to a train") {
  Port port;
  port.world.terminals[port.quay_b].yard_teu = 1;
  auto const outcome = port.run();
  CHECK(lifts(outcome, port.quay_b) == 88);
  CHECK(outcome.terminals[port.quay_b].yard_blocked_hours == 0);
}

TEST_CASE("boxes go straight while both ends are worked for a year, by chance and in both directions: the books hold") {
  Port port;
  port.world.length = days(364);
  port.world.warm_up = days(28);
  auto const back = port.transfer(port.rail_b, port.quay_b, 1, 50);
  port.world.transfers[back].direct_lift = port.world.transfers[port.across].direct_lift;
  auto const daily = [&](world::ServiceId id, Duration first) {
    port.world.services[id].schedule = world::Regular{hours(24), first};
    port.world.services[id].cut_off = hours(6);
  };
  daily(port.boat, hours(4));
  daily(port.block, hours(20));
  daily(port.once("boat back", port.ship, port.quay_b, port.quay_a, world::LinkId{0}, hours(10)), hours(18));
  daily(port.once("block back", port.train, port.rail_c, port.rail_b, world::LinkId{1}, hours(10)), hours(3));
  port.hourly(port.c, port.a);
  for (auto& flow : port.world.flows) flow.pattern = demand::Pattern::poisson;
  port.world.terminals[port.quay_b].yard_teu = 60;
  for (auto const kind : {port.ship, port.train}) port.world.vehicle_classes[kind].teu = 30;
  auto const outcome = told(port.world);
  CHECK(lifts(outcome, port.quay_b) > 1000);
  CHECK(lifts(outcome, port.quay_b) == lifts(outcome, port.rail_b));
  CHECK(outcome.totals.boxes_out > 15'000);
}
