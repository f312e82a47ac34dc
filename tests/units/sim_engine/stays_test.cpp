#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <utility>
#include <vector>

#include "tests/units/sim_engine/event_log.hpp"
#include "tests/units/sim_engine/told.hpp"
#include "tests/units/sim_itineraries/sketch.hpp"

using namespace tongzhou;
using itineraries::Sketch;
using world::TradeClass;

namespace {

/// From Abroad by a daily ship to Port, and on by truck to Town; an office of customs at Port. Cranes take no time.
struct Stays : Sketch {
  world::PlaceId abroad = country("Abroad", "JP"), port = country("Port", "CN"), town = country("Town", "CN");
  world::TerminalId there = terminal(abroad), here = terminal(port);
  world::LinkId sea = river(abroad, port, 200), street = road(port, town, 60);
  world::ServiceId ships = service("daily", ship, 24, 1, {there, here}, {sea});
  EventLog log;
  double free_days = 0;
  double const per_teu_day = 20;

  Stays() {
    world.start = {2025, 1, 1};
    world.length = days(60);
    trucks(1);
    for (auto& terminal : world.terminals) {
      terminal.berths = 5;
      terminal.cranes = 5;
      terminal.moves_per_crane_hour = 1e6;
      terminal.storage_per_teu_day = per_teu_day;
    }
  }
  world::PlaceId country(char const* name, char const* code) {
    auto const id = place(name);
    world.places[id].country = code;
    return id;
  }
  world::FlowId boxes(world::PlaceId from, world::PlaceId to, TradeClass trade = TradeClass::domestic) {
    auto const id = flow(from, to);
    world.flows[id].trade = trade;
    world.flows[id].boxes_per_year = 3650;
    world.flows[id].pattern = demand::Pattern::regular;
    return id;
  }
  void customs(double declaration_h, double inspection_h) {
    world::CustomsOffice office;
    office.name = named("Port/customs");
    office.place = port;
    office.bays = 10;
    office.inspection = demand::Distribution<Duration>::fixed(hours(inspection_h));
    world.places[port].customs = world.customs_offices.add(office);
    world.customs.applies = true;
    world.customs.import_declaration = world.customs.export_declaration =
        demand::Distribution<Duration>::fixed(hours(declaration_h));
    world.customs.inspected = {1, 1, 1};
  }
  void closed(world::TerminalId terminal, double from_day, double to_day, double share = 0) {
    world.disruptions.push_back({.name = named("closure"),
                                 .target = terminal,
                                 .share = share,
                                 .when = std::vector<world::Disruption::Window>{{at_days(from_day), at_days(to_day)}}});
  }
  outcome::Outcome run() {
    for (auto& terminal : world.terminals) terminal.free_storage = days(free_days);
    return told(world, 0, &log);
  }

  /// What the stays at a terminal cost that end in the measured span, by the dates of gates and lifts: from the end of
  /// the free days to the end of the stay.
  double due_at(world::TerminalId terminal) {
    std::map<std::uint32_t, double> came, went;
    for (auto const& [box, at] : log.discharged[terminal]) came[box] = at;
    for (auto const& [box, at] : log.gate_in[terminal]) came[box] = at;
    if (terminal == there)
      for (std::size_t box = 0; box < log.births.size(); ++box)
        if (world.flows[log.flows[box]].origin == abroad) came[static_cast<std::uint32_t>(box + 1)] = log.births[box];
    for (auto const& [box, at] : log.loaded[terminal]) went[box] = at;
    for (auto const& [box, at] : log.gate_out[terminal]) went[box] = at;
    double const begin = in_hours(world.warm_up), end = in_hours(world.end());
    double due = 0;
    for (auto const& [box, until] : went)
      if (begin <= until && until < end) due += std::max(0.0, until - came.at(box) - 24 * free_days) / 24 * per_teu_day;
    return due;
  }
  double due() { return due_at(there) + due_at(here); }
};

double storage(outcome::Outcome const& outcome) { return outcome.totals.money[ledger::Expense::storage]; }

}  // namespace

TEST_CASE("a box pays storage for the days that customs keeps it in the yard") {
  // 48 h declared and 24 h inspected, at 20 a day: 60 each at Port, and what it waits for its ship in Abroad.
  Stays world;
  world.world.terminals[world.there].storage_per_teu_day = 0;
  world.customs(48, 24);
  world.boxes(world.abroad, world.town, TradeClass::import);
  auto const outcome = world.run();
  CHECK(storage(outcome) == Approx(world.due_at(world.here)));
  CHECK(storage(outcome) / outcome.totals.boxes_out == Approx(60).epsilon(0.05));
}

TEST_CASE("free days are given once to a stay, whatever a box waits for in it") {
  // 48 h declared, 24 h inspected, a day until it is fetched: four days in the yard, of which two are free.
  Stays world;
  world.free_days = 2;
  world.world.terminals[world.here].dwell = demand::Distribution<Duration>::fixed(hours(24));
  world.customs(48, 24);
  world.boxes(world.abroad, world.town, TradeClass::import);
  auto const outcome = world.run();
  CHECK(storage(outcome) == Approx(world.due()));
  CHECK(storage(outcome) / outcome.totals.boxes_out == Approx(40).epsilon(0.05));
}

