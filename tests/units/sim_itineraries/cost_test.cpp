#include "sim/itineraries/cost.hpp"

#include <catch2/catch.hpp>

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

TEST_CASE("hours, carbon, moves and kilometres have their price") {
  world::Flow flow;
  flow.value = 100'000;
  flow.time_value_per_hour = 3;
  world::Policy policy;
  policy.carbon_price_per_t = 80;
  policy.loss_per_move = 0.0001;
  policy.loss_per_1000_km = 0.001;
  Cost const cost{.money = 1000, .hours = 50, .kg_co2e = 250, .moves = 2, .km = 500};
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
  // Documents 2 h and 50, restuffing 5 h and 400; neither where one bill and one box go all the way.
  Sketch sketch;
  auto& change = sketch.world.transfer_rules;
  change.documents = demand::Distribution<Duration>::fixed(hours(2));
  change.documents_cost = 50;
  change.restuffing = demand::Distribution<Duration>::fixed(hours(5));
  change.restuffing_cost = 400;
  change.one_box = false;
  auto const cost = [&](world::TerminalKind from, world::TerminalKind to) {
    return cost_of_change(sketch.world, from, to, sketch.world.box_types[sketch.dry]);
  };
  using world::TerminalKind;
  CHECK(cost(TerminalKind::rail, TerminalKind::quay).money == Approx(450));
  CHECK(cost(TerminalKind::rail, TerminalKind::quay).hours == Approx(7));
  CHECK(cost(TerminalKind::quay, TerminalKind::quay).money == Approx(50));
  CHECK(cost(TerminalKind::quay, TerminalKind::quay).hours == Approx(2));
  change.one_box = change.one_bill = true;
  CHECK(cost(TerminalKind::rail, TerminalKind::quay).money == 0);
  CHECK(cost(TerminalKind::rail, TerminalKind::quay).hours == 0);
}
