#include <catch2/catch.hpp>

#include "sim/engine/slot_book.hpp"
#include "tests/units/sim_engine/told.hpp"
#include "tests/units/sim_itineraries/sketch.hpp"

using namespace tongzhou;
using demand::Distribution;
using engine::SlotBook;
using itineraries::Sketch;
using ledger::Cause;

namespace {

/// Boxes of a town go by truck, an hour's drive, through the gate of a port where a ship takes them every day: 24 at
/// once, now and then.
struct Port : Sketch {
  world::PlaceId town = place("Town"), port = place("Port"), abroad = place("Abroad");
  world::TerminalId quay = terminal(port), far = terminal(abroad);
  world::FlowId boxes = flow(town, abroad);

  Port() {
    world.start = {2025, 1, 1};
    world.length = days(200);
    for (auto& at : world.terminals) {
      at.berths = 1;
      at.cranes = 1;
      at.moves_per_crane_hour = 1e6;
    }
    road(town, port, 60);
    trucks(1);
    service("daily", ship, 24, 0, {quay, far}, {river(port, abroad, 20)});
    world.flows[boxes].pattern = demand::Pattern::batch;
    world.flows[boxes].batch = Distribution<double>::fixed(24);
    world.flows[boxes].boxes_per_year = 24 * 20;
    gate() = {.lanes = 1, .per_truck = Distribution<Duration>::fixed(minutes(5))};
  }
  world::Gate& gate() { return world.terminals[quay].gate; }
};

}  // namespace

TEST_CASE("a slot is taken once: who wants a taken one gets the next that is free") {
  SlotBook book{minutes(5), {}};
  CHECK(book.take(at_hours(8)) == at_hours(8));
  CHECK(book.take(at_hours(8)) == at_hours(8) + minutes(5));
  CHECK(book.take(at_hours(8) + minutes(10)) == at_hours(8) + minutes(10));
  CHECK(book.take(at_hours(7) + minutes(58)) == at_hours(8) + minutes(15));
  CHECK(book.take(at_hours(7) + minutes(51)) == at_hours(7) + minutes(55));
}

TEST_CASE("no slot lies outside the hours of a gate") {
  SlotBook book{minutes(30), world::OpeningHours::daily(8, 9)};
  CHECK(book.take(at_hours(3)) == at_hours(8));
  CHECK(book.take(at_hours(3)) == at_hours(8.5));
  CHECK(book.take(at_hours(3)) == at_hours(24 + 8));
}

TEST_CASE("slots begin when the gate opens, one a day at least, and none lies on a day on which it is closed") {
  SlotBook quarter_past{hours(1), world::OpeningHours::daily(8.25, 8.75)};
  CHECK(quarter_past.take({}) == at_hours(8.25));
  CHECK(quarter_past.take({}) == at_hours(24 + 8.25));
  SlotBook rare{hours(100), world::OpeningHours::daily(9, 10)};
  CHECK(rare.take(at_hours(9.5)) == at_hours(24 + 9));
  // A run that begins on a Monday, open on Mondays alone.
  SlotBook mondays{hours(12), {0, 24, {true, false, false, false, false, false, false}, 0, {}}};
  CHECK(mondays.take({}) == Time{});
  CHECK(mondays.take({}) == at_hours(12));
  CHECK(mondays.take({}) == Time{days(7)});
  CHECK(mondays.take(at_hours(30)) == Time{days(7)} + hours(12));
}

namespace {

/// On the mean, of boxes for their slots; a moment more or less for what is rounded.
void check_waits(outcome::TerminalOutcome const& gate, double least_minutes, double most_minutes) {
  REQUIRE(gate.appointment.wait_hours.count >= 200);
  CHECK(gate.appointment.wait_hours.mean >= least_minutes / 60 - 0.001);
  CHECK(gate.appointment.wait_hours.mean <= most_minutes / 60 + 0.001);
  CHECK(gate.gate.wait_hours.max < 1e-6);
}

}  // namespace

TEST_CASE("twelve slots an hour: of 24 boxes at once the last waits nearly two hours, at home and not at the gate") {
  Port port;
  port.gate().appointments = world::Appointments{.slots_per_hour = 12};
  auto const outcome = told(port.world);
  auto const& gate = outcome.terminals[port.quay];
  check_waits(gate, 57.5, 62.5);  // 0 to 23 times five minutes, and up to five until the first
  CHECK(gate.slots_booked == static_cast<double>(gate.appointment.wait_hours.count));
  CHECK(outcome.totals.hours[Cause::waiting_for_appointment] == Approx(gate.appointment.box_hours_lost));
}

namespace {

/// Two boxes on each truck: a dozen trucks at once.
Port by_twos() {
  Port port;
  port.world.vehicle_classes[port.truck].teu = 2;
  port.world.trucking->paired_share = 1;
  return port;
}

}  // namespace

TEST_CASE("two boxes on a truck take one slot: of a dozen trucks at once the last waits nearly an hour") {
  auto port = by_twos();
  port.gate().appointments = world::Appointments{.slots_per_hour = 12};
  auto const outcome = told(port.world);
  auto const& gate = outcome.terminals[port.quay];
  check_waits(gate, 27.5, 32.5);  // 0 to 11 times five minutes, and up to five until the first
  CHECK(2 * gate.slots_booked == static_cast<double>(gate.appointment.wait_hours.count));
}