TEST_CASE("an export pays from the gate to the ship, through customs and the wait for its sailing") {
  Stays world;
  world.free_days = 1;
  world.customs(20, 10);
  auto& stops = world.world.services[world.ships].stops;
  std::swap(stops[0].terminal, stops[1].terminal);
  stops[0].to_next.front().direction = world::Direction::up;
  world.world.terminals[world.here].gate = {.lanes = 1,
                                            .per_truck = demand::Distribution<Duration>::fixed(minutes(10))};
  world.boxes(world.town, world.abroad, TradeClass::export_);
  auto const outcome = world.run();
  CHECK(storage(outcome) > 1000);
  CHECK(storage(outcome) == Approx(world.due()));
}

TEST_CASE("free days do not begin anew when a box gives up one service for another") {
  // A small ship that carries one box a day and a large one every four days: some change when they look again.
  Stays world;
  world.free_days = 2;
  world.world.policy.replan_after = hours(6);
  world.world.vehicle_classes[world.ship].teu = 1;
  auto const large = world.vehicle("large", world::Mode::river, 20, 500);
  world.service("large", large, 96, 1.1, {world.there, world.here}, {world.sea});
  world.boxes(world.abroad, world.port);
  auto const outcome = world.run();
  REQUIRE(outcome.totals.boxes_replanned > 10);
  CHECK(storage(outcome) == Approx(world.due()));
}

TEST_CASE("a stay that began before the measured span is paid when it ends, one that outlasts the run is not") {
  Stays world;
  world.world.warm_up = days(20);
  world.world.terminals[world.here].dwell = demand::Distribution<Duration>::fixed(days(15));
  world.boxes(world.abroad, world.town);
  auto const outcome = world.run();
  REQUIRE(outcome.totals.boxes_inside > 100);
  CHECK(storage(outcome) == Approx(world.due()));
}

TEST_CASE("no truck passes the gate of a terminal that is closed, in or out") {
  Stays world;
  world.closed(world.here, 31, 41);
  SECTION("out") {
    world.world.terminals[world.here].dwell = demand::Distribution<Duration>::fixed(days(5));
    world.boxes(world.abroad, world.town);
  }
  SECTION("in, through lanes") {
    auto& stops = world.world.services[world.ships].stops;
    std::swap(stops[0].terminal, stops[1].terminal);
    stops[0].to_next.front().direction = world::Direction::up;
    world.world.terminals[world.here].gate = {.lanes = 2,
                                              .per_truck = demand::Distribution<Duration>::fixed(minutes(5))};
    world.boxes(world.town, world.abroad);
  }
  SECTION("in, at a rail terminal") {
    world.world.terminals[world.here].kind = world.world.terminals[world.there].kind = world::TerminalKind::rail;
    world.world.links[world.sea].kind = world::LinkKind::railway;
    world.world.services[world.ships].vehicle = world.train;
    auto& stops = world.world.services[world.ships].stops;
    std::swap(stops[0].terminal, stops[1].terminal);
    stops[0].to_next.front().direction = world::Direction::up;
    world.boxes(world.town, world.abroad);
  }
  auto const outcome = world.run();
  auto passed = world.log.gate_in[world.here];
  passed.insert(passed.end(), world.log.gate_out[world.here].begin(), world.log.gate_out[world.here].end());
  auto const within = [&](double from, double to) {
    return std::ranges::count_if(passed, [&](auto const& pass) { return from <= pass.second && pass.second < to; });
  };
  CHECK(within(31 * 24 + 0.2, 41 * 24) == 0);  // who was at the gate when it closed has passed it
  CHECK(within(41 * 24, 43 * 24) > 40);        // who waited comes when it opens
  CHECK(outcome.terminals[world.here].gate.wait_hours.max > 215);
}

TEST_CASE("a terminal that opens again in the night lets trucks through in the morning") {
  // Closed from day 31 to three in the morning of day 41; its gate is open from eight to eighteen.
  Stays world;
  world.closed(world.here, 31, 41.125);
  world.world.terminals[world.here].gate = {.lanes = 2,
                                            .per_truck = demand::Distribution<Duration>::fixed(minutes(5)),
                                            .hours = world::OpeningHours::daily(8, 18)};
  world.boxes(world.abroad, world.town);
  world.run();
  auto const passed_between = [&](double from, double to) {
    return std::ranges::count_if(world.log.gate_out[world.here],
                                 [&](auto const& pass) { return from <= pass.second && pass.second < to; });
  };
  CHECK(passed_between(31 * 24, 41 * 24 + 8) == 0);
  CHECK(passed_between(41 * 24 + 8, 41 * 24 + 18) > 0);
}

TEST_CASE("trucks take twice as long at a gate of which half is left") {
  Stays world;
  world.world.terminals[world.here].gate = {.lanes = 1,
                                            .per_truck = demand::Distribution<Duration>::fixed(minutes(30))};
  world.closed(world.here, 0, 60, 0.5);
  world.boxes(world.abroad, world.town);
  world.run();
  auto const& out = world.log.gate_out[world.here];
  REQUIRE(out.size() > 100);
  CHECK(out[1].second - out[0].second == Approx(1));  // they come off one ship and stand in line
}
