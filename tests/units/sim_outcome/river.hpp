#pragma once

#include "sim/outcome/summary.hpp"

/// A river of 100 km from one quay to another, ten days measured, and what is on record after them. Two flows: three
/// boxes of 2 TEU and two of 1 TEU have ridden on a barge. It worked for ten days at 1,000 a day, burnt 6 t under way
/// and, at 0.5 t a day, 2 t in four idle days; a tonne costs 600 and gives 3,000 kg CO2e.
struct River {
  tongzhou::world::World world;
  tongzhou::ledger::Ledger ledger{tongzhou::at_days(0), tongzhou::at_days(10)};
  tongzhou::outcome::Records records{.ledger = ledger};
  tongzhou::world::PlaceId up, down;
  tongzhou::world::TerminalId quay, far_quay;
  tongzhou::world::BoxTypeId forty, twenty;
  tongzhou::world::VehicleClassId barges;
  tongzhou::world::ServiceId barge;
  tongzhou::world::FlowId long_boxes, short_boxes;
  tongzhou::ledger::AccountId long_ride, short_ride;

  River() {
    using namespace tongzhou;
    world.length = days(10);
    world.policy.carbon_price_per_t = 100;
    world::Fuel fuel;
    fuel.price = 600;
    fuel.kg_co2e = 3000;
    world::VehicleClass barge_class;
    barge_class.mode = world::Mode::river;
    barge_class.fuel = world.fuels.add(fuel);
    barge_class.fuel_per_day_in_port = 0.5;
    barge_class.fixed_cost_per_day = 1000;
    barges = world.vehicle_classes.add(barge_class);
    up = add_place("up");
    down = add_place("down");
    quay = add_terminal("up/quay", up);
    far_quay = add_terminal("down/quay", down);
    forty = add_box_type(2);
    twenty = add_box_type(1);
    barge = add_service("barge");
    long_boxes = add_flow(forty, world::TradeClass::domestic, {3, 3, 3});
    short_boxes = add_flow(twenty, world::TradeClass::domestic, {2, 2, 2});
    long_ride = ride(long_boxes, barge, 3);
    short_ride = ride(short_boxes, barge, 2);
    records.services[barge].vehicles = {{.days = 10, .idle = days(4), .held_up_on_line = {}, .fuel = 6}};
    records.teu_in_by_week = records.teu_out_by_week = {8, 0};
    records.teu_change_by_week = {0, 0};
  }

  tongzhou::world::PlaceId add_place(std::string code) {
    tongzhou::world::Place place;
    place.name.code = std::move(code);
    records.place_teu_by_week.add({0, 0});
    records.papers.add(0);
    return world.places.add(place);
  }

  tongzhou::world::TerminalId add_terminal(std::string code, tongzhou::world::PlaceId place) {
    tongzhou::world::Terminal terminal;
    terminal.name.code = std::move(code);
    terminal.place = place;
    terminal.berths = 2;
    records.terminals.add({});
    return world.terminals.add(terminal);
  }

  tongzhou::world::BoxTypeId add_box_type(double teu) {
    tongzhou::world::BoxType type;
    type.teu = teu;
    return world.box_types.add(type);
  }

  tongzhou::world::ServiceId add_service(std::string code) {
    tongzhou::world::Service service;
    service.name.code = std::move(code);
    service.vehicle = barges;
    records.services.add({});
    return world.services.add(service);
  }

  /// From up to down.
  tongzhou::world::FlowId add_flow(tongzhou::world::BoxTypeId box, tongzhou::world::TradeClass trade,
                                   tongzhou::outcome::FlowRecord record) {
    tongzhou::world::Flow flow;
    flow.box = box;
    flow.trade = trade;
    flow.origin = up;
    flow.destination = down;
    records.flows.add(std::move(record));
    return world.flows.add(flow);
  }

  /// An account of a step that begins at the quay.
  tongzhou::ledger::AccountId step(tongzhou::ledger::Account account, tongzhou::outcome::StepRecord record,
                                   tongzhou::ledger::Money const& per_box = {}) {
    account.terminal = quay;
    records.steps.add(record);
    return ledger.open(account, per_box);
  }

  /// So many boxes ride the 100 km.
  tongzhou::ledger::AccountId ride(tongzhou::world::FlowId flow, tongzhou::world::ServiceId service, int boxes) {
    double const teu = world.box_types[world.flows[flow].box].teu;
    tongzhou::ledger::Account account;
    account.flow = flow;
    account.service = service;
    account.teu_km = teu * 100;
    auto const id = step(account, {.kind = tongzhou::outcome::StepKind::ride, .teu = teu});
    for (int box = 0; box < boxes; ++box) ledger.begin(id, tongzhou::at_days(1));
    records.services[service].figures.boxes += boxes;
    records.services[service].figures.teu_km += boxes * account.teu_km;
    return id;
  }

  tongzhou::outcome::Outcome outcome() const { return tongzhou::outcome::summarise(records, world); }
};
