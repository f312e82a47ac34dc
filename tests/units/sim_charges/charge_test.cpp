#include "sim/charges/charge.hpp"

#include <catch2/catch.hpp>

#include "tests/units/sim_charges/border.hpp"

using namespace tongzhou;
using namespace tongzhou::charges;
using ledger::Expense;
using ledger::Source;

TEST_CASE("a ride is charged freight, a move at either end and every change of gauge on its way") {
  // 20ft: 10 + 500 km x 2; handling 100 + 40; 300 over the border. 40ft: 20 + 500 x 3; 150 + 60; 300.
  Border sketch;
  auto const short_box = charge_of(sketch.world, sketch.world.box_types[sketch.dry], sketch.ride());
  CHECK(of(short_box.money, Expense::freight) == Approx(1010));
  CHECK(of(short_box.money, Expense::handling) == Approx(140));
  CHECK(of(short_box.money, Expense::transfer) == Approx(300));
  CHECK(total(short_box.money) == Approx(1450));
  CHECK(short_box.moves == 2);
  CHECK(in_km(short_box.distance) == Approx(500));
  // Only the gantry at A states what it runs on: 8 kWh at 0.5 kg.
  CHECK(of(short_box.kg_co2e, Source::handling) == Approx(4));
  CHECK(total(short_box.kg_co2e) == Approx(4));

  auto const long_box = charge_of(sketch.world, sketch.world.box_types[sketch.forty], sketch.ride());
  CHECK(total(long_box.money) == Approx(1520 + 210 + 300));
}

TEST_CASE("a ride round the rotation is charged its legs and no other") {
  // A -100- B -200- C -300- A; from C by A to B: 400 km at 1.
  itineraries::Sketch sketch;
  auto const a = sketch.place("A"), b = sketch.place("B"), c = sketch.place("C");
  auto const round =
      sketch.service("round", sketch.ship, 48, 1, {sketch.terminal(a), sketch.terminal(b), sketch.terminal(c)},
                     {sketch.river(a, b, 100), sketch.river(b, c, 200), sketch.river(c, a, 300)});
  auto const charge = charge_of(sketch.world, sketch.world.box_types[sketch.dry], Ride{round, 2, 1});
  CHECK(in_km(charge.distance) == Approx(400));
  CHECK(total(charge.money) == Approx(400));
}

TEST_CASE("a truck is charged its hire, its kilometres and the tolls, and nothing within a place") {
  // 300 + 60 km x 6 + 60 x 0.5; 60 km x 0.4 L x 3 kg, and back empty at 0.6 of it.
  Border sketch;
  auto const& box = sketch.world.box_types[sketch.dry];
  auto const charge = charge_of(sketch.world, box, sketch.by_road());
  CHECK(of(charge.money, Expense::drayage) == Approx(660));
  CHECK(of(charge.money, Expense::toll) == Approx(30));
  CHECK(total(charge.money) == Approx(690));
  CHECK(of(charge.kg_co2e, Source::drayage) == Approx(115.2));
  CHECK(charge.moves == 0);
  CHECK(in_km(charge.distance) == Approx(60));

  auto parts = charge_of_hire(sketch.world, box);
  parts += charge_of_road(sketch.world, box, sketch.world.links[sketch.to_c]);
  CHECK(total(parts.money) == Approx(690));
  CHECK(total(parts.kg_co2e) == Approx(115.2));
  CHECK(in_km(parts.distance) == Approx(60));

  auto within = sketch.by_road();
  within.links.clear();
  CHECK(total(charge_of(sketch.world, box, within).money) == 0);
}

TEST_CASE("a truck comes back empty: its CO2e is of both ways, its price is not") {
  // 60 km x 0.4 L x 3 kg = 72 kg out; back nothing, half or all of it. A long box has a truck for itself as a short
  // one.
  Border sketch;
  auto const with_light_share = [&](double share, world::BoxTypeId box) {
    sketch.world.vehicle_classes[sketch.truck].light_fuel_share = share;
    return charge_of(sketch.world, sketch.world.box_types[box], sketch.by_road());
  };
  CHECK(total(with_light_share(0, sketch.dry).kg_co2e) == Approx(72));
  CHECK(total(with_light_share(0.5, sketch.dry).kg_co2e) == Approx(108));
  CHECK(total(with_light_share(0.5, sketch.forty).kg_co2e) == Approx(108));
  CHECK(total(with_light_share(1, sketch.dry).kg_co2e) == Approx(144));
  CHECK(total(with_light_share(1, sketch.dry).money) == Approx(690));
  // A fifth of its kilometres empty: a fourth of those with cargo.
  sketch.world.trucking->empty_share = 0.2;
  CHECK(total(with_light_share(0.5, sketch.dry).kg_co2e) == Approx(72 * 1.125));
  sketch.world.trucking->empty_share = 0;
  CHECK(total(with_light_share(0.5, sketch.dry).kg_co2e) == Approx(72));
}

