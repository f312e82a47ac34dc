#include <catch2/catch.hpp>
#include <cstddef>
#include <utility>
#include <vector>

#include "tests/units/sim_engine/event_log.hpp"
#include "tests/units/sim_engine/told.hpp"
#include "tests/units/sim_itineraries/sketch.hpp"

using namespace tongzhou;
using itineraries::Sketch;

namespace {

/// Ships leave West at midnight, ten hours to Half-way, ten to East and twenty back; a stay takes two hours. So a round
/// is 46 hours, and two ships keep a daily departure with two hours to spare.
struct Line : Sketch {
  world::PlaceId west = place("West"), half_way = place("Half-way"), east = place("East");
  world::TerminalId first = terminal(west), second = terminal(half_way), third = terminal(east);
  world::LinkId there = river(west, half_way, 200), on = river(half_way, east, 200), back = river(east, west, 400);
  world::ServiceId ships = service("ships", ship, 24, 1, {first, second, third}, {there, on, back});
  EventLog log;

  Line() {
    world.start = {2025, 1, 1};
    world.length = days(40);
    for (auto& port : world.terminals) port.berths = 3;
    auto const nobody = flow(west, east);
    world.flows[nobody].boxes_per_year = 0.001;
    auto& service = world.services[ships];
    service.fleet = 2;
    for (auto& stop : service.stops) stop.port_time = demand::Distribution<Duration>::fixed(hours(2));
    auto const dates = std::vector<std::pair<double, double>>{{46, 0}, {10, 12}, {22, 24}};
    for (std::size_t stop = 0; stop < dates.size(); ++stop) {
      service.stops[stop].arrives = hours(dates[stop].first);
      service.stops[stop].departs = hours(dates[stop].second);
    }
    service.stops[0].arrives = hours(44);
  }
  void close(world::LinkId link, double from_h, double to_h) {
    world.disruptions.push_back(
        {named("closed"), link, 0, std::vector{world::Disruption::Window{at_hours(from_h), at_hours(to_h)}}});
  }
  /// One an hour; cranes take no time.
  void boxes_to(world::PlaceId destination) {
    for (auto& port : world.terminals) {
      port.cranes = 1;
      port.moves_per_crane_hour = 1e6;
    }
    auto const id = flow(west, destination);
    world.flows[id].boxes_per_year = 365 * 24;
    world.flows[id].pattern = demand::Pattern::regular;
  }
  outcome::ServiceOutcome run() { return told(world, 0, &log).services[ships]; }
};

}  // namespace

TEST_CASE("a ship that is a whole gap late takes the next departure, and is on time from then on") {
  // A ship is there at midnight and leaves after its stay, at 2; the first is four hours on its way back when that
  // closes from hour 30 to hour 100, so it is home at 116. The second, a day behind, waits at East and is home at 120.
  // Of the departures at 48, 72, 96 and 120 hours nobody is there for the first two; the first takes 96, 20 hours late
  // and less than a gap, the second 120.
  Line line;
  line.close(line.back, 30, 100);
  line.world.services[line.ships].recovery.leaves_out_rounds = hours(24);
  auto const service = line.run();
  CHECK(service.departures_left_out == 2);
  auto const& from_west = line.log.departures[line.first];
  REQUIRE(from_west.size() > 4);
  CHECK(from_west[0] == Approx(2));
  CHECK(from_west[2] == Approx(118));
  CHECK(from_west[3] == Approx(122));
  // Without the rule the fleet is late by the same days to the end.
  Line other;
  other.close(other.back, 30, 100);
  CHECK(other.run().late_hours_mean.value() > 2 * service.late_hours_mean.value());
}

TEST_CASE("of ships of two classes in turn a late one takes the next departure of its own class") {
  // Closed to 110 instead: home at 126 and at 130. Alike, the first takes the departure of 120 and the other that of
  // 144. In turn, those of 48, 96 and 144 are the first's: it takes the last, and the other that of 120.
  for (bool const in_turn : {false, true}) {
    Line line;
    line.close(line.back, 30, 110);
    auto& service = line.world.services[line.ships];
    service.recovery.leaves_out_rounds = hours(24);
    auto other = service;
    other.vehicle = line.vehicle("other", world::Mode::river, 20, 50);
    if (in_turn) service.in_turn = {service, other};
    CHECK(line.run().departures_left_out == 3);
    auto const& from_west = line.log.departures[line.first];
    REQUIRE(from_west.size() > 3);
    CHECK(from_west[2] == Approx(in_turn ? 132 : 128));
    CHECK(from_west[3] == Approx(144));
  }
}

TEST_CASE("a late ship passes by a stop for which nobody is aboard, and calls where somebody wants to leave it") {
  // Seven hours from Half-way when it closes from 5 to 20: there at 27, 17 hours late. Its stay of two hours is saved
  // where it passes by.
  for (auto const& [states_it, somebody] : {std::pair{true, false}, std::pair{false, false}, std::pair{true, true}}) {
    Line line;
    line.world.length = days(2);
    line.close(line.there, 5, 20);
    line.boxes_to(line.east);
    if (somebody) line.boxes_to(line.half_way);
    if (states_it) line.world.services[line.ships].recovery.leaves_out_calls = hours(6);
    auto const service = line.run();
    bool const calls = !states_it || somebody;
    CHECK(service.calls_left_out == (calls ? 0 : 1));
    CHECK(line.log.arrivals[line.third].front() == Approx(calls ? 39 : 37).margin(0.01));
  }
}

TEST_CASE("a late ship turns back short where it calls again, unless somebody aboard wants to go farther") {
  // To and fro: Half-way 10 to 12, East 22 to 24, Half-way again 34 to 36. At Half-way at 27, 17 hours late, it waits
  // for 36 and goes back; with boxes for East it goes on after its stay of two hours.
  for (auto const& [states_it, somebody] : {std::pair{true, false}, std::pair{false, false}, std::pair{true, true}}) {
    Line line;
    line.world.length = days(2);
    line.close(line.there, 5, 20);
    auto& service = line.world.services[line.ships];
    world::Stop half_way_back = service.stops[1];
    service.stops[2].to_next = {{line.on, world::Direction::up}};
    half_way_back.to_next = {{line.there, world::Direction::up}};
    half_way_back.arrives = hours(34);
    half_way_back.departs = hours(36);
    service.stops.push_back(half_way_back);
    line.boxes_to(line.half_way);
    if (somebody) line.boxes_to(line.east);
    if (states_it) service.recovery.turns_back_short = hours(6);
    auto const run = line.run();
    bool const turns = states_it && !somebody;
    CHECK(run.calls_left_out == (turns ? 1 : 0));
    CHECK(line.log.departures[line.second].front() == Approx(turns ? 36 : 29).margin(0.01));
    CHECK(run.legs[0].teu_carried > 0);
  }
}
