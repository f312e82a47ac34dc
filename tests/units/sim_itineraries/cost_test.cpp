#include "sim/itineraries/cost.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "tests/units/sim_itineraries/sketch.hpp"

using namespace tongzhou;
using namespace tongzhou::itineraries;

TEST_CASE("a ride costs freight, two moves, its hours and its share of the fuel of a ship 70 % full") {
  Sketch sketch;
  auto& world = sketch.world;
  auto const a = sketch.place("A"), b = sketch.place("B");
  auto const quay_a = sketch.terminal(a), quay_b = sketch.terminal(b);
  auto const id = sketch.service("line", sketch.ship, 24, 1, {quay_a, quay_b}, {sketch.river(a, b, 480)});
  world.services[id].freight = {.per_km_20ft = 1, .per_km_40ft = 1.5, .per_box_20ft = 50, .per_box_40ft = 80};
  world.terminals[quay_a].handling_per_40ft = 100;
  world.terminals[quay_b].handling_per_40ft = 200;
  world.terminals[quay_a].energy =
      world.fuels.add({.name = Sketch::named("grid"), .unit = "kWh", .price = 0, .kg_co2e = 0.5, .source = ""});
  world.terminals[quay_a].energy_per_move = 10;
  auto& ship = world.vehicle_classes[sketch.ship];
  ship.deadweight = tonnes(1000);
  ship.fuel =
      world.fuels.add({.name = Sketch::named("diesel"), .unit = "t", .price = 0, .kg_co2e = 4000, .source = ""});
  ship.fuel_per_day = 5;
  ship.light_fuel_share = 0.5;

  Timetable const timetable{world, world.services[id]};
  auto const cost = cost_of(world, timetable, {id, 0, 1}, world.box_types[sketch.forty]);
  CHECK(cost.money == Approx(480 * 1.5 + 80 + 100 + 200));
  CHECK(cost.hours == Approx(24));
  // One day at 5 t x (0.5 + 0.5 x 0.7) = 4.25 t: 17,000 kg for 70 TEU, of which this box is two.
  CHECK(cost.kg_co2e == Approx(17000.0 * 2 / 70 + 10 * 0.5));
  CHECK(cost.moves == 2);
  CHECK(cost.km == Approx(480));
}

TEST_CASE("a passage that weather makes twice as long burns twice as much") {
  // A day of 5 t by speed, two by the mean.
  Sketch sketch;
  auto& world = sketch.world;
  auto const a = sketch.place("A"), b = sketch.place("B");
  auto const lane = sketch.river(a, b, 480);
  auto const id = sketch.service("line", sketch.ship, 24, 1, {sketch.terminal(a), sketch.terminal(b)}, {lane});
  auto& ship = world.vehicle_classes[sketch.ship];
  ship.fuel =
      world.fuels.add({.name = Sketch::named("diesel"), .unit = "t", .price = 0, .kg_co2e = 4000, .source = ""});
  ship.fuel_per_day = 5;
  ship.light_fuel_share = 1;
  world.links[lane].time_factor = demand::Distribution<double>::fixed(2);
  auto const cost = cost_of(world, Timetable{world, world.services[id]}, {id, 0, 1}, world.box_types[sketch.dry]);
  CHECK(cost.hours == Approx(48));
  CHECK(cost.kg_co2e == Approx(2 * 20000.0 / 70));
}

TEST_CASE("hours, moves and kilometres have their price, and carbon where shippers pay it") {
  world::Flow flow;
  flow.value = 100'000;
  flow.time_value_per_hour = 3;
  world::Policy policy;
  policy.carbon_price_per_t = 80;
  policy.loss_per_move = 0.0001;
  policy.loss_per_1000_km = 0.001;
  Cost const cost{.money = 1000, .hours = 50, .kg_co2e = 250, .moves = 2, .km = 500};
  CHECK(generalised(cost, flow, policy) == Approx(1000 + 150 + 20 + 50));
  policy.carbon_paid_by = world::CarbonPayer::shippers;
  CHECK(generalised(cost, flow, policy) == Approx(1000 + 150 + 20 + 20 + 50));
}

TEST_CASE("the last yard costs its dwell, and rent beyond the free time") {
  world::Terminal terminal;
  terminal.dwell = demand::Distribution<Duration>::fixed(days(5));
  terminal.free_storage = days(3);
  terminal.storage_per_teu_day = 20;
  world::BoxType box;
  box.teu = 2;
  CHECK(cost_of_dwell(terminal, box).money == Approx(80));
  CHECK(cost_of_dwell(terminal, box).hours == Approx(120));
  terminal.free_storage = days(7);
  CHECK(cost_of_dwell(terminal, box).money == 0);
  terminal.dwell = demand::Distribution<Duration>::exponential(days(5));  // some stay longer
  CHECK(cost_of_dwell(terminal, box).money == Approx(5 * std::exp(-7 / 5.0) * 2 * 20));
}

