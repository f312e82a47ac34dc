#pragma once

#include "sim/charges/charge.hpp"
#include "tests/units/sim_itineraries/sketch.hpp"

namespace tongzhou::charges {

/// A train from A over 100 km, a change of gauge at 300 a box and 400 km to B; then a road of 60 km at 0.5 a km to C.
/// All that has a price, has one of its own.
struct Border : itineraries::Sketch {
  world::PlaceId a = place("A"), b = place("B"), c = place("C"), x = place("X");
  world::TerminalId rail_a = terminal(a, world::TerminalKind::rail), rail_b = terminal(b, world::TerminalKind::rail);
  world::TerminalId quay_b = terminal(b);
  world::GaugeChangeId gauge;
  world::ServiceId block;
  world::LinkId to_c = road(b, c, 60);
  world::TransferId across = transfer(rail_b, quay_b, 1, 70);
  world::CustomsOfficeId office;
  world::FuelId grid, diesel;

  Border() {
    world::GaugeChange change;
    change.place = x;
    change.cost_per_box = 300;
    gauge = world.gauge_changes.add(change);
    block = service("block", train, 24, 2, {rail_a, rail_b}, {rails(a, x, 100)});
    auto& way = world.services[block].stops[0].to_next;
    way.push_back({gauge, world::Direction::down});
    way.push_back({rails(x, b, 400), world::Direction::down});
    world.services[block].freight = {.per_km_20ft = 2, .per_km_40ft = 3, .per_box_20ft = 10, .per_box_40ft = 20};
    grid = world.fuels.add({.name = named("grid"), .unit = "kWh", .price = 1, .kg_co2e = 0.5, .source = ""});
    diesel = world.fuels.add({.name = named("diesel"), .unit = "L", .price = 7, .kg_co2e = 3, .source = ""});
    auto& gantry = world.terminals[rail_a];
    gantry.handling_per_20ft = 100;
    gantry.handling_per_40ft = 150;
    gantry.energy = grid;
    gantry.energy_per_move = 8;
    world.terminals[rail_b].handling_per_20ft = 40;
    world.terminals[rail_b].handling_per_40ft = 60;
    trucks(6, 300);
    world.vehicle_classes[truck].fuel = diesel;
    world.vehicle_classes[truck].fuel_per_km = 0.4;
    world.links[to_c].toll_per_km = 0.5;
    world.transfers[across].energy = grid;
    world.transfers[across].energy_per_box = 6;
    world.transfer_rules.documents_cost = 50;
    world.transfer_rules.restuffing_cost = 400;
    world::CustomsOffice desk;
    desk.place = b;
    desk.cost_per_declaration = 80;
    desk.cost_per_inspection = 900;
    office = world.customs_offices.add(desk);
    world.places[b].customs = office;
  }

  Ride ride() const { return {block, 0, 1}; }
  Truck by_road() const {
    return {.from_place = b,
            .to_place = c,
            .out_of = quay_b,
            .into = {},
            .links = {to_c},
            .distance = kilometres(60),
            .time = hours(1),
            .toll = 30};
  }
  Formalities all_formalities() const {
    return {.place = b,
            .at = quay_b,
            .documents = true,
            .restuffing = true,
            .transit = true,
            .clearance = true,
            .import = true};
  }
};

inline double of(ledger::Money const& money, ledger::Expense expense) { return money[expense]; }
inline double of(ledger::Emissions const& kg, ledger::Source source) { return kg[source]; }

}  // namespace tongzhou::charges
