#include "sim/itineraries/cost_terms.hpp"

#include <catch2/catch.hpp>

#include "sim/itineraries/planner.hpp"
#include "tests/units/sim_charges/border.hpp"

using namespace tongzhou;
using namespace tongzhou::itineraries;

namespace {

double sum_of(std::vector<CostTerm> const& terms) {
  double sum = 0;
  for (auto const& term : terms) sum += term.amount;
  return sum;
}

double amount(std::vector<CostTerm> const& terms, std::string_view what) {
  double sum = 0;
  for (auto const& term : terms) sum += term.what == what ? term.amount : 0;
  return sum;
}

}  // namespace

TEST_CASE("the terms of a way add up to its generalised cost") {
  // A train over a border, then by truck, with all that can have a price: documents, goods that are lost, carbon that
  // shippers pay, storage.
  charges::Border sketch;
  auto& world = sketch.world;
  world.policy.loss_per_move = 0.001;
  world.policy.loss_per_1000_km = 0.002;
  world.policy.carbon_price_per_t = 50;
  world.policy.carbon_paid_by = world::CarbonPayer::shippers;
  auto& rail = world.terminals[sketch.rail_b];
  rail.dwell = demand::Distribution<Duration>::fixed(days(3));
  rail.free_storage = days(1);
  rail.storage_per_teu_day = 10;
  world.services[sketch.block].cut_off = hours(6);
  world.services[sketch.block].stops[0].departs = {};
  world.services[sketch.block].stops[1].arrives = hours(12);
  auto& flow = world.flows[sketch.flow(sketch.a, sketch.c, 3)];
  flow.value = 10'000;

  Planner const planner{world};
  auto const routes = planner.from_origin(world::FlowId{std::size_t{0}});
  REQUIRE_FALSE(routes.empty());
  auto const terms = cost_terms(world, flow, routes.front());
  CHECK(sum_of(terms) == Approx(routes.front().generalised_cost));
  // Freight 10 + 500 x 2; three days in the yard, one of them free; an hour on the road.
  CHECK(amount(terms, "freight") == Approx(1010));
  CHECK(amount(terms, "storage") == Approx(20));
  CHECK(amount(terms, "dwell in the last yard") == Approx(72 * 3));
  CHECK(amount(terms, "time on the road") == Approx(3));
}
