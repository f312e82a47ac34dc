#include "sim/outcome/summary.hpp"

#include <catch2/catch.hpp>

#include "sim/outcome/bottlenecks.hpp"
#include "sim/outcome/demand_served.hpp"
#include "sim/outcome/supply_used.hpp"
#include "tests/units/sim_outcome/river.hpp"

using namespace tongzhou;
using ledger::Cause;
using ledger::Expense;
using ledger::Source;
using world::TradeClass;

TEST_CASE("a barge's bill falls on its boxes by TEU-km") {
  // 8 t burnt: 4,800 for fuel, 24,000 kg, of which 6,000 in port; 10,000 for ten days; 24 t at 100 for carbon.
  // 600 of the 800 TEU-km are those of the three boxes of 2 TEU: three quarters.
  River const river;
  auto const outcome = river.outcome();
  auto const& barge = outcome.services[river.barge];
  CHECK(barge.fuel == 8);
  CHECK(barge.fuel_cost == 4800);
  CHECK(barge.vessel_time == 10'000);
  CHECK(barge.kg_co2e == 24'000);
  auto const& long_boxes = outcome.flows[river.long_boxes];
  CHECK(long_boxes.money[Expense::vessel_time] == 7500);
  CHECK(long_boxes.money[Expense::fuel] == 3600);
  CHECK(long_boxes.money[Expense::carbon] == 1800);
  CHECK(long_boxes.kg_co2e[Source::sailing] == 13'500);
  CHECK(long_boxes.kg_co2e[Source::in_port] == 4500);
  auto const& short_boxes = outcome.flows[river.short_boxes];
  CHECK(short_boxes.money[Expense::vessel_time] == 2500);
  CHECK(short_boxes.kg_co2e[Source::sailing] == 4500);
  CHECK(outcome.totals.money[Expense::vessel_time] == 10'000);
  CHECK(outcome.audit_holds());
}

TEST_CASE("what is under way by rail or air is booked as such, at a standstill as in port") {
  River river;
  auto& vehicle = river.world.vehicle_classes[river.barges];
  vehicle.mode = world::Mode::rail;
  CHECK(river.outcome().totals.kg_co2e[Source::rail] == 18'000);
  vehicle.mode = world::Mode::air;
  CHECK(river.outcome().totals.kg_co2e[Source::air] == 18'000);
  CHECK(river.outcome().totals.kg_co2e[Source::in_port] == 6000);
}

TEST_CASE("a ship that carried nothing of ours costs all the same: nobody is charged, the total has it") {
  River river;
  auto const idler = river.add_service("idler");
  river.records.services[idler].vehicles = {
      {.days = 3, .idle = days(2), .held_up_on_line = {}}};  // 1 t: 600, and 3,000 kg
  auto const outcome = river.outcome();
  CHECK(outcome.services[idler].vessel_time == 3000);
  CHECK(outcome.services[idler].kg_co2e == 3000);
  double charged = 0;
  for (auto const& flow : outcome.flows) charged += flow.money[Expense::vessel_time];
  CHECK(charged == 10'000);
  CHECK(outcome.totals.money[Expense::vessel_time] == 13'000);
  CHECK(outcome.totals.money[Expense::fuel] == 5400);
  CHECK(outcome.totals.kg_co2e[Source::in_port] == 9000);
  CHECK(outcome.audit_holds());
}

TEST_CASE("freight moves between parties: it is no cost to all together unless the carrier's own are not stated") {
  River river;
  river.ledger.pay(river.long_ride, Expense::freight, 20'000);
  auto totals = river.outcome().totals;
  CHECK(totals.shipper_cost == 20'000);
  CHECK(totals.system_cost == 10'000 + 4800 + 2400);
  CHECK(river.outcome().services[river.barge].freight == 20'000);
  river.world.vehicle_classes[river.barges].fixed_cost_per_day = 0;
  totals = river.outcome().totals;
  CHECK(totals.system_cost == 20'000 + 2400);  // fuel, 4,800, is paid out of the freight
  CHECK(river.outcome().services[river.barge].own_costs_not_stated == 20'000 - 4800);
}

TEST_CASE("fuel that costs more than the freight is a cost all the same") {
  River river;
  river.world.vehicle_classes[river.barges].fixed_cost_per_day = 0;
  river.ledger.pay(river.long_ride, Expense::freight, 1000);
  CHECK(river.outcome().totals.system_cost == 4800 + 2400);
}

TEST_CASE("what a truck earns stands in for its costs unless they are stated; tolls are no cost to all together") {
  River river;
  world::VehicleClass truck;
  truck.mode = world::Mode::road;
  truck.fuel = river.world.vehicle_classes[river.barges].fuel;
  truck.fuel_per_km = 0.001;
  truck.fixed_cost_per_day = 0;
  auto const trucks = river.world.vehicle_classes.add(truck);
  river.world.trucking = world::Trucking{.vehicle = trucks, .freight = {}};
  river.world.trucking->empty_share = 0;
  // Two boxes of 2 TEU over 50 km, each 400 of hire and 25 of toll, an hour each; 0.05 t of fuel a box at 600 = 30, of
  // 300 kg at 100 a tonne for both.
  ledger::Account account;
  account.flow = river.long_boxes;
  account.teu_km = 2 * 50;
  ledger::Money per_box{};
  per_box[Expense::drayage] = 400;
  per_box[Expense::toll] = 25;
  auto const road = river.step(account, {.kind = outcome::StepKind::truck, .teu = 2, .driven = {2, 2, 0}}, per_box);
  for (int box = 0; box < 2; ++box) {
    river.ledger.begin(road, at_days(1));
    river.ledger.book(road, Cause::drayage, at_days(1), at_days(1) + hours(1));
  }
  river.records.flows[river.long_boxes].system_hours = 2;
  river.records.counts_times_tariffs[Expense::drayage] = 800;
  river.records.counts_times_tariffs[Expense::toll] = 50;
  double const barge = 10'000 + 4800 + 2400;
  auto outcome = river.outcome();
  CHECK(outcome.trucking.box_km == 100);
  CHECK(outcome.trucking.fuel_cost == Approx(60));
  CHECK(outcome.trucking.own_costs_not_stated == Approx(740));
  CHECK(outcome.totals.system_cost == Approx(barge + 800 + 30));
  CHECK(outcome.totals.shipper_cost == Approx(850));
  CHECK(outcome.flows[river.long_boxes].money[Expense::fuel] == Approx(3600 + 60));
  CHECK(outcome.audit_holds());
  // 3 a km and 240 a day on the road: 300 and 20, and the fuel.
  river.world.trucking->cost_per_km = 3;
  river.world.vehicle_classes[trucks].fixed_cost_per_day = 240;
  outcome = river.outcome();
  CHECK(outcome.trucking.vehicle_time == Approx(320));
  CHECK(outcome.trucking.own_costs_not_stated == 0);
  CHECK(outcome.totals.system_cost == Approx(barge + 380 + 30));
  CHECK(outcome.audit_holds());
  // Back empty: kilometres and hours twice, fuel 1.6 times. Two on a truck: half of it all.
  river.world.trucking->empty_share = 0.5;
  outcome = river.outcome();
  CHECK(outcome.trucking.truck_km == Approx(200));
  CHECK(outcome.trucking.empty_km == Approx(100));
  CHECK(outcome.trucking.hours == Approx(4));
  CHECK(outcome.trucking.vehicle_time == Approx(640));
  CHECK(outcome.trucking.fuel_cost == Approx(96));
  CHECK(outcome.audit_holds());
  river.world.vehicle_classes[trucks].teu = 4;
  river.world.trucking->paired_share = 1;
  outcome = river.outcome();
  CHECK(outcome.trucking.truck_km == Approx(100));
  CHECK(outcome.trucking.box_km == Approx(100));
  CHECK(outcome.trucking.vehicle_time == Approx(320));
  CHECK(outcome.trucking.fuel_cost == Approx(48));
  CHECK(outcome.audit_holds());
}

TEST_CASE("the hours of goods on the way cost their owner") {
  River river;
  river.world.flows[river.long_boxes].time_value_per_hour = 2;
  river.ledger.book(river.long_ride, Cause::moving, at_days(1), at_days(2));
  river.ledger.book(river.long_ride, Cause::waiting_for_lock, at_days(2), at_days(3));
  auto const outcome = river.outcome();
  CHECK(outcome.flows[river.long_boxes].money[Expense::time_value] == 96);
  CHECK(outcome.flows[river.short_boxes].money[Expense::time_value] == 0);
  CHECK(outcome.services[river.barge].hours[Cause::waiting_for_lock] == 24);
  CHECK(outcome.totals.hours[Cause::moving] == 24);
}

TEST_CASE("TEU-km of the total are those of vehicles and of trucks") {
  River river;
  river.world.trucking = world::Trucking{.vehicle = river.world.vehicle_classes.add({}), .freight = {}};
  ledger::Account drayage;
  drayage.flow = river.long_boxes;
  drayage.teu_km = 50;
  drayage.tonne_km = 400;
  auto const truck = river.step(drayage, {.kind = outcome::StepKind::truck, .teu = 2, .driven = {2, 2, 0}});
  river.ledger.begin(truck, at_days(1));
  river.ledger.begin(truck, at_days(2));
  CHECK(river.outcome().totals.teu_km == 800 + 100);
  CHECK(river.outcome().totals.gross_tonne_km == 800);
}

TEST_CASE("flows of one origin, destination and trade class are one connection, late boxes among them") {
  River river;
  river.world.flows[river.long_boxes].deadline = hours(25);
  river.records.flows[river.long_boxes].boxes_on_time = 2;
  river.records.flows[river.long_boxes].transit_hours = {30, 10, 20};
  river.records.flows[river.short_boxes].transit_hours = {40, 15};
  river.add_flow(river.twenty, TradeClass::import, {1, 1});
  auto const outcome = river.outcome();
  REQUIRE(outcome.connections.size() == 2);
  auto const& domestic = outcome.connections[0];
  CHECK(domestic.trade == TradeClass::domestic);
  CHECK(domestic.boxes_out == 5);
  CHECK(domestic.teu_out == 8);
  CHECK(domestic.on_time_share == Approx(2.0 / 3));  // of the three with a deadline
  CHECK(domestic.transit_hours.count == 5);
  CHECK(domestic.transit_hours.mean == 23);
  CHECK(domestic.transit_hours.p50 == 20);
  CHECK(domestic.transit_hours.max == 40);
  CHECK(outcome.connections[1].trade == TradeClass::import);
  CHECK_FALSE(outcome.connections[1].on_time_share);
  CHECK(outcome.flows[river.long_boxes].on_time_share == Approx(2.0 / 3));
}

TEST_CASE("what is inside at the end of a week is what came in more than went out since the start") {
  River river;
  river.records.teu_in_by_week = {10, 6};
  river.records.teu_out_by_week = {4, 9};
  river.records.teu_change_by_week = {7, -3};  // with one TEU of the warm-up
  river.ledger.book(river.long_ride, Cause::moving, at_days(8), at_days(9));
  auto const weeks = outcome::weeks(river.records);
  REQUIRE(weeks.size() == 2);
  CHECK(weeks[0].teu_in == 10);
  CHECK(weeks[0].teu_inside == 7);
  CHECK(weeks[1].teu_out == 9);
  CHECK(weeks[1].teu_inside == 4);
  CHECK(weeks[1].hours[Cause::moving] == 24);
}

TEST_CASE(
    "of arrivals that a timetable dates, a share is on time; where none is dated, nobody is, and nobody is late") {
  River river;
  CHECK_FALSE(river.outcome().services[river.barge].on_time_share);
  CHECK_FALSE(river.outcome().services[river.barge].late_hours_mean);
  river.records.services[river.barge].arrivals_timed = 4;
  river.records.services[river.barge].arrivals_on_time = 3;
  river.records.services[river.barge].late_hours = 10;
  CHECK(river.outcome().services[river.barge].on_time_share == 0.75);
  CHECK(river.outcome().services[river.barge].late_hours_mean == 2.5);
}

TEST_CASE("a quay's berths, yard and dwell time follow from what was read there") {
  // One of two berths taken on average; 12 TEU in the yard for 240 h, and 40 TEU went through: 72 h each.
  River river;
  auto& quay = river.records.terminals[river.quay];
  quay.berths_taken = 1;
  quay.figures.yard_mean_teu = 12;
  quay.figures.teu_loaded = 30;
  quay.figures.teu_gate_out = 10;
  auto const terminals = terminal_outcomes(river.records, river.world);
  CHECK(terminals[river.quay].berth_utilisation == 0.5);
  CHECK(terminals[river.quay].dwell_hours_mean == 72);
  CHECK(terminals[river.far_quay].dwell_hours_mean == 0);
}

TEST_CASE("single track is used as its sections are, a line of paths as its paths are, open water not at all") {
  River river;
  world::Link line;
  line.paths_per_day = 10;
  auto const single = river.world.links.add({}), paths = river.world.links.add(line), open = river.world.links.add({});
  river.records.links.add({{}, {0.2, 0.6}});
  outcome::LinkRecord busy;
  busy.paths_taken = 0.5;
  river.records.links.add(busy);
  river.records.links.add({});
  auto const links = link_outcomes(river.records, river.world);
  CHECK(links[single].utilisation == 0.4);
  CHECK(links[paths].utilisation == 0.5);
  CHECK(links[open].utilisation == 0);
}

TEST_CASE("a box stands in the yard while it waits for a ship, a release or its papers, not while its shipper has it") {
  // Two TEU, a day each: waiting for a sailing and storage before a ride; inspection before a truck; documents, but not
  // the wait for an empty, unless the cargo waits for it in the yard to be put over.
  River river;
  auto const book = [&](ledger::AccountId account, Cause cause) {
    river.ledger.book(account, cause, at_days(1), at_days(2));
  };
  ledger::Account of_flow;
  of_flow.flow = river.long_boxes;
  auto const booked = [&] { return yard_teu_hours(river.records, river.world)[river.quay]; };
  book(river.long_ride, Cause::waiting_for_sailing);
  book(river.long_ride, Cause::moving);
  CHECK(booked() == 48);
  auto const truck = river.step(of_flow, {.kind = outcome::StepKind::truck, .teu = 2});
  book(truck, Cause::customs_inspection);
  book(truck, Cause::drayage);
  CHECK(booked() == 96);
  auto const papers = river.step(of_flow, {.kind = outcome::StepKind::formalities, .teu = 2});
  book(papers, Cause::documents);
  book(papers, Cause::waiting_for_empty);
  CHECK(booked() == 144);
  auto const restuffing = river.step(of_flow, {.kind = outcome::StepKind::formalities, .restuffing = true, .teu = 2});
  book(restuffing, Cause::waiting_for_empty);
  CHECK(booked() == 192);
  river.records.terminals[river.quay].gate_out_teu_hours = 8;
  CHECK(booked() == 200);
}

TEST_CASE("bottlenecks stand in the order of the hours lost, each with its share of all waiting") {
  // 100 hours: 50 for a lock, 30 in a yard for a sailing, 20 for a berth.
  River river;
  world::Lock lock;
  lock.name.code = "dam";
  river.world.locks.add(lock);
  outcome::LockOutcome waits;
  waits.queue.box_hours_lost = 50;
  river.records.locks.add(waits);
  river.records.terminals[river.far_quay].figures.berth.box_hours_lost = 20;
  river.ledger.book(river.long_ride, Cause::waiting_for_sailing, at_hours(0), at_hours(30));
  auto const found = river.outcome().bottlenecks;
  REQUIRE(found.size() == 3);
  CHECK(found[0].kind == "lock");
  CHECK(found[0].code == "dam");
  CHECK(found[0].share == 0.5);
  CHECK(found[1].kind == "sailing");
  CHECK(found[1].code == "up/quay");
  CHECK(found[1].box_hours_lost == 30);
  CHECK(found[1].share == 0.3);
  CHECK(found[2].kind == "berth");
  CHECK(found[2].code == "down/quay");
  CHECK(found[2].share == 0.2);
}

TEST_CASE("where nobody waits there is no bottleneck") { CHECK(River{}.outcome().bottlenecks.empty()); }
