#include <catch2/catch.hpp>

#include "sim/outcome/payments.hpp"
#include "tests/units/sim_engine/told.hpp"
#include "tests/units/sim_itineraries/sketch.hpp"

using namespace tongzhou;
using ledger::Cause;
using ledger::Expense;

namespace {

/// A train an hour over 50 km, an hour's way, for ever; one 20ft box of 10 t a day, for goods worth 1,000.
/// Gantries lift in no time; without any the train of the first box would stand for ever.
struct Line : itineraries::Sketch {
  world::PlaceId a = place("A"), b = place("B");
  world::TerminalId rail_a = terminal(a, world::TerminalKind::rail), rail_b = terminal(b, world::TerminalKind::rail);
  world::LinkId way = rails(a, b, 50);
  world::ServiceId block;
  world::FlowId boxes;

  Line() {
    world.start = {2025, 1, 1};
    world.length = days(1);
    for (auto& terminal : world.terminals) {
      terminal.berths = 1000;
      terminal.cranes = 1;
      terminal.moves_per_crane_hour = 1e9;
    }
    world.terminals[rail_b].name = named("B/rail");
    of_train().max_speed = of_train().speed;
    block = service("block", train, 1, 0, {rail_a, rail_b}, {way});
    world.services[block].stops[0].departs = {};
    world.services[block].stops[1].arrives = hours(1);
    boxes = flow(a, b);
    world.flows[boxes].boxes_per_year = 365;
    world.flows[boxes].pattern = demand::Pattern::regular;
    world.flows[boxes].value = 1000;
  }
  world::VehicleClass& of_train() { return world.vehicle_classes[train]; }
  outcome::Outcome run() { return told(world); }
};

}  // namespace

TEST_CASE("a train's day: wagons for all of it, a crew for the hours on the line") {
  // 24 trains leave, the last at 23:00; each an hour on the line at 30. Those that have arrived are gone: 24
  // train-hours, of 20 wagons at 12 a day.
  Line line;
  line.of_train().wagons = 20;
  line.of_train().wagon_cost_per_day = 12;
  line.of_train().crew_cost_per_hour = 30;
  auto const outcome = line.run();
  CHECK(outcome.services[line.block].vessel_time == Approx(24.0 / 24 * 20 * 12 + 24 * 30));
  CHECK(outcome.services[line.block].own_costs_not_stated == 0);
}

TEST_CASE("a crew that stands at a closed line is paid, one whose train stands at a terminal is not") {
  // The line is closed from 6:30 to 8:30: trains of 6:00, 7:00 and 8:00 stand for 2, 1.5 and 0.5 h (the first on the
  // line).
  Line line;
  line.of_train().crew_cost_per_hour = 30;
  line.world.services[line.block].stops[0].port_time = demand::Distribution<Duration>::fixed(hours(0));
  line.world.disruptions.push_back({.name = itineraries::Sketch::named("d"),
                                    .target = line.way,
                                    .when = std::vector<world::Disruption::Window>{{at_hours(6.5), at_hours(8.5)}}});
  auto const outcome = line.run();
  CHECK(outcome.services[line.block].vessel_time == Approx((24 + 2 + 1.5 + 0.5) * 30));
}

TEST_CASE("track access is by train-km and by gross tonne-km, wagons included") {
  // 24 trains x 50 km at 2; 500 t of wagons each, and the cargo, at 4 for 1,000 t.
  Line line;
  line.of_train().empty_train = tonnes(500);
  line.world.links[line.way].access_per_train_km = 2;
  line.world.links[line.way].access_per_1000_gross_t_km = 4;
  auto const outcome = line.run();
  auto const& block = outcome.services[line.block];
  double const access = 24 * 50 * (2 + 0.5 * 4) + block.gross_tonne_km / 1000 * 4;
  CHECK(block.track_access == Approx(access));
  CHECK(outcome.totals.money[Expense::track_access] == Approx(access));
}

TEST_CASE("a train stands at the end of a line for its technical stop") {
  // The box is an hour under way, then half an hour at the stop; a crew is paid for both.
  Line line;
  line.of_train().crew_cost_per_hour = 30;
  line.world.length = hours(30);
  line.world.links[line.way].technical_stop = demand::Distribution<Duration>::fixed(minutes(30));
  line.world.services[line.block].stops[1].arrives = hours(1.5);
  auto const outcome = line.run();
  CHECK(outcome.totals.hours[Cause::moving] == Approx(1.5));
  // Trains of 0:00 to 28:00 are through by 29:30, that of 29:00 has been on its way for an hour.
  CHECK(outcome.services[line.block].vessel_time == Approx((29 * 1.5 + 1) * 30));
}

TEST_CASE("a shunting engine that is the bottleneck: it works without a pause, and trains wait for it") {
  // A train an hour comes from 1:00 on and asks for it twice, 40 minutes each: more than there is. By midnight it has
  // worked for 23 hours: 34 moves, and half a one.
  Line line;
  line.world.terminals[line.rail_b].shunting = {
      .engines = 1, .takes = demand::Distribution<Duration>::fixed(minutes(40)), .cost_per_move = 5};
  auto const outcome = line.run();
  auto const& terminal = outcome.terminals[line.rail_b];
  CHECK(terminal.shunting_moves == 34);
  CHECK(terminal.shunting_utilisation == Approx(23.0 / 24));
  CHECK(terminal.shunting.max_length > 5);
  CHECK(outcome.services[line.block].shunting == Approx(34 * 5));
}

TEST_CASE("a train twice as long as its track is pushed in and pulled out in two parts") {
  // 23 trains have come to B by 23:00, and each is gone after four moves of five minutes.
  Line line;
  line.of_train().length = metres(800);
  line.world.terminals[line.rail_b].berth_length = metres(400);
  line.world.terminals[line.rail_b].shunting = {.engines = 1,
                                                .takes = demand::Distribution<Duration>::fixed(minutes(5))};
  CHECK(line.run().terminals[line.rail_b].shunting_moves == 23 * 4);
}

