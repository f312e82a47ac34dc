#include <catch2/catch.hpp>

#include "tests/units/sim_engine/told.hpp"
#include "tests/units/sim_itineraries/sketch.hpp"

using namespace tongzhou;
using itineraries::Sketch;
using ledger::Cause;
using ledger::Expense;

namespace {

/// A shipper at A, a consignee 600 km away at B, no depot at either: the nearest of A is 60 km away, that of B 30 km,
/// and one more 120 km from A. Trucks do 60 km/h for 10 and 1 a km. Twenty boxes, one a day.
struct Towns : Sketch {
  world::PlaceId a = place("A"), b = place("B"), near_a = place("Near A"), far = place("Far"), near_b = place("Near B");
  world::LinkId way = road(a, b, 600);
  world::EmptyPoolId at_far = pool(far, 100), at_near_a = pool(near_a, 100), at_near_b = pool(near_b, 0);
  world::FlowId boxes;

  Towns() {
    world.start = {2025, 1, 1};
    trucks(1, 10);
    road(far, a, 120);
    road(near_a, a, 60);
    road(b, near_b, 30);
    boxes = a_box_a_day(a, b);
    // Half a day after the last box sets out, which the first does at a moment of the first day that chance draws.
    auto const& facts = world.flows[boxes];
    demand::Stream const stream{world.seed, 0, "arrivals flow"};
    demand::Arrivals first{365, facts.season, facts.pattern, facts.batch, world.start, stream};
    world.length = (first.next().time + days(19) + hours(12)).since_start();
  }
  world::EmptyPoolId pool(world::PlaceId at, double stock) {
    return world.empties.pools.add({at, dry, "line", world::Regime::domestic, stock, 0});
  }
  world::FlowId a_box_a_day(world::PlaceId from, world::PlaceId to) {
    auto const id = flow(from, to);
    world.flows[id].boxes_per_year = 365;
    world.flows[id].pattern = demand::Pattern::regular;
    return id;
  }
  outcome::Outcome run() { return told(world); }
};

}  // namespace

TEST_CASE(
    "a box that starts at a market gets its empty from the nearest depot, by a truck that is hired, and goes home so") {
  // 1 h and 70 for the empty, 10 h and 610 for the box, half an hour and 40 for the way home; 690 km.
  Towns towns;
  auto const outcome = towns.run();
  CHECK(outcome.flows[towns.boxes].transit_hours.mean == Approx(11));
  CHECK(outcome.flows[towns.boxes].transit_hours.max == Approx(11));
  CHECK(outcome.totals.hours[Cause::drayage] == Approx(20 * 11));
  CHECK(outcome.totals.money[Expense::drayage] == Approx(20 * (70 + 610 + 40)));
  CHECK(outcome.trucking.boxes == 60);
  CHECK(outcome.trucking.box_km == Approx(20 * 690));
  CHECK(outcome.trucking.hours == Approx(2 * 20 * 11.5));
  // Empties weigh 2 t, the boxes 10, of which 8 are goods.
  CHECK(outcome.trucking.tonne_km == Approx(20 * 600 * 8));
  CHECK(outcome.trucking.gross_tonne_km == Approx(20 * (600 * 10 + 90 * 2)));
  CHECK(outcome.empties[towns.at_near_a.value()].taken == 20);
  CHECK(outcome.empties[towns.at_far.value()].taken == 0);
  CHECK(outcome.empties[towns.at_near_b.value()].given_back >= 18);
}

TEST_CASE("cargo at a market waits for the depot that serves it, though another has boxes") {
  Towns towns;
  towns.world.empties.pools[towns.at_near_a].stock = 0;
  auto const outcome = towns.run();
  CHECK(outcome.totals.boxes_out == 0);
  CHECK(outcome.totals.boxes_inside == 20);
  CHECK(outcome.totals.hours[Cause::waiting_for_empty] == Approx(outcome.totals.hours.sum()));
  CHECK(outcome.empties[towns.at_near_a.value()].waiting_at_end == 20);
  CHECK(outcome.totals.money[Expense::drayage] == 0);
}

TEST_CASE("a box that is used again in the street is not brought to its depot, and is at hand at once") {
  Towns towns;
  towns.world.empties.street_turn_share = 1;
  towns.world.empties.turn = demand::Distribution<Duration>::fixed(days(100));
  auto const outcome = towns.run();
  CHECK(outcome.trucking.box_km == Approx(20 * 660));
  CHECK(outcome.empties[towns.at_near_b.value()].given_back >= 18);
}

TEST_CASE("boxes go round: what one market has emptied fills the cargo of the other") {
  // Ten boxes at Near A; from B back to A as many as come, a day or two later each.
  Towns towns;
  towns.world.empties.pools[towns.at_near_a].stock = 10;
  auto const back = towns.a_box_a_day(towns.b, towns.a);
  auto const outcome = towns.run();
  CHECK(outcome.empties[towns.at_near_b.value()].taken >= 16);
  CHECK(outcome.flows[back].boxes_out >= 15);
  CHECK(outcome.flows[towns.boxes].boxes_out >= 18);
}

TEST_CASE("where no road leads to a depot of its kind, a box is always there") {
  auto const kind = GENERATE(0, 1);
  Towns towns;
  if (kind == 0) towns.world.flows[towns.boxes].box_owner = "lessor";
  if (kind == 1) towns.world.flows[towns.boxes].box = towns.forty;
  auto const outcome = towns.run();
  CHECK(outcome.flows[towns.boxes].boxes_out == 20);
  CHECK(outcome.trucking.box_km == Approx(20 * 600));
}

TEST_CASE("a depot at the place itself serves it, however near another is") {
  Towns towns;
  auto const here = towns.pool(towns.a, 100);
  auto const outcome = towns.run();
  CHECK(outcome.empties[here.value()].taken == 20);
  CHECK(outcome.trucking.box_km == Approx(20 * 630));
}

TEST_CASE("a closed road holds up the empty that is fetched, and the one that goes home") {
  // Closed all the time: no empty gets to A.
  Towns towns;
  towns.world.disruptions.push_back({.name = Sketch::named("d"),
                                     .target = world::LinkId{2},
                                     .share = 0,
                                     .when = std::vector<world::Disruption::Window>{{Time{}, Time{days(40)}}}});
  auto const outcome = towns.run();
  CHECK(outcome.totals.boxes_out == 0);
  CHECK(outcome.totals.hours[Cause::waiting_for_path] == Approx(outcome.totals.hours.sum()));
}