namespace {

/// Boxes come by a ship every day and are fetched at their slots, by trucks with room for two.
Port fetched_by_truck() {
  Port port;
  port.service("back", port.ship, 24, 0, {port.far, port.quay}, {port.river(port.abroad, port.port, 20)});
  std::swap(port.world.flows[port.boxes].origin, port.world.flows[port.boxes].destination);
  port.world.vehicle_classes[port.truck].teu = 2;
  port.gate().appointments = world::Appointments{.slots_per_hour = 12};
  return port;
}

}  // namespace

TEST_CASE("boxes that are fetched after days of their own wait no longer for a slot in pairs than alone") {
  auto port = fetched_by_truck();
  port.world.terminals[port.quay].dwell = Distribution<Duration>::uniform(days(0), days(3));
  auto const alone = told(port.world).terminals[port.quay].appointment;
  port.world.trucking->paired_share = 1;
  auto const in_pairs = told(port.world).terminals[port.quay].appointment;
  REQUIRE(in_pairs.wait_hours.count >= 200);
  CHECK(in_pairs.wait_hours.mean <= alone.wait_hours.mean);
  CHECK(in_pairs.wait_hours.max <= alone.wait_hours.max);
}

TEST_CASE("a truck fetches two boxes of one flow, whoever else is fetched between them") {
  // A day's ship brings six boxes of each of two flows, in turn: six trucks at once.
  auto port = fetched_by_truck();
  port.world.trucking->paired_share = 1;
  port.world.flows[port.boxes].pattern = demand::Pattern::regular;
  port.world.flows[port.boxes].boxes_per_year = 365 * 6;
  port.world.flows.add(world::Flow{port.world.flows[port.boxes]});
  auto const gate = told(port.world).terminals[port.quay].appointment;
  REQUIRE(gate.wait_hours.count >= 2000);
  // 0 to 5 times five minutes, and up to five until the first.
  CHECK(gate.wait_hours.mean <= 17.5 / 60 + 0.001);
}

TEST_CASE("two boxes on a truck take one lane, and both wait for it") {
  auto const port = by_twos();
  auto const outcome = told(port.world);
  auto const& queue = outcome.terminals[port.quay].gate;
  CHECK(2 * static_cast<double>(queue.wait_hours.count) == outcome.totals.boxes_in);
  CHECK(queue.wait_hours.mean == Approx(27.5 / 60));
  CHECK(queue.box_hours_lost == Approx(outcome.totals.boxes_in * 27.5 / 60));
}

TEST_CASE("without appointments the same trucks queue on the road to the gate, and these are hours of trucks") {
  // 23 x 5 / 2 minutes in the queue and 5 in the lane, each.
  Port port;
  port.world.trucking->at_gates = world::AtGates{.cost_per_hour = 60, .fuel_per_hour = 0};
  auto const outcome = told(port.world);
  auto const boxes = outcome.totals.boxes_in;
  REQUIRE(boxes >= 200);
  CHECK(outcome.terminals[port.quay].gate.wait_hours.mean == Approx(57.5 / 60));
  CHECK(outcome.trucking.hours_at_gates == Approx(boxes * 62.5 / 60));
  CHECK(outcome.trucking.hours == Approx(boxes * (2 + 62.5 / 60)));
  CHECK(outcome.trucking.vehicle_time == Approx(boxes * 62.5));
}

TEST_CASE("hours at gates are no hours of trucks where nobody says so") {
  Port port;
  auto const outcome = told(port.world);
  CHECK(outcome.trucking.hours == Approx(outcome.totals.boxes_in * 2));
}

TEST_CASE("with half of the slots missed boxes book twice on the mean") {
  Port port;
  port.gate().appointments = world::Appointments{.slots_per_hour = 12, .no_show_share = 0.5};
  auto const outcome = told(port.world);
  auto const& gate = outcome.terminals[port.quay];
  CHECK(gate.slots_missed == Approx(gate.slots_booked).epsilon(0.15));
  CHECK(gate.appointment.wait_hours.mean > 1.5 * 57.5 / 60);
}

namespace {

/// A box every four hours, slots on the hour; the only road is closed for an evening, which nobody knew of: whoever
/// sets out for it at 19:00 to 22:00, and one does, comes at midnight.
Port late_for_its_slot() {
  Port port;
  port.world.flows[port.boxes].pattern = demand::Pattern::regular;
  port.world.flows[port.boxes].boxes_per_year = 365 * 6;
  port.world.length = days(2);
  port.world.disruptions.push_back({.name = Sketch::named("slide"),
                                    .target = world::LinkId{0},
                                    .share = 0,
                                    .when = std::vector<world::Disruption::Window>{{at_hours(18.5), at_hours(23)}},
                                    .announced_before = Duration{}});
  return port;
}

}  // namespace

TEST_CASE("who comes later than a gate allows has lost his slot, and is let in at another") {
  auto port = late_for_its_slot();
  port.gate().appointments = world::Appointments{.slots_per_hour = 1, .late = minutes(30)};
  auto const strict = told(port.world).terminals[port.quay];
  port.gate().appointments->late = Duration::unlimited();
  auto const lenient = told(port.world).terminals[port.quay];
  CHECK(strict.slots_missed == 1);
  CHECK(lenient.slots_missed == 0);
  CHECK(strict.slots_booked == lenient.slots_booked);
}
