#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <string>
#include <vector>

#include "tests/units/sim_engine/event_log.hpp"
#include "tests/units/sim_engine/told.hpp"
#include "tests/units/sim_itineraries/sketch.hpp"

using namespace tongzhou;
using demand::Distribution;
using itineraries::Sketch;

namespace {

/// A port behind an approach. Ships come from the sea, an hour away, and are at its quay no longer than they must.
struct Harbour : Sketch {
  world::PlaceId sea = place("Sea"), port = place("Port");
  world::TerminalId roads = terminal(sea), quay = terminal(port);
  world::LinkId way = river(sea, port, 20);
  EventLog log;

  Harbour() {
    world.start = {2025, 1, 1};
    world.length = days(30);
    for (auto& at : world.terminals) at.berths = 200;
    world::Approach made;
    made.name = named("Port/fairway");
    made.place = port;
    made.passage = Distribution<Duration>::fixed(hours(1));
    world.places[port].approach = world.approaches.add(made);
    auto const id = flow(sea, port);
    world.flows[id].boxes_per_year = 0.001;
    auto& facts = world.vehicle_classes[ship];
    facts.length = metres(200);
    facts.deadweight = tonnes(1000);
    facts.draught_light = facts.draught_full = metres(9);
  }
  world::Approach& approach() { return world.approaches[world::ApproachId{0}]; }
  /// Comes to the anchorage at an hour, is at the quay for some, and goes to sea again.
  world::ServiceId ship_at(double hour, double stays) {
    auto const id =
        service("ship " + std::to_string(world.services.size()), ship, 24, 1, {roads, quay, roads}, {way, way});
    world.services[id].schedule = world::Regular{days(400), hours(hour - 1)};
    world.services[id].stops[1].port_time = Distribution<Duration>::fixed(hours(stays));
    return id;
  }
  /// Lifted in no time, by a ship of 600 t that draws 6 m empty and 12 m full.
  void boxes_of_ten_tonnes() {
    auto& facts = world.vehicle_classes[ship];
    facts.draught_light = metres(6);
    facts.draught_full = metres(12);
    facts.deadweight = tonnes(600);
    for (auto& at : world.terminals) {
      at.cranes = 1;
      at.moves_per_crane_hour = 1e6;
    }
    auto& boxes = world.flows[world::FlowId{0}];
    boxes.boxes_per_year = 36500;
    boxes.pattern = demand::Pattern::regular;
  }
  /// Ships come at random, and leave the scenario at the quay.
  void at_random(double between_hours, double run_days) {
    auto const id = service("random", ship, 24, 1, {roads, quay}, {way});
    world.services[id].schedule = world::Random{Distribution<Duration>::exponential(hours(between_hours))};
    world.length = days(run_days);
  }
  outcome::TerminalOutcome run() { return told(world, 0, &log).terminals[quay]; }
  std::vector<double> departures() { return log.departures[quay]; }
  /// Two metres up and down twice a day, high at midnight and noon: deep enough for nine metres over a depth of eight
  /// from two hours before to two hours after.
  void tide() {
    approach().depth.fill(metres(8));
    approach().tide.constituents = {{metres(2), hours(12), {}}};
  }
  static std::array<double, 24> from_six_to_six() {
    std::array<double, 24> hours{};
    for (std::size_t hour = 6; hour < 18; ++hour) hours[hour] = 1;
    return hours;
  }
};

}  // namespace

TEST_CASE("a ship takes the passage of the approach to come in, and again to go out") {
  // At the anchorage at 5:00, alongside from 6:00 to 8:00, out at 9:00, at sea at 10:00.
  Harbour harbour;
  harbour.ship_at(5, 2);
  auto const outcome = harbour.run();
  CHECK(harbour.departures() == std::vector<double>{8});
  CHECK(harbour.log.arrivals[harbour.roads].back() == Approx(10));
  CHECK(outcome.at_anchorage_hours_mean == Approx(1));
  CHECK(outcome.at_berth_hours_mean == Approx(2));
}