TEST_CASE("two boxes that share a truck share its fuel and its toll; one that it has no room for has a truck alone") {
  // All two by two: half of 115.2 kg and half of 30 of toll. 300 + 360 of freight is each one's own.
  Border sketch;
  auto& world = sketch.world;
  world.trucking->paired_share = 1;
  world.vehicle_classes[sketch.truck].deadweight = tonnes(30);
  auto& flow = world.flows[sketch.flow(sketch.b, sketch.c)];
  auto const charge = [&] { return charge_of(world, flow, Step{sketch.by_road()}); };
  flow.gross = tonnes(15);
  CHECK(total(charge().kg_co2e) == Approx(57.6));
  CHECK(of(charge().money, Expense::toll) == Approx(15));
  CHECK(of(charge().money, Expense::drayage) == Approx(660));
  flow.gross = tonnes(16);  // two are 32 t
  CHECK(total(charge().kg_co2e) == Approx(115.2));
  flow.gross = tonnes(10);
  flow.box = sketch.forty;  // two are 4 TEU
  CHECK(total(charge().kg_co2e) == Approx(115.2));
  flow.box = sketch.dry;
  world.box_types[sketch.dry].reefer = true;
  world.vehicle_classes[sketch.truck].reefer_plugs = 1;
  CHECK(total(charge().kg_co2e) == Approx(115.2));
}

TEST_CASE("a transfer between two terminals is charged its price and its energy") {
  Border sketch;
  auto const charge = charge_of(sketch.world, sketch.world.box_types[sketch.dry], InterTerminalTransfer{sketch.across});
  CHECK(of(charge.money, Expense::transfer) == Approx(70));
  CHECK(of(charge.kg_co2e, Source::transfer) == Approx(3));  // 6 kWh x 0.5
  CHECK(in_km(charge.distance) == 0);
}

TEST_CASE("formalities are charged documents, restuffing and a declaration, an inspection only when it happens") {
  Border sketch;
  auto const& box = sketch.world.box_types[sketch.dry];
  auto const charge = charge_of(sketch.world, box, sketch.all_formalities());
  CHECK(of(charge.money, Expense::transfer) == Approx(450));
  CHECK(of(charge.money, Expense::customs) == Approx(80));
  auto only_transit = sketch.all_formalities();
  only_transit.documents = only_transit.restuffing = only_transit.clearance = false;
  CHECK(total(charge_of(sketch.world, box, only_transit).money) == 0);
  auto where_no_office_is = sketch.all_formalities();
  where_no_office_is.place = sketch.a;
  where_no_office_is.at = sketch.rail_a;
  CHECK(of(charge_of(sketch.world, box, where_no_office_is).money, Expense::customs) == 0);
}

TEST_CASE("a box of a flow is also charged what its goods lose and the price of its carbon") {
  // Goods of 100,000: 2 moves x 0.01 % = 20, 500 km x 0.1 % a 1,000 km = 50. 4 kg at 250 a tonne = 1.
  Border sketch;
  auto& flow = sketch.world.flows[sketch.flow(sketch.a, sketch.b)];
  flow.value = 100'000;
  sketch.world.policy.loss_per_move = 0.0001;
  sketch.world.policy.loss_per_1000_km = 0.001;
  sketch.world.policy.carbon_price_per_t = 250;
  auto const charge = charge_of(sketch.world, flow, Step{sketch.ride()});
  CHECK(of(charge.money, Expense::loss_damage) == Approx(70));
  CHECK(of(charge.money, Expense::carbon) == Approx(1));
  CHECK(total(charge.money) == Approx(1450 + 71));
  auto const by_road = charge_of(sketch.world, flow, Step{sketch.by_road()});
  CHECK(of(by_road.money, Expense::loss_damage) == Approx(6));
  CHECK(of(by_road.money, Expense::carbon) == Approx(28.8));
}

TEST_CASE("a direct lift is charged its price in place of the moves at both ends, and burns no energy on the rails") {
  Border sketch;
  auto& world = sketch.world;
  world.transfers[sketch.across].direct_lift = world::DirectLift{.cost_per_box = 90};
  auto& rail = world.terminals[sketch.rail_b];
  auto& quay = world.terminals[sketch.quay_b];
  rail.handling_per_20ft = 60;
  quay.handling_per_20ft = 100;
  rail.energy = world.transfers[sketch.across].energy;
  rail.energy_per_move = 4;
  auto const charge = charge_of(world, world.box_types[sketch.dry], InterTerminalTransfer{sketch.across, true});
  CHECK(of(charge.money, Expense::transfer) == 0);
  CHECK(of(charge.money, Expense::handling) == Approx(90 - 60 - 100));
  CHECK(of(charge.kg_co2e, Source::handling) == Approx(-4 * 0.5));
  CHECK(charge.moves == -1);
}