TEST_CASE("a truck costs its kilometres and tolls, at the lower of its own and the road's speed") {
  Sketch sketch;
  auto const a = sketch.place("A"), b = sketch.place("B");
  sketch.trucks(6, 300);
  auto const id = sketch.road(a, b, 120);
  sketch.world.links[id].speed_up = km_per_hour(40);
  sketch.world.links[id].toll_per_km = 0.5;
  auto const& box = sketch.world.box_types[sketch.dry];
  auto const down = cost_of_road(sketch.world, id, world::Direction::down, box);
  CHECK(down.money == Approx(120 * 6.5));
  CHECK(down.hours == Approx(2));
  CHECK(cost_of_road(sketch.world, id, world::Direction::up, box).hours == Approx(3));
  CHECK(cost_of_hire(sketch.world, box).money == Approx(300));
}

TEST_CASE("a change of carrier costs documents, and restuffing where it changes from rail to water") {
  // Documents 2 h and 50, restuffing 5 h and 400.
  Sketch sketch;
  auto& change = sketch.world.transfer_rules;
  change.documents = demand::Distribution<Duration>::fixed(hours(2));
  change.documents_cost = 50;
  change.restuffing = demand::Distribution<Duration>::fixed(hours(5));
  change.restuffing_cost = 400;
  auto const& flow = sketch.world.flows[sketch.flow(sketch.place("A"), sketch.place("B"))];
  Formalities asked;
  asked.documents = asked.restuffing = true;
  CHECK(cost_of(sketch.world, flow, asked).money == Approx(450));
  CHECK(cost_of(sketch.world, flow, asked).hours == Approx(7));
  asked.restuffing = false;
  CHECK(cost_of(sketch.world, flow, asked).money == Approx(50));
  CHECK(cost_of(sketch.world, flow, asked).hours == Approx(2));
}

TEST_CASE("customs costs its fee, its hours, and the inspection of the share that is chosen") {
  // Declared in 30 h and for 80. One box in ten is inspected (of trusted traders, who are half, one in twenty: 7.5 %):
  // 600 and 8 h, and the office is open for 12 h a day: 12 x 12 / 48 = 3 h until it opens, on the mean.
  Sketch sketch;
  auto& world = sketch.world;
  auto const a = sketch.place("A"), b = sketch.place("B");
  world.places[a].country = "VN";
  world.places[b].country = "CN";
  auto const quay = sketch.terminal(b);
  world.customs.applies = true;
  world.customs.import_declaration = demand::Distribution<Duration>::fixed(hours(30));
  world.customs.inspected = {0.1, 0.1, 0.1};
  world.customs.trusted_share = 0.5;
  world.customs.trusted_factor = 0.5;
  world.places[b].customs = world.customs_offices.add({.name = Sketch::named("office"),
                                                       .place = b,
                                                       .bays = 1,
                                                       .inspection = demand::Distribution<Duration>::fixed(hours(8)),
                                                       .hours = world::OpeningHours::daily(8, 20),
                                                       .cost_per_declaration = 80,
                                                       .cost_per_inspection = 600});
  auto const id = sketch.flow(a, b);
  world.flows[id].trade = world::TradeClass::import;
  Formalities asked;
  asked.place = b;
  asked.at = quay;
  asked.clearance = asked.import = true;
  auto const cost = cost_of(world, world.flows[id], asked);
  CHECK(cost.money == Approx(80 + 0.075 * 600));
  CHECK(cost.hours == Approx(30 + 0.075 * (8 + 3)));
  // Declared a day ahead, 6 h are left; papers of a box in transit take their own time and cost nothing.
  world.customs.when = world::Customs::When::advance;
  world.customs.advance = hours(24);
  asked.under_way = hours(100);
  CHECK(cost_of(world, world.flows[id], asked).hours == Approx(6 + 0.075 * (8 + 3)));
  world.customs.transit = demand::Distribution<Duration>::fixed(hours(5));
  Formalities transit;
  transit.transit = true;
  CHECK(cost_of(world, world.flows[id], transit).hours == Approx(5));
  CHECK(cost_of(world, world.flows[id], transit).money == 0);
}