TEST_CASE("a deep ship waits for high water to come in and to go out, a light one does not") {
  // Open from 10:00 to 14:00 and from 22:00 to 2:00. In at 10:00, alongside at 11:00, worked at 15:00, out at 22:00.
  for (bool const deep : {true, false}) {
    Harbour harbour;
    harbour.tide();
    if (!deep) harbour.world.vehicle_classes[harbour.ship].draught_light = metres(5);
    harbour.ship_at(5, 4);
    auto const outcome = harbour.run();
    CHECK(harbour.departures().front() == Approx(deep ? 22 : 10).margin(1e-3));
    CHECK(outcome.tide_wait_hours_mean == Approx(deep ? 5 + 7 : 0).margin(1e-3));
    CHECK(outcome.at_berth_hours_mean == Approx(deep ? 11 : 4).margin(1e-3));  // it holds its berth until high water
  }
}

TEST_CASE("by a table of the water by hour a ship waits as long as the table says") {
  // 0, 2, 4 and 2 m at full hours: a metre and more from 0:30 to 3:30 of every four hours.
  Harbour harbour;
  harbour.approach().depth.fill(metres(8));
  harbour.approach().tide.by_hour = {metres(0), metres(2), metres(4), metres(2)};
  harbour.ship_at(7.75, 0);
  CHECK(harbour.run().tide_wait_hours_mean == Approx(0.75).margin(1e-3));  // in at 8:30; out at 9:30, at once
}

TEST_CASE("a ship loads for the high water of the port that it goes to") {
  // From the sea with 8 m at the quay's approach at low water; 2 m of tide. It draws 6 m empty and 12 m full.
  Harbour harbour;
  harbour.tide();
  harbour.boxes_of_ten_tonnes();
  harbour.ship_at(49, 0);
  // 8 m and 1.983 m, which last half an hour of each tide: 3.983 of six metres, 398 of 600 t, 39 boxes of ten tonnes.
  auto const outcome = told(harbour.world, 0, &harbour.log);
  CHECK(outcome.services[world::ServiceId{0}].legs[0].teu_carried == 39);
  CHECK(harbour.departures().size() == 1);  // it came in
}

TEST_CASE("a laden ship waits for the water that its load needs, and goes out as soon as it is empty") {
  // With 39 boxes it draws 9.9 m: 1.9 m of tide from 36 minutes before high water to 36 minutes after. It comes an hour
  // after high water.
  Harbour harbour;
  harbour.tide();
  harbour.boxes_of_ten_tonnes();
  harbour.ship_at(49, 0);
  double const sets_out = 60 - 12 * std::acos(1.9 / 2) / (2 * std::numbers::pi);
  CHECK(harbour.run().tide_wait_hours_mean == Approx(sets_out - 49).margin(1e-3));
  CHECK(harbour.departures().front() == Approx(sets_out + 1).margin(1e-3));
}

TEST_CASE("ships that come at random wait for the tide as long as the square of its closed part says") {
  // Closed 8 of 12 hours: 8 x 8 / (2 x 12) hours in the mean.
  Harbour harbour;
  harbour.tide();
  harbour.approach().passage = {};
  harbour.at_random(5, 1500);
  auto const outcome = harbour.run();
  CHECK(outcome.calls > 6000);
  CHECK(outcome.tide_wait_hours_mean == Approx(64.0 / 24).epsilon(0.04));
}

TEST_CASE("those who must wait for the tide wait for each part of its closed time alike") {
  // Two in three find it closed, for up to eight hours: a quarter of them each waits up to 2, 4, 6 and 8.
  struct Waits : EventLog {
    std::array<double, 4> by_two_hours{};
    void waits(engine::Voyage const&, world::PlaceId, ledger::Cause cause, Time from, Time to) override {
      if (cause != ledger::Cause::waiting_for_depth) return;
      ++by_two_hours[std::min<std::size_t>(3, static_cast<std::size_t>(in_hours(to - from) / 2))];
    }
  } log;
  Harbour harbour;
  harbour.tide();
  harbour.approach().passage = {};
  harbour.at_random(5, 3000);
  double const calls = told(harbour.world, 0, &log).terminals[harbour.quay].calls;
  for (double const waits : log.by_two_hours) CHECK(waits / calls == Approx(1.0 / 6).epsilon(0.06));
}

