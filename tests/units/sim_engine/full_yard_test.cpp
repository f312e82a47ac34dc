#include <algorithm>
#include <catch2/catch.hpp>
#include <cstddef>

#include "tests/units/sim_engine/event_log.hpp"
#include "tests/units/sim_engine/told.hpp"
#include "tests/units/sim_itineraries/sketch.hpp"

using namespace tongzhou;
using demand::Distribution;
using ledger::Cause;

namespace {

/// Boxes of a town, one TEU each and four a day, come by road, half an hour away, into a yard of ten TEU. A ship
/// fetches all that is there every four days.
struct Yard : itineraries::Sketch {
  world::PlaceId town = place("Town"), a = place("A"), b = place("B");
  world::TerminalId quay = terminal(a), far = terminal(b);
  EventLog log;
  world::FlowId boxes = flow(town, b);

  Yard() {
    world.start = {2025, 1, 1};
    world.length = hours(100);
    for (auto& at : world.terminals) {
      at.berths = 1;
      at.cranes = 1;
      at.moves_per_crane_hour = 1e6;
    }
    road(town, a, 30);
    trucks(0);
    auto const way = river(a, b, 20);
    service("every four days", ship, 96, 0, {quay, far}, {way});
    world.services[world::ServiceId{0}].stops[0].departs = {};
    world.flows[boxes].boxes_per_year = 4 * 365;
    world.flows[boxes].pattern = demand::Pattern::regular;
    yard().yard_teu = 10;
    yard().full_yard_holds_trucks = true;
  }
  world::Terminal& yard() { return world.terminals[quay]; }
  outcome::Outcome run() { return told(world, 0, &log); }
};

}  // namespace

TEST_CASE("a full yard holds the next truck at its gate and all boxes after it where they set out") {
  // The ship takes ten boxes at 96:00; at the next look into the yard, a quarter of an hour later, the truck goes in,
  // which had come half an hour after its box was there, and those that stayed at home set out.
  Yard yard;
  auto const outcome = yard.run();
  constexpr double freed = 96.25;
  REQUIRE(yard.log.births.size() > 14);
  double at_origin = 0;
  for (std::size_t box = 11; box < yard.log.births.size(); ++box)
    at_origin += std::max(0.0, freed - yard.log.births[box]);
  auto const& port = outcome.terminals[yard.quay];
  CHECK(port.yard_max_teu == 10);
  CHECK(port.trucks_held_hours == Approx(freed - (yard.log.births[10] + 0.5)));
  CHECK(port.held_at_origin_hours == Approx(at_origin));
  CHECK(outcome.totals.hours[Cause::waiting_for_yard] == Approx(port.trucks_held_hours + port.held_at_origin_hours));
}

TEST_CASE("boxes that a full yard keeps at home give up when they have waited long enough") {
  // Sixteen boxes come between two ships and the yard has room for ten, so that six more stay at home each time, from
  // the third or fourth of twenty on; who has waited eight days at a midnight is given up, and its container goes back
  // to the depot.
  Yard yard;
  yard.world.flows[yard.boxes].bears.gives_up_after = days(8);
  yard.world.length = days(80);
  auto const pool = yard.world.empties.pools.add({yard.town, yard.dry, "line", world::Regime::domestic, 1000, 0});
  auto const outcome = yard.run();
  auto const& lost = outcome.flows[yard.boxes].lost;
  CAPTURE(lost.boxes_stayed_away, lost.boxes_given_up, outcome.totals.boxes_inside, outcome.totals.boxes_out);
  CHECK(lost.boxes_given_up == Approx(6 * 16).margin(12));
  CHECK(outcome.totals.boxes_inside <= 11 + 9 * 4);
  CHECK(outcome.empties[pool.value()].given_back == Approx(lost.boxes_given_up).margin(8));
}

TEST_CASE("a yard that holds nobody takes what comes by truck, however full it is") {
  Yard yard;
  yard.yard().full_yard_holds_trucks = false;
  auto const outcome = yard.run();
  CHECK(outcome.terminals[yard.quay].yard_max_teu > 10);
  CHECK(outcome.totals.hours[Cause::waiting_for_yard] == 0);
}

TEST_CASE("trucks that are let in one after another through a slow gate never overfill the yard") {
  Yard yard;
  yard.yard().gate = {.lanes = 1, .per_truck = Distribution<Duration>::fixed(minutes(10))};
  yard.world.flows[yard.boxes].pattern = demand::Pattern::batch;
  yard.world.flows[yard.boxes].batch = Distribution<double>::fixed(25);
  yard.world.flows[yard.boxes].boxes_per_year = 10 * 365;
  yard.world.length = days(40);
  auto const outcome = yard.run();
  auto const& port = outcome.terminals[yard.quay];
  CHECK(port.trucks_held_hours > 100);
  CHECK(port.yard_max_teu <= 10);
  CHECK(outcome.totals.boxes_out > 80);  // ten with each ship, and no more
}