TEST_CASE("a second stage costs the hours and the fee of the office where it is done, and none where there is none") {
  // One box in ten is opened: 600 and 0.3 of 8 h at the port; inland 20 h more, and in an office 300 and the 3 h until
  // it opens. A box that is cleared last of all is opened for 8 h there.
  Sketch sketch;
  auto& world = sketch.world;
  auto const a = sketch.place("A"), b = sketch.place("B"), c = sketch.place("C");
  world.places[a].country = "VN";
  world.places[b].country = world.places[c].country = "CN";
  world.customs.applies = true;
  world.customs.inspected = {0.1, 0.1, 0.1};
  world.customs.two_stage = true;
  world.customs.port_stage_share = 0.3;
  world.customs.inland_inspection = demand::Distribution<Duration>::fixed(hours(20));
  auto const office = [&](world::PlaceId place, double fee, world::OpeningHours open) {
    world.places[place].customs =
        world.customs_offices.add({.name = Sketch::named("office"),
                                   .place = place,
                                   .inspection = demand::Distribution<Duration>::fixed(hours(8)),
                                   .hours = open,
                                   .cost_per_inspection = fee});
  };
  office(b, 600, {});
  auto& flow = world.flows[sketch.flow(a, c)];
  flow.trade = world::TradeClass::import;
  Formalities asked;
  asked.place = b;
  asked.clearance = asked.import = true;
  CHECK(cost_of_second_stage(world, flow, asked, asked).hours == Approx(0.1 * 0.7 * 8));
  CHECK(cost_of_second_stage(world, flow, asked, asked).money == 0);
  Truck last;  // to C
  CHECK(cost_of(world, flow, asked).money == Approx(0.1 * 600));
  CHECK(cost_of(world, flow, asked).hours == Approx(0.1 * 0.3 * 8));
  CHECK(cost_of_second_stage(world, flow, asked, last).money == 0);
  CHECK(cost_of_second_stage(world, flow, asked, last).hours == Approx(0.1 * 20));
  office(c, 300, world::OpeningHours::daily(8, 20));
  CHECK(cost_of_second_stage(world, flow, asked, last).money == Approx(0.1 * 300));
  CHECK(cost_of_second_stage(world, flow, asked, last).hours == Approx(0.1 * (20 + 3)));
  last.out_of = sketch.terminal(b);
  CHECK(cost_of_second_stage(world, flow, asked, last).money == Approx(0.1 * 600));
  last.out_of = sketch.terminal(c);
  // A zone that releases first opens half of them inland, and none at the port.
  world.customs.two_stage = false;
  world::CustomsZone zone;
  zone.places = {b};
  zone.release_first = true;
  zone.later_inspected_share = 0.5;
  world.customs.zones.push_back(zone);
  flow.zone_share = 1;
  CHECK(cost_of(world, flow, asked).hours == 0);
  CHECK(cost_of_second_stage(world, flow, asked, last).money == Approx(0.05 * 300));
  CHECK(cost_of_second_stage(world, flow, asked, last).hours == Approx(0.05 * (20 + 3)));
}

TEST_CASE("storage is expected of the part of a stay that may outlast the free time") {
  // 20 a TEU and day, two TEU, three days free. Four days for certain: one is charged. A wait of up to four days (mean
  // two): in a quarter of the cases up to a day is charged, half a day in the mean. After a day for certain: up to two
  // of four days, in half of the cases one in the mean. A wait of up to three days: none.
  world::Terminal terminal;
  terminal.free_storage = days(3);
  terminal.storage_per_teu_day = 20;
  world::BoxType box;
  box.teu = 2;
  CHECK(expected_storage(terminal, box, days(4), {}) == Approx(40));
  CHECK(expected_storage(terminal, box, {}, days(2)) == Approx(40 * 0.125));
  CHECK(expected_storage(terminal, box, days(1), days(2)) == Approx(40 * 0.5));
  CHECK(expected_storage(terminal, box, days(5), days(2)) == Approx(40 * 4));
  CHECK(expected_storage(terminal, box, {}, days(1.5)) == 0);
  CHECK(expected_storage(terminal, box, {}, {}) == 0);
  // A vehicle that comes a day after the cut-off is waited for as certainly. One that comes two days before it takes
  // who has come in the ten days before that: four to ten are charged for up to seven days. Who comes later pays
  // nothing.
  CHECK(expected_storage(terminal, box, {}, days(2), days(1)) == Approx(40 * 0.5));
  CHECK(expected_storage(terminal, box, {}, days(6), days(-2)) == Approx(40 * 7 * 7 / 24.0));
}