TEST_CASE("no long ship sets out at night, short ones do") {
  Harbour harbour;
  harbour.approach().daylight = world::OpeningHours::daily(6, 18);
  harbour.approach().day_only_from = metres(200);
  harbour.ship_at(20, 2);
  auto const small = harbour.vehicle("small", world::Mode::sea, 20, 10);
  harbour.world.vehicle_classes[small].length = metres(150);
  harbour.world.services[harbour.ship_at(20, 2)].vehicle = small;
  // The small one is in at 21:00 and leaves at 23:00; the large one comes in from 6:00 to 7:00 and leaves at 9:00.
  auto const outcome = harbour.run();
  CHECK(harbour.departures() == std::vector<double>{23, 33});
  CHECK(outcome.channel_wait_hours_mean == Approx(10 / 2.0));
}

TEST_CASE("ships go in convoys at the times of each way") {
  // In at 6:00, alongside from 7:00 to 8:00; out at 12:00. At random: every 12 hours, 6 hours in the mean.
  Harbour harbour;
  harbour.approach().convoys_in = {hours(6), hours(18)};
  harbour.approach().convoys_out = {hours(12)};
  harbour.ship_at(1, 1);
  CHECK(harbour.run().channel_wait_hours_mean == Approx(5 + 4));
  CHECK(harbour.departures() == std::vector<double>{12});

  Harbour often;
  often.approach().convoys_in = {hours(6), hours(18)};
  often.at_random(5, 1500);
  CHECK(often.run().channel_wait_hours_mean == Approx(6).epsilon(0.03));
}

TEST_CASE("in a channel of one way those who go wait for those who come, who follow after the headway") {
  // The first is in from 1:00 to 2:00 and worked at 2:30. The second is in the channel from 2:15, the third has asked
  // at 2:20 and follows at 2:30: when it is through, at 3:30, the first goes out.
  Harbour harbour;
  harbour.approach().one_way = true;
  harbour.approach().headway = minutes(15);
  harbour.ship_at(1, 0.5);
  harbour.ship_at(2.25, 10);
  harbour.ship_at(2 + 1 / 3.0, 10);
  auto const outcome = harbour.run();
  auto const departures = harbour.departures();
  REQUIRE(departures.size() == 3);
  CHECK(departures[0] == Approx(3.5));
  CHECK(departures[1] == Approx(13.25));
  CHECK(departures[2] == Approx(13.5));
  CHECK(outcome.channel_wait_hours_mean == Approx((1 + 1 / 6.0) / 3));
}

TEST_CASE("one of a convoy follows those before it by the headway, and one that waits for a pilot goes with the next") {
  // In from 6:00, 6:10 and 6:20 on, and an hour later two days at the quay. With one pilot in at 6:00 and 18:00.
  for (bool const one_way : {true, false}) {
    Harbour harbour;
    harbour.approach().one_way = one_way;
    harbour.approach().headway = minutes(10);
    harbour.approach().convoys_in = {hours(6), hours(18)};
    for (double const hour : {1.0, 2.0, 3.0}) harbour.ship_at(hour, 48);
    harbour.run();
    auto const departures = harbour.departures();
    REQUIRE(departures.size() == 3);
    for (std::size_t n = 0; n < 3; ++n) CHECK(departures[n] == Approx(55 + static_cast<double>(n) / 6));
  }
  Harbour piloted;
  piloted.approach().convoys_in = {hours(6), hours(18)};
  piloted.approach().pilots = {.count = 1};
  for (double const hour : {1.0, 2.0}) piloted.ship_at(hour, 48);
  piloted.run();
  CHECK(piloted.departures() == std::vector<double>{55, 67});
}

