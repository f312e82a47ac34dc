#include "sim/outcome/hubs.hpp"

#include <catch2/catch.hpp>

#include "sim/outcome/payments.hpp"
#include "tests/units/sim_outcome/river.hpp"

using namespace tongzhou;
using ledger::Expense;
using outcome::Party;

namespace {

/// A quay that is paid 1,000 for moves, 100 for transfers and 200 for storage by shippers, 50 for shunting and 30 of
/// dues by carriers, for 8 TEU. Its ten moves take 0.01 t of fuel each, at 600 a tonne.
struct Port : River {
  Port() {
    auto& facts = world.terminals[quay];
    facts.energy = world.vehicle_classes[barges].fuel;
    facts.energy_per_move = 0.01;
    auto& record = records.terminals[quay];
    record.earned = {.handling = 1000, .transfers = 100, .shunting = 50, .moves = 10, .teu = 8};
    record.figures.port_dues = 30;
    record.figures.teu_loaded = 8;
    world.places[up].terminals = {quay};
    ledger.pay(long_ride, Expense::handling, 1000);
    ledger.pay(long_ride, Expense::transfer, 100);
    ledger.pay(long_ride, Expense::storage, 200);
    records.services[barge].figures.shunting = 50;
    records.services[barge].figures.port_dues = 30;
    records.counts_times_tariffs = {};
    records.counts_times_tariffs[Expense::handling] = 1000;
    records.counts_times_tariffs[Expense::transfer] = 100;
  }
  world::Terminal& of_quay() { return world.terminals[quay]; }
  /// 3,650 a year of equipment and 365 of land: 100 and 10 in ten days; two gangs at 1 an hour: 480.
  void state_costs() {
    of_quay().equipment_cost_per_year = 3650;
    of_quay().land = {.m2 = 10, .rent_per_m2_year = 36.5};
    of_quay().labour.gangs = 2;
    of_quay().labour.wage_per_hour = 1;
  }
};

bool all_hold(outcome::Outcome const& outcome) { return outcome.audit_holds(); }

}  // namespace

TEST_CASE("a second server beside one that is half busy spares fourteen fifteenths of the waiting") {
  // M/M/1 at a half: a service time. M/M/2 with the same work: one in ten waits, two thirds of a service time.
  CHECK(*outcome::spared_by_one_more(1, 0.5) == Approx(14.0 / 15));
}

TEST_CASE(
    "one more of many that are hardly busy spares all of the little waiting, and of none that have no time left") {
  CHECK(*outcome::spared_by_one_more(20, 0.05) > 0.9);
  CHECK_FALSE(outcome::spared_by_one_more(2, 1));
  CHECK_FALSE(outcome::spared_by_one_more(2, 0));
}

TEST_CASE("a port that states no costs has an income and the worth of a TEU, and no margin") {
  Port const port;
  auto const outcome = port.outcome();
  CHECK(all_hold(outcome));
  auto const& hub = outcome.hubs.front();
  CHECK(hub.from_shippers == Approx(1300));
  CHECK(hub.from_carriers == Approx(80));
  CHECK_FALSE(hub.margin_per_teu);
  CHECK(*hub.worth_of_a_teu == Approx((1300 - 60) / 8.0));
}

TEST_CASE("a port that states its costs keeps what is left of its income, and pays dockers and the owner of the land") {
  Port port;
  double const before = port.outcome().totals.system_cost;
  port.state_costs();
  auto const outcome = port.outcome();
  CHECK(all_hold(outcome));
  auto const& hub = outcome.hubs.front();
  CHECK(*hub.resource_cost == Approx(60 + 480 + 10 + 100));
  CHECK(*hub.margin_per_teu == Approx((1380 - 650) / 8.0));
  // Where twice as much was paid for as lifted, the margin is of no box; of the worth storage alone is by what is
  // lifted.
  port.records.terminals[port.quay].earned.teu = 16;
  auto const cut = port.outcome().hubs.front();
  CHECK_FALSE(cut.margin_per_teu);
  CHECK(*cut.worth_of_a_teu == Approx((1100 - 60) / 16.0 + 200 / 8.0));
  auto const parties = outcome::party_accounts(outcome);
  CHECK(parties[Party::workers].received == Approx(480));
  CHECK(parties[Party::workers].balance() == Approx(0).margin(1e-9));
  CHECK(parties[Party::landowners].received == Approx(10));
  // Paid for work are 1,350, the dues go to who keeps the port; 160 are used up by the terminal itself.
  CHECK(parties[Party::terminals].balance() == Approx(1350 - 480 - 10 - 160));
  CHECK(outcome.totals.system_cost == Approx(before - 1350 + 650));
}

TEST_CASE("two operators of one place are two hubs") {
  Port port;
  auto const yard = port.add_terminal("up/yard", port.up);
  port.world.terminals[yard].operated_by = "other";
  port.world.places[port.up].terminals = {port.quay, yard};
  port.world.places[port.down].terminals = {port.far_quay};
  auto const hubs = port.outcome().hubs;
  REQUIRE(hubs.size() == 3);
  CHECK(hubs[0].operated_by.empty());
  CHECK(hubs[0].from_shippers == Approx(1300));
  CHECK(hubs[1].operated_by == "other");
  CHECK(hubs[1].from_shippers == 0);
}

TEST_CASE("a crane more where ships take two of four spares half of what a pair more would") {
  Port port;
  port.of_quay().berths = 0;
  port.of_quay().cranes = 4;
  port.of_quay().cranes_per_vehicle = 2;
  port.records.terminals[port.quay].figures.crane_utilisation = 0.6;
  port.records.terminals[port.quay].crane_box_hours_lost = 100;
  auto const outcome = port.outcome();
  auto const& cranes = outcome.hubs.front().assets.front();
  CHECK(cranes.count == 4);
  CHECK(*cranes.hours_spared_by_one_more == Approx(100 * *outcome::spared_by_one_more(2, 0.6) / 2));
}
