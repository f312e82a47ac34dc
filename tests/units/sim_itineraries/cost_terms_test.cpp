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
  // shippers pay, storage, demurrage, a subsidy, a surcharge, a driver who rests, a loan and an insurance.
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
  world.services[sketch.block].demurrage.rates = {{days(2), 25}};
  world.services[sketch.block].surcharges.push_back({.share = 0.1});
  world.services[sketch.block].cut_off = hours(6);
  world.services[sketch.block].stops[0].departs = {};
  world.services[sketch.block].stops[1].arrives = hours(12);
  world.subsidies.push_back({.share = 0.25});
  world.trucking->drivers_hours = {.until_break = minutes(15), .break_time = minutes(20)};
  auto& flow = world.flows[sketch.flow(sketch.a, sketch.c, 3)];
  flow.value = 10'000;
  flow.finance = {.interest_per_hour = 0.5, .interest_until_paid = 70, .premium = 90, .claims = 20};

  Planner const planner{world};
  auto const routes = planner.from_origin(world::FlowId{std::size_t{0}});
  REQUIRE_FALSE(routes.empty());
  auto const terms = cost_terms(world, flow, routes.front());
  CHECK(sum_of(terms) == Approx(routes.front().generalised_cost));
  // Freight 10 + 500 x 2, a tenth on top, a quarter of both from the purse. Three days in the yard: one is free
  // of storage, two of demurrage. An hour of driving has three breaks.
  CHECK(amount(terms, "freight") == Approx(1010));
  CHECK(amount(terms, "surcharge") == Approx(101));
  CHECK(amount(terms, "subsidy") == Approx(-1111.0 / 4));
  CHECK(amount(terms, "storage") == Approx(20));
  CHECK(amount(terms, "demurrage") == Approx(25));
  CHECK(amount(terms, "rest of the driver") == Approx(3));
  CHECK(amount(terms, "interest on the way") == Approx(routes.front().hours * 0.5));
}

TEST_CASE("a box from the ship's side pays no dwell, nor its hours, and three in four do") {
  // Five days of dwell by the quay: at 10 a day and TEU 50, two days of demurrage at 25, and 120 h.
  charges::Border sketch;
  auto& world = sketch.world;
  auto& rail = world.terminals[sketch.rail_b];
  rail.dwell = demand::Distribution<Duration>::fixed(days(5));
  rail.storage_per_teu_day = 10;
  world.services[sketch.block].demurrage.rates = {{days(3), 25}};
  world.places[sketch.b].country = world.places[sketch.c].country = "CN";
  world.customs.applies = true;
  world.customs.inspected = {0, 0, 0};
  auto const id = sketch.flow(sketch.a, sketch.c, 3);
  auto& flow = world.flows[id];
  flow.trade = world::TradeClass::import;
  for (double const at_ships_side : {0.0, 0.25, 1.0}) {
    world.customs.ship_side_share = at_ships_side;
    auto const route = Planner{world}.from_origin(id).front();
    auto const terms = cost_terms(world, flow, route);
    CHECK(sum_of(terms) == Approx(route.generalised_cost));
    CHECK(amount(terms, "storage") == Approx(50 * (1 - at_ships_side)).margin(1e-9));
    CHECK(amount(terms, "demurrage") == Approx(50 * (1 - at_ships_side)).margin(1e-9));
    CHECK(amount(terms, "dwell in the last yard") == Approx(3 * 120 * (1 - at_ships_side)).margin(1e-9));
  }
}

TEST_CASE("interest makes a shipper take the faster way, though an hour is worth nothing to him") {
  // By river 100 h for nothing, by rail 20 h for 100: at 2 an hour 80 h cost 160.
  Sketch sketch;
  auto const a = sketch.place("A"), b = sketch.place("B");
  auto const quay_a = sketch.terminal(a), quay_b = sketch.terminal(b);
  auto const rail_a = sketch.terminal(a, world::TerminalKind::rail),
             rail_b = sketch.terminal(b, world::TerminalKind::rail);
  auto const river = sketch.river(a, b, 2000), rails = sketch.rails(a, b, 1000);
  sketch.service("barge", sketch.ship, 0.001, 0, {quay_a, quay_b}, {river});
  sketch.service("block", sketch.train, 0.001, 0.1, {rail_a, rail_b}, {rails});
  for (auto& service : sketch.world.services)
    service.stops[0].departs = Duration{}, service.stops[1].arrives = hours(service.vehicle == sketch.ship ? 100 : 20);
  auto const id = sketch.flow(a, b);
  auto const first_mode = [&] {
    auto const routes = Planner{sketch.world}.from_origin(id);
    return sketch.world
        .vehicle_classes[sketch.world.services[routes.front().lines.front().front().ride.service].vehicle]
        .mode;
  };
  CHECK(first_mode() == world::Mode::river);
  sketch.world.flows[id].finance.interest_per_hour = 2;
  CHECK(first_mode() == world::Mode::rail);
}
