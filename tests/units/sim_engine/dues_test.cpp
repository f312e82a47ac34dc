#include <catch2/catch.hpp>

#include "sim/outcome/payments.hpp"
#include "tests/units/sim_engine/told.hpp"
#include "tests/units/sim_itineraries/sketch.hpp"

using namespace tongzhou;
using demand::Distribution;
using ledger::Expense;
using outcome::Party;

namespace {

/// A ship of 100 TEU sails 20 km, an hour's way, from A to B and back, once a day for ten days; one 20ft box of 10 t a
/// day goes with it.
struct Canal : itineraries::Sketch {
  world::PlaceId a = place("A"), b = place("B");
  world::TerminalId quay_a = terminal(a), quay_b = terminal(b);
  world::LinkId way = river(a, b, 20);
  world::ServiceId line;

  Canal() {
    world.start = {2025, 1, 1};
    world.length = days(10);
    for (auto& at : world.terminals) {
      at.berths = 1;
      at.cranes = 1;
      at.moves_per_crane_hour = 1e6;
    }
    line = service("line", ship, 24, 0, {quay_a, quay_b}, {way, way});
    world.services[line].stops[0].departs = {};
    world.vehicle_classes[ship].fixed_cost_per_day = 1000;
    auto const id = flow(a, b);
    world.flows[id].boxes_per_year = 365;
    world.flows[id].pattern = demand::Pattern::regular;
  }
};

}  // namespace

TEST_CASE("a canal asks each ship for itself, its slots, its TEU and its tonnes") {
  // Ten there and ten back, 100 and 2 x 100 each; what is aboard at 5 a TEU and half a unit a tonne, ten of them a TEU.
  Canal canal;
  canal.world.links[canal.way].dues = {.per_ship = 100, .per_slot_teu = 2, .per_teu = 5, .per_t = 0.5};
  auto const outcome = told(canal.world);
  auto const& way = outcome.links[canal.way];
  REQUIRE(way.teu_down >= 8);
  CHECK(way.passages_down + way.passages_up == 20);
  CHECK(way.canal_dues == Approx(20 * 300 + way.teu_down * (5 + 0.5 * 10)));
  CHECK(outcome.services[canal.line].canal_dues == way.canal_dues);
}

TEST_CASE("a lock asks a ship of a class that has a due of its own for that one") {
  // Twenty passages at 40 in place of 100.
  Canal canal;
  world::Chamber chamber;
  chamber.length = metres(280);
  chamber.width = metres(34);
  chamber.lockage = Distribution<Duration>::fixed(minutes(30));
  auto const gate = canal.world.locks.add({itineraries::Sketch::named("B/lock"), canal.b, {chamber}, {}});
  canal.world.locks[gate].dues = {.per_ship = 100, .per_ship_of_class = {{canal.ship, 40}}};
  auto& stops = canal.world.services[canal.line].stops;
  stops[0].to_next.push_back({gate, world::Direction::down});
  stops[1].to_next.insert(stops[1].to_next.begin(), {gate, world::Direction::up});
  auto const outcome = told(canal.world);
  CHECK(outcome.locks[gate].canal_dues == 20 * 40);
  CHECK(outcome.totals.money[Expense::canal_dues] == Approx(20 * 40));
}

TEST_CASE("a port asks for each call and for what is lifted, pilots and tugs each time that they bring a ship") {
  // Ten calls of 50 and 1 a slot, in and out by a pilot of 200 and two tugs of 30; each box at 3 a TEU.
  Canal canal;
  canal.world.terminals[canal.quay_b].dues = {.per_ship = 50, .per_slot_teu = 1, .per_teu = 3};
  world::Approach fairway;
  fairway.name = itineraries::Sketch::named("B/fairway");
  fairway.place = canal.b;
  fairway.pilots = {.count = 5, .cost_per_job = 200};
  fairway.tugs = {.count = 5, .per_ship = 2, .cost_per_job = 30};
  canal.world.places[canal.b].approach = canal.world.approaches.add(fairway);
  auto const outcome = told(canal.world);
  auto const& port = outcome.terminals[canal.quay_b];
  REQUIRE(port.teu_discharged >= 8);
  CHECK(port.calls == 10);
  CHECK(port.port_dues == Approx(10 * 150 + 3 * port.teu_discharged));
  CHECK(port.pilotage == Approx(10 * 2 * (200 + 2 * 30)));
  CHECK(outcome.services[canal.line].pilotage == port.pilotage);
}

TEST_CASE("dues are the income of those who keep canals and ports, pilotage that of pilots, who work for it") {
  Canal canal;
  double const before = told(canal.world).totals.system_cost;
  canal.world.links[canal.way].dues = {.per_ship = 100};
  canal.world.terminals[canal.quay_b].dues = {.per_ship = 50};
  world::Approach fairway;
  fairway.name = itineraries::Sketch::named("B/fairway");
  fairway.place = canal.b;
  fairway.pilots = {.count = 5, .cost_per_job = 200};
  canal.world.places[canal.b].approach = canal.world.approaches.add(fairway);
  auto const outcome = told(canal.world);
  auto const accounts = outcome::party_accounts(outcome);
  CHECK(accounts[Party::infrastructure].received == Approx(20 * 100 + 10 * 50));
  CHECK(accounts[Party::infrastructure].resources == 0);
  CHECK(accounts[Party::pilots].received == Approx(20 * 200));
  CHECK(accounts[Party::carriers].paid == Approx(20 * 100 + 10 * 50 + 20 * 200));
  CHECK(outcome.totals.system_cost - before == Approx(20 * 200));  // a due more uses up nothing
}

TEST_CASE("a carrier that states no costs of its own pays its dues out of its freight") {
  // 500 a box less 20 dues of 100: what is left stands in for its own costs, and the dues are no cost of the whole.
  Canal canal;
  canal.world.vehicle_classes[canal.ship].fixed_cost_per_day = 0;
  canal.world.services[canal.line].freight = {.per_box_20ft = 500};
  canal.world.links[canal.way].dues = {.per_ship = 100};
  auto const outcome = told(canal.world);
  auto const& line = outcome.services[canal.line];
  REQUIRE(line.freight >= 8 * 500);
  CHECK(line.own_costs_not_stated == Approx(line.freight - 20 * 100));
  CHECK(outcome.totals.system_cost == Approx(line.own_costs_not_stated));
}