TEST_CASE("a train that leaves half of its wagons behind weighs and uses half") {
  // 24 trains x 50 km: 500 t of wagons each, half of them at 4 for 1,000 t; fuel of an empty train, half of 0.6.
  Line line;
  line.of_train().empty_train = tonnes(500);
  line.of_train().fuel_per_km = 2;
  line.of_train().deadweight = tonnes(1000);
  line.world.links[line.way].access_per_1000_gross_t_km = 4;
  line.world.services[line.block].stops[0].wagon_share = 0.5;
  auto const outcome = line.run();
  auto const& block = outcome.services[line.block];
  CHECK(block.track_access == Approx(24 * 50 * 0.25 * 4 + block.gross_tonne_km / 1000 * 4));
  CHECK(block.fuel == Approx(24 * 50 * 2 * 0.6 * 0.5 + block.gross_tonne_km / 1000 * 2 * 0.4));
}

TEST_CASE("on a train that goes on with half of its wagons there is room for half as many boxes") {
  // Of two TEU, one from B on. A train a day, two boxes a day for C: in twenty days twenty could go.
  Line line;
  auto const c = line.place("C");
  auto const rail_c = line.terminal(c, world::TerminalKind::rail);
  line.world.terminals[rail_c].berths = 1000;
  line.world.terminals[rail_c].cranes = 1;
  line.world.terminals[rail_c].moves_per_crane_hour = 1e9;
  auto const beyond = line.rails(line.b, c, 50);
  line.of_train().teu = 2;
  auto const on = line.service("on", line.train, 24, 0, {line.rail_a, line.rail_b, rail_c}, {line.way, beyond});
  auto& stops = line.world.services[on].stops;
  stops[0].departs = {};
  stops[1].arrives = stops[1].departs = hours(1);
  stops[2].arrives = hours(2);
  auto const flow = line.flow(line.a, c);
  line.world.flows[flow].boxes_per_year = 730;
  line.world.flows[flow].pattern = demand::Pattern::regular;
  line.world.flows[line.boxes].boxes_per_year = 0.001;
  line.world.length = days(20);
  double const all = line.run().flows[flow].boxes_out;
  CHECK(all > 35);
  line.world.services[on].stops[1].wagon_share = 0.5;
  double const half = line.run().flows[flow].boxes_out;
  CHECK(half <= 20);
  CHECK(half >= 18);
}

TEST_CASE("with a second engine nobody waits long: it can do 120 minutes an hour and is asked for 80") {
  Line line;
  line.world.terminals[line.rail_b].shunting = {.engines = 2,
                                                .takes = demand::Distribution<Duration>::fixed(minutes(40))};
  auto const outcome = line.run();
  CHECK(outcome.terminals[line.rail_b].shunting.wait_hours.max == Approx(0).margin(1e-6));
}

TEST_CASE("payments between parties add up to nothing, and each stands where it belongs") {
  // Freight 100, a tenth on top, half of both from the purse, an insurance of 20 that pays back 5.
  Line line;
  auto& service = line.world.services[line.block];
  service.freight = {.per_box_20ft = 100};
  service.surcharges.push_back({.share = 0.1});
  line.world.subsidies.push_back({.share = 0.5});
  line.world.flows[line.boxes].finance = {.interest_until_paid = 8, .premium = 20, .claims = 5};
  line.world.links[line.way].access_per_train_km = 2;
  line.world.length = hours(30);
  auto const outcome = line.run();
  auto const accounts = outcome::party_accounts(outcome);
  using outcome::Party;
  double sum = 0;
  for (auto const& account : accounts) sum += account.received - account.paid;
  CHECK(sum == Approx(0).margin(1e-9));
  double const boxes = outcome.services[line.block].boxes;
  REQUIRE(boxes >= 1);
  CHECK(accounts[Party::public_purse].paid == Approx(55 * boxes));
  CHECK(accounts[Party::carriers].received == Approx(110 * boxes));
  CHECK(accounts[Party::carriers].paid == Approx(outcome.totals.money[Expense::track_access]));
  CHECK(accounts[Party::lenders].received == Approx(8 * outcome.totals.boxes_in));
  CHECK(accounts[Party::insurers].received == Approx(15 * outcome.totals.boxes_in));
  // Shippers pay freight and surcharge, and are given half of it.
  CHECK(outcome.totals.shipper_cost == Approx(55 * boxes + 23 * outcome.totals.boxes_in));
}

TEST_CASE("a box that stays beyond its carrier's free time pays demurrage by the hour, one that rides on does not") {
  // Dwell of 5 days, two free: three days at 10 for one TEU.
  Line line;
  line.world.length = days(8);
  line.world.terminals[line.rail_b].dwell = demand::Distribution<Duration>::fixed(days(5));
  line.world.services[line.block].demurrage.rates = {{days(2), 10}};
  auto const outcome = line.run();
  double const fetched = outcome.flows[line.boxes].boxes_out;
  REQUIRE(fetched >= 1);
  CHECK(outcome.totals.money[Expense::demurrage] == Approx(30 * fetched));
}

TEST_CASE("a surcharge of a month is paid by boxes loaded in it") {
  // February begins with day 31; a box a day in 40 days, those loaded from then on pay.
  Line line;
  line.world.length = days(40);
  Months february{};
  february[1] = true;
  line.world.services[line.block].surcharges.push_back({.per_box_20ft = 7, .months = february});
  auto const outcome = line.run();
  CHECK(outcome.totals.money[Expense::surcharge] == Approx(7 * 9));
}
