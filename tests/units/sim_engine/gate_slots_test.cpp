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

auto const always = [](Time at) { return at; };

/// Boxes of a town go by truck, an hour's drive, through the gate of an inland depot: 24 at once, now and then.
struct Depot : Sketch {
  world::PlaceId town = place("Town"), inland = place("Depot");
  world::TerminalId yard = terminal(inland, world::TerminalKind::yard);
  world::FlowId boxes = flow(town, inland);

  Depot() {
    world.start = {2025, 1, 1};
    world.length = days(200);
    road(town, inland, 60);
    trucks(1);
    world.flows[boxes].pattern = demand::Pattern::batch;
    world.flows[boxes].batch = Distribution<double>::fixed(24);
    world.flows[boxes].boxes_per_year = 24 * 20;
    gate() = {.lanes = 1, .per_truck = Distribution<Duration>::fixed(minutes(5))};
  }
  world::Gate& gate() { return world.terminals[yard].gate; }
};

}  // namespace

TEST_CASE("a slot is taken once: who wants a taken one gets the next that is free") {
  SlotBook book{minutes(5)};
  CHECK(book.take(at_hours(8), always) == at_hours(8));
  CHECK(book.take(at_hours(8), always) == at_hours(8) + minutes(5));
  CHECK(book.take(at_hours(8) + minutes(10), always) == at_hours(8) + minutes(10));
  CHECK(book.take(at_hours(7) + minutes(58), always) == at_hours(8) + minutes(15));
  CHECK(book.take(at_hours(7) + minutes(51), always) == at_hours(7) + minutes(55));
}

TEST_CASE("no slot lies outside the hours of a gate") {
  SlotBook book{minutes(30)};
  auto const hours_of_day = world::OpeningHours::daily(8, 9);
  auto const opens = [&](Time at) { return hours_of_day.open_from(at); };
  CHECK(book.take(at_hours(3), opens) == at_hours(8));
  CHECK(book.take(at_hours(3), opens) == at_hours(8.5));
  CHECK(book.take(at_hours(3), opens) == at_hours(24 + 8));
}

TEST_CASE("twelve slots an hour: of 24 boxes at once the last waits nearly two hours, at home and not at the gate") {
  Depot depot;
  depot.gate().appointments = world::Appointments{.slots_per_hour = 12};
  auto const outcome = told(depot.world);
  auto const& gate = outcome.terminals[depot.yard];
  REQUIRE(gate.appointment.wait_hours.count >= 240);
  // 0 to 23 times five minutes, and up to five until the first.
  CHECK(gate.appointment.wait_hours.mean >= 57.5 / 60 - 0.001);
  CHECK(gate.appointment.wait_hours.mean <= 62.5 / 60 + 0.001);
  CHECK(gate.gate.wait_hours.max < 1e-6);
  CHECK(gate.slots_booked == static_cast<double>(gate.appointment.wait_hours.count));
  CHECK(outcome.totals.hours[Cause::waiting_for_appointment] == Approx(gate.appointment.box_hours_lost));
}

TEST_CASE("without appointments the same trucks queue on the road to the gate, and these are hours of trucks") {
  // 23 x 5 / 2 minutes in the queue and 5 in the lane, each.
  Depot depot;
  depot.world.trucking->at_gates = world::AtGates{.cost_per_hour = 60, .fuel_per_hour = 0};
  auto const outcome = told(depot.world);
  auto const boxes = outcome.totals.boxes_out;
  REQUIRE(boxes >= 240);
  CHECK(outcome.terminals[depot.yard].gate.wait_hours.mean == Approx(57.5 / 60));
  CHECK(outcome.trucking.hours_at_gates == Approx(boxes * 62.5 / 60));
  CHECK(outcome.trucking.hours == Approx(boxes * (2 + 62.5 / 60)));
  CHECK(outcome.trucking.vehicle_time == Approx(boxes * 62.5));
}

TEST_CASE("hours at gates are no hours of trucks where nobody says so") {
  Depot depot;
  auto const outcome = told(depot.world);
  CHECK(outcome.trucking.hours == Approx(outcome.totals.boxes_out * 2));
}

TEST_CASE("with half of the slots missed boxes book twice on the mean") {
  Depot depot;
  depot.gate().appointments = world::Appointments{.slots_per_hour = 12, .no_show_share = 0.5};
  auto const outcome = told(depot.world);
  auto const& gate = outcome.terminals[depot.yard];
  CHECK(gate.slots_missed == Approx(gate.slots_booked).epsilon(0.15));
  CHECK(gate.appointment.wait_hours.mean > 1.5 * 57.5 / 60);
}

namespace {

/// The truck of each box finds the only road closed for three hours that nobody knew of.
Depot late_for_its_slot() {
  Depot depot;
  depot.world.flows[depot.boxes].pattern = demand::Pattern::regular;
  depot.world.flows[depot.boxes].boxes_per_year = 365 * 6;
  depot.world.length = days(2);
  depot.world.disruptions.push_back({.name = Sketch::named("slide"),
                                     .target = world::LinkId{0},
                                     .share = 0,
                                     .when = std::vector<world::Disruption::Window>{{at_hours(20), at_hours(23)}},
                                     .announced_before = Duration{}});
  return depot;
}

}  // namespace

TEST_CASE("who comes later than a gate allows has lost his slot, and is let in at another") {
  auto depot = late_for_its_slot();
  depot.gate().appointments = world::Appointments{.slots_per_hour = 1, .late = minutes(30)};
  auto const strict = told(depot.world).terminals[depot.yard];
  depot.gate().appointments->late = Duration::unlimited();
  auto const lenient = told(depot.world).terminals[depot.yard];
  CHECK(strict.slots_missed >= 1);
  CHECK(lenient.slots_missed == 0);
  CHECK(strict.gate.wait_hours.max > lenient.gate.wait_hours.max);
}
