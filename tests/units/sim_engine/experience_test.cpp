#include "sim/engine/experience.hpp"

#include <catch2/catch.hpp>

#include "tests/units/sim_engine/strait.hpp"

using namespace tongzhou;

namespace {

/// A town 60 km from either shore of the strait. The quay of the strait's own line has a gate with a hundred lanes,
/// where a truck takes five minutes; beside it lies another quay, dearer by what is said, without a gate. An hour is
/// worth 20.
struct TwoQuays : Strait {
  world::PlaceId town = place("Town");
  world::TerminalId gate;
  world::ServiceId cheap, dear;

  TwoQuays(bool exports, double dearer) {
    trucks(1);
    road(exports ? up : down, town, 60);
    gate = exports ? from : to;
    auto const other = quay(exports ? up : down);
    world.terminals[gate].gate = {.lanes = 100, .per_truck = demand::Distribution<Duration>::fixed(minutes(5))};
    cheap = line("cheap", 100, 1000);
    dear = exports ? line("dear", 100, 1000 + dearer, {other, to}, {reach})
                   : line("dear", 100, 1000 + dearer, {from, other}, {reach});
    exports ? boxes(10, town, down, 20) : boxes(10, up, town, 20);
  }
  /// One a day that knows no other way than through the gate, by a line from or to another port.
  void others_through_the_gate(double first_h) {
    auto const far = place("Far");
    auto const end = quay(far);
    if (gate == from) {
      line("to Far", 100, 1000, {from, end}, {river(up, far, 200)}, first_h);
      boxes(1, town, far);
    } else {
      line("from Far", 100, 1000, {end, to}, {river(far, down, 200)}, first_h);
      boxes(1, far, town);
    }
  }
};

}  // namespace

TEST_CASE("who asks twice on one day is told what was learned in between") {
  // After ten days half is old: of eight hours four are believed, two of them ten days later.
  engine::Learned learned;
  learned.add(hours(8), at_days(10), days(10));
  CHECK(in_hours(learned.expected(at_days(20), days(10))) == Approx(2));
  learned.add(hours(2), at_days(20), days(10));
  CHECK(in_hours(learned.expected(at_days(20), days(10))) == Approx(3));
  CHECK(in_hours(learned.expected(at_days(30), days(10))) == Approx(1.5));
}

TEST_CASE("a gate that has opened again is believed to be, however long trucks stood before it") {
  // Closed from day 90 to 150, with trucks of another flow before it all the time. They are through at once, and
  // from day 152 on nobody has a reason to pay 100 more.
  TwoQuays world{true, 100};
  world.others_through_the_gate(0);
  world.closed(world.gate, 90, 150);
  world.world.warm_up = days(152);
  auto const outcome = world.run();
  CHECK(outcome.services[world.cheap].boxes > 1900);
  CHECK(outcome.services[world.dear].boxes == 0);
}

TEST_CASE("who comes to a gate by day does not count the nights of those who come in the evening") {
  // The ship of the boxes that choose arrives at ten and is unloaded at once; the gate is open from eight to eighteen.
  // Another arrives at twenty, and its boxes wait for twelve hours.
  TwoQuays world{false, 60};
  world.others_through_the_gate(10);
  world.world.terminals[world.gate].gate.hours = world::OpeningHours::daily(8, 18);
  auto const outcome = world.run();
  CHECK(outcome.services[world.cheap].boxes > 3000);
  CHECK(outcome.services[world.dear].boxes == 0);
}

TEST_CASE("a queue before a gate moves while the gate is open") {
  // Open from eight to eighteen. For 200 days trucks that come at seventeen are through at nine the next morning: after
  // two open hours, five minutes of which were planned. So is the next one, give or take what a day forgets.
  Strait strait;
  auto& gate = strait.world.terminals[strait.from].gate;
  gate = {.lanes = 1, .per_truck = demand::Distribution<Duration>::fixed(minutes(5))};
  gate.hours = world::OpeningHours::daily(8, 18);
  engine::Disruptions const announced{strait.world};
  engine::Experience experience{strait.world, announced};
  for (int day = 0; day < 200; ++day)
    experience.passed_gate(strait.from, Time{days(day) + hours(17)}, Time{days(day + 1) + hours(9)});
  auto const through = [&](double hour) {
    return in_hours(experience.through_gate(strait.from, Time{days(200) + hours(hour)}) - Time{days(200)});
  };
  CHECK(through(17) == Approx(24 + 9).margin(0.15));
  CHECK(through(9) == Approx(11).margin(0.15));
  CHECK(through(20) == Approx(24 + 10).margin(0.15));
}