TEST_CASE("whoever has no water when its turn in the channel has come leaves it to the next one") {
  // Ships set out 90 minutes apart, the first at 1:00. The second, a deep one, finds no water at 2:30 and comes in at
  // 10:00; the third goes at 2:30. All are at the quay for two days.
  for (bool const one_way : {true, false}) {
    Harbour harbour;
    harbour.tide();
    harbour.approach().one_way = one_way;
    harbour.approach().headway = minutes(90);
    auto const shallow = harbour.vehicle("shallow", world::Mode::sea, 20, 10);
    harbour.world.services[harbour.ship_at(1, 48)].vehicle = shallow;
    harbour.ship_at(1.05, 48);
    harbour.world.services[harbour.ship_at(1.5, 48)].vehicle = shallow;
    harbour.run();
    auto const departures = harbour.departures();
    REQUIRE(departures.size() == 3);
    CHECK(departures[0] == Approx(50));
    CHECK(departures[1] == Approx(51.5));
    CHECK(departures[2] == Approx(59).margin(1e-3));
  }
}

TEST_CASE("fog of its season holds ships outside, in other months nobody waits") {
  // From noon to midnight of each day, in one month.
  auto const waited = [](int month) {
    Harbour harbour;
    world::Disruption::AtRandom fog{Distribution<Duration>::fixed(hours(12)), Distribution<Duration>::fixed(hours(12))};
    fog.months.fill(false);
    fog.months[static_cast<std::size_t>(month - 1)] = true;
    harbour.world.disruptions.push_back({Sketch::named("fog"), world::ApproachId{0}, 0, fog});
    harbour.ship_at(24 * 3 + 15, 0);
    return harbour.run().channel_wait_hours_mean;
  };
  CHECK(waited(1) == Approx(9));  // in at midnight, out at 1:00
  CHECK(waited(2) == 0);
}

TEST_CASE("one pilot brings in ships that come at random as the theory of one server says") {
  // Load 0.6: with passages of chance, M/M/1, 0.6 x 3 h / 0.4 = 4.5 h; with equal ones, M/D/1, half of it.
  for (bool const by_chance : {true, false}) {
    Harbour harbour;
    harbour.approach().pilots = {.count = 1};
    harbour.approach().passage =
        by_chance ? Distribution<Duration>::exponential(hours(3)) : Distribution<Duration>::fixed(hours(3));
    harbour.at_random(5, 4000);
    auto const outcome = harbour.run();
    CHECK(outcome.calls > 15000);
    CHECK(outcome.helpers_wait_hours_mean == Approx(by_chance ? 4.5 : 2.25).epsilon(0.1));
  }
}

TEST_CASE("three pilots bring in ships that come at random as the theory of three servers says") {
  // M/M/3 at 2.4 Erlang: Erlang C 0.6472, times 12 h / (3 - 2.4) of mean passage: 12.94 h.
  Harbour harbour;
  harbour.approach().pilots = {.count = 3};
  harbour.approach().passage = Distribution<Duration>::exponential(hours(12));
  harbour.at_random(5, 8000);
  auto const outcome = harbour.run();
  CHECK(outcome.calls > 35000);
  CHECK(outcome.helpers_wait_hours_mean == Approx(12.94).epsilon(0.1));
}

TEST_CASE("the way back of a pilot is part of the job") {
  // One pilot, an hour in and half an hour back: the second ship sets out at 2:30, is in at 3:30.
  Harbour harbour;
  harbour.approach().pilots = {.count = 1, .per_ship = 1, .from_length = {}, .back = minutes(30)};
  harbour.ship_at(1, 40);
  harbour.ship_at(1, 40);
  CHECK(harbour.run().helpers_wait_hours_mean == Approx(1.5 / 2));
  CHECK(harbour.departures() == std::vector<double>{42, 43.5});
}