TEST_CASE("who meets a closed gate waits for it to open, and tells nothing to who comes by day") {
  // Ships leave all the time. By the cheap line boxes go through a gate that is open from eight to eighteen, an hour
  // after they set out; by the other at any hour, for 120 more, which are six hours. Ten boxes a day, every 2.4 hours
  // from midnight: three of them would come at one, at twenty and at half past twenty-two, and wait longer than that.
  TwoQuays world{true, 120};
  world.world.terminals[world.gate].gate.hours = world::OpeningHours::daily(8, 18);
  for (auto const line : {world.cheap, world.dear})
    world.world.services[line].schedule = world::Random{demand::Distribution<Duration>::exponential(hours(0.2))};
  auto const outcome = world.run();
  CHECK(share(outcome, world.dear) == Approx(0.3).margin(0.03));
}

TEST_CASE("what goes without a timetable is avoided while its way is closed, and no longer") {
  // Departures at random, on the mean one a day, a thousand cheaper than the daily line: worth fifty hours. From day 90
  // to 150 a quay or the reach is closed: until some two days before the end 580 boxes go by the dear one, none later.
  Strait strait;
  auto const other_from = strait.quay(strait.up), other_to = strait.quay(strait.down);
  auto const other = strait.river(strait.up, strait.down, 200);
  auto const cheap = strait.line("cheap", 1000, 1000);
  strait.world.services[cheap].schedule = world::Random{demand::Distribution<Duration>::exponential(hours(24))};
  auto const dear = strait.line("dear", 1000, 2000, {other_from, other_to}, {other});
  strait.boxes(10, 20);
  auto const target = GENERATE(0, 1, 2);
  CAPTURE(target);
  if (target == 0) strait.closed(strait.from, 90, 150);
  if (target == 1) strait.closed(strait.to, 90, 150);
  if (target == 2) strait.closed(strait.reach, 90, 150);
  SECTION("avoided") {
    auto const outcome = strait.run();
    CHECK(outcome.services[dear].boxes == Approx(580).margin(30));
  }
  SECTION("taken again") {
    strait.world.warm_up = days(152);
    auto const outcome = strait.run();
    CHECK(outcome.services[dear].boxes == 0);
  }
}

TEST_CASE("a first quay or a channel that is closed by the calendar is reckoned with, and forgotten when it is open") {
  // The quay at which a daily line begins, or the channel to one of its ports, is closed from day 90 to 150; the other
  // line serves other ports.
  Strait strait;
  auto const out = strait.place("Out"), in = strait.place("In");
  strait.road(strait.up, out, 1);
  strait.road(in, strait.down, 1);
  strait.trucks(0);
  auto const cheap = strait.line("cheap", 100, 1000);
  auto const dear = strait.line("dear", 100, 1100, {strait.quay(out), strait.quay(in)}, {strait.river(out, in, 200)});
  strait.boxes(10, 20);
  auto const target = GENERATE(0, 1, 2);
  CAPTURE(target);
  if (target == 0) {
    strait.closed(strait.from, 90, 150);
  } else {
    world::Approach channel;
    channel.place = target == 1 ? strait.up : strait.down;
    channel.depth.fill(Length::unlimited());
    auto const id = strait.world.approaches.add(channel);
    strait.world.places[channel.place].approach = id;
    strait.closed(id, 90, 150);
  }
  SECTION("reckoned with") {
    auto const outcome = strait.run();
    CHECK(outcome.services[dear].boxes == Approx(600).margin(45));
  }
  SECTION("forgotten") {
    strait.world.warm_up = days(152);
    auto const outcome = strait.run();
    CHECK(outcome.services[cheap].boxes > 1900);
    CHECK(outcome.services[dear].boxes == 0);
  }
}

TEST_CASE("a ship that needs hours through the channel to its first quay is reckoned with from its first call on") {
  // Five hours, which it sets out before its departure: no box counts on a ship that has left.
  Strait strait;
  world::Approach channel;
  channel.place = strait.up;
  channel.depth.fill(Length::unlimited());
  channel.passage = demand::Distribution<Duration>::fixed(hours(5));
  strait.world.places[strait.up].approach = strait.world.approaches.add(channel);
  auto const line = strait.line("line", 100, 1000);
  strait.boxes(10);
  strait.world.warm_up = {};
  auto const outcome = strait.run();
  CHECK(outcome.services[line].rolled.sum() == 0);
  CHECK(outcome.totals.boxes_replanned == 0);
}