TEST_CASE("ships that come at any hour wait for the shift of pilots half its absence's square over a day") {
  // Rare ships, on duty from six to six: 12 x 12 / (2 x 24) = 3 h.
  Harbour harbour;
  harbour.approach().pilots = {
      .count = 50, .per_ship = 1, .from_length = {}, .back = {}, .on_duty = Harbour::from_six_to_six()};
  harbour.at_random(5, 1500);
  CHECK(harbour.run().helpers_wait_hours_mean == Approx(3).epsilon(0.04));
}

TEST_CASE("a ship takes as many tugs as it needs, and a short one none") {
  // Three tugs, two a ship: one ship at a time. In from 1:00 to 2:00 and from 2:00 to 3:00; the small one at once.
  Harbour harbour;
  harbour.approach().tugs = {.count = 3, .per_ship = 2, .from_length = metres(180)};
  harbour.ship_at(1, 40);
  harbour.ship_at(1, 40);
  auto const small = harbour.vehicle("small", world::Mode::sea, 20, 10);
  harbour.world.vehicle_classes[small].length = metres(150);
  harbour.world.services[harbour.ship_at(1, 40)].vehicle = small;
  harbour.run();
  CHECK(harbour.departures() == std::vector<double>{42, 42, 43});
}

TEST_CASE("a passage takes longer by its factor and its month's, and engines run as long") {
  // 20 km at 20 km/h: an hour; times 1.2 and, in January, times 1.5. There and back: 24 t a day for 3.6 hours.
  for (bool const january : {true, false}) {
    Harbour harbour;
    auto& link = harbour.world.links[harbour.way];
    link.time_factor = Distribution<double>::fixed(1.2);
    if (january) link.month_factor[0] = 1.5;
    auto& facts = harbour.world.vehicle_classes[harbour.ship];
    facts.fuel = harbour.world.fuels.add({Sketch::named("oil"), "t", 1, 1, "by hand"});
    facts.fuel_per_day = 24;
    facts.light_fuel_share = 1;
    auto const id = harbour.ship_at(5, 2);
    auto const outcome = told(harbour.world, 0, &harbour.log);
    double const hours = january ? 1.8 : 1.2;
    CHECK(harbour.log.arrivals[harbour.quay].front() == Approx(4 + hours));
    CHECK(outcome.services[id].fuel == Approx(2 * hours));
  }
}

TEST_CASE("times at sea spread as their distribution does, so that arrivals are uneven") {
  // Mean 1, coefficient of variation 0.3: an hour in the mean, a standard deviation of 0.3 h.
  Harbour harbour;
  harbour.world.links[harbour.way].time_factor = Distribution<double>::lognormal(1, 0.3);
  auto const id = harbour.service("often", harbour.ship, 5, 1, {harbour.roads, harbour.quay}, {harbour.way});
  harbour.world.services[id].schedule = world::Regular{hours(5), {}};
  harbour.world.length = days(400);
  harbour.run();
  double sum = 0, squares = 0;
  auto const& arrivals = harbour.log.arrivals[harbour.quay];
  for (double const at : arrivals) {
    double const took = std::fmod(at, 5);
    sum += took;
    squares += took * took;
  }
  auto const count = static_cast<double>(arrivals.size());
  double const mean = sum / count;
  CHECK(count > 1900);
  CHECK(mean == Approx(1).epsilon(0.03));
  CHECK(std::sqrt(squares / count - mean * mean) == Approx(0.3).epsilon(0.08));
}

TEST_CASE("on a canal ships set out with their convoys, each way with its own") {
  Harbour harbour;
  harbour.world.links[harbour.way].convoys_down = {hours(6)};
  harbour.world.links[harbour.way].convoys_up = {hours(12)};
  harbour.ship_at(5, 2);  // ready at sea at 4:00
  harbour.run();
  // With the convoy of 6:00 at the port at 7:00, alongside from 8:00 to 10:00, out at 11:00, back with that of 12:00.
  CHECK(harbour.departures() == std::vector<double>{10});
  CHECK(harbour.log.arrivals[harbour.roads].back() == Approx(13));
}
