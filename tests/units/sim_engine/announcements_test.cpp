#include <algorithm>
#include <catch2/catch.hpp>
#include <optional>

#include "tests/units/sim_engine/strait.hpp"

using namespace tongzhou;
using itineraries::Sketch;

namespace {

using Lead = std::optional<Duration>;
using Target = decltype(world::Disruption::target);

/// A cheap line that leaves at eighteen, and at six a dear one to another quay by another reach: 400 more, which is 20
/// hours and more than it can save. Ten boxes a day.
struct TwoLines : Strait {
  world::LinkId other = river(up, down, 200);
  world::ServiceId cheap = line("cheap", 100, 1000, 18);
  world::ServiceId dear = line("dear", 100, 1400, {from, quay(down)}, {other}, 6);
  world::FlowId flow = boxes(10, 20);
};

/// What the cheap line meets on its way, one thing or another.
Target target_of(TwoLines& strait, int number) {
  if (number == 0) return strait.reach;
  if (number == 1) return strait.to;
  if (number == 2) return strait.cheap;
  world::Chamber chamber;
  chamber.length = metres(100);
  chamber.width = metres(20);
  auto const lock = strait.world.locks.add({Sketch::named("lock"), strait.place("Stairs"), {chamber}, {}});
  strait.world.services[strait.cheap].stops[0].to_next.push_back({lock, world::Direction::down});
  strait.ship_of(strait.cheap).length = metres(90);
  strait.ship_of(strait.cheap).beam = metres(15);
  return world::Disruption::ChamberOf{lock, 0};
}

}  // namespace

TEST_CASE("a closure is planned with from its announcement on, and boxes that had booked look again") {
  // Closed from day 90 to 150: 600 boxes go by the dear line. The ship of day 89 would be caught on its way: who knows
  // a day before takes another, who hears of it on day 90 is aboard until day 150. Those ashore who have booked look
  // again.
  auto const lead = GENERATE(Lead{}, Lead{days(7)}, Lead{days(1)}, Lead{Duration{}});
  auto const number = GENERATE(0, 1, 2, 3);
  CAPTURE(number, lead.has_value(), in_days(lead.value_or(days(1000))));
  TwoLines strait;
  strait.closed(target_of(strait, number), 90, 150, lead);
  auto const outcome = strait.run();
  CHECK(outcome.services[strait.dear].boxes == Approx(600).margin(45));
  CHECK(outcome.totals.boxes_in == Approx(outcome.totals.boxes_out).margin(20));
  bool const in_time =
      lead.value_or(days(7)) > Duration{} || number == 2;  // a closed service brings home who is aboard
  if (in_time)
    CHECK(outcome.flows[strait.flow].transit_hours.max <= 60);
  else
    CHECK(outcome.flows[strait.flow].transit_hours.max > 59 * 24);
  if (lead == Lead{Duration{}}) CHECK(outcome.totals.boxes_replanned >= 1);
  if (!lead) CHECK(outcome.totals.boxes_replanned == 0);
}

TEST_CASE("nobody plans with what is not announced yet, however near it is") {
  // Ten boxes a day that need 30 days for a long way by the cheap line, and 40 by the dear one. Closed from day 120 to
  // 180: with notice of ten days, those of days 90 to 110 have set out by the cheap line and are caught; with notice
  // from the start they take the dear one.
  auto const lead = GENERATE(Lead{}, Lead{days(10)});
  Strait strait;
  strait.world.links[strait.reach].distance = kilometres(30 * 480);
  auto const other = strait.river(strait.up, strait.down, 40 * 480);
  strait.line("cheap", 100, 1000, 18);
  auto const dear = strait.line("dear", 100, 1000, {strait.quay(strait.up), strait.quay(strait.down)}, {other}, 6);
  strait.boxes(10, 20);
  strait.world.warm_up = {};
  strait.closed(strait.to, 120, 180, lead);
  auto const outcome = strait.run();
  // Arrivals of days 130 to 180 would be later by the cheap line: who sets out from day 90 to 140 knows in the one
  // case, from day 110 in the other.
  CHECK(outcome.services[dear].boxes == Approx(lead ? 330 : 530).margin(30));
}

TEST_CASE("what chance closes is known before when it is announced, as a storm is") {
  // Thirty days from day 100 on and from day 230 on, and from day 360 to the end.
  auto const announced = GENERATE(false, true);
  TwoLines strait;
  strait.world.disruptions.push_back(
      {.name = Sketch::named("storm"),
       .target = strait.reach,
       .share = 0,
       .when = world::Disruption::AtRandom{.between = demand::Distribution<Duration>::fixed(days(100)),
                                           .lasting = demand::Distribution<Duration>::fixed(days(30))},
       .announced_before = announced ? Lead{days(2)} : Lead{}});
  auto const outcome = strait.run();
  if (announced) {
    CHECK(outcome.services[strait.dear].boxes == Approx(640).margin(45));
    CHECK(outcome.flows[strait.flow].transit_hours.max <= 60);
  } else {
    CHECK(outcome.flows[strait.flow].transit_hours.max > 29 * 24);
  }
}

TEST_CASE("boxes on a feeder look again where they change ships, when their second ride is announced to be closed") {
  Strait strait;
  auto const hub = strait.place("Hub");
  auto const first = strait.quay(hub);
  strait.line("feeder", 100, 100, {strait.from, first}, {strait.river(strait.up, hub, 200)}, 18);
  auto const onward = strait.river(hub, strait.down, 100);
  auto const cheap = strait.line("cheap", 100, 1000, {first, strait.to}, {onward}, 12);
  auto const dear = strait.line("dear", 100, 1100, {first, strait.to}, {onward}, 12);
  auto const flow = strait.boxes(10, 20);
  strait.closed(cheap, 90, 150, Duration{});
  auto const outcome = strait.run();
  CHECK(outcome.flows[flow].transit_hours.max <= 80);
  CHECK(outcome.services[dear].boxes == Approx(600).margin(30));
}

TEST_CASE("a road that is announced to be closed is avoided, and whoever has booked behind it looks again") {
  // From the town a road leads to each of two quays; the one to the cheap line is closed from day 90 to 150.
  auto const lead = GENERATE(Lead{}, Lead{days(3)}, Lead{Duration{}});
  TwoLines strait;
  auto const town = strait.place("Town"), out = strait.place("Out");
  strait.trucks(0);
  auto const near = strait.road(town, strait.up, 60);
  strait.road(town, out, 60);
  auto const third =
      strait.line("third", 100, 1100, {strait.quay(out), strait.to}, {strait.river(out, strait.down, 200)}, 18);
  strait.world.flows[strait.flow].origin = town;
  strait.closed(near, 90, 150, lead);
  auto const outcome = strait.run();
  CHECK(outcome.services[third].boxes == Approx(600).margin(30));
}

TEST_CASE("boxes that come into being after an announcement know of it, also on its day") {
  // From the town a road leads to each of two quays, an hour away; the one to the cheap line is closed from two in the
  // afternoon of day 90 to day 150: told at noon, when the boxes of the afternoon are still at home.
  TwoLines strait;
  auto const town = strait.place("Town"), out = strait.place("Out");
  strait.trucks(0);
  auto const near = strait.road(town, strait.up, 60);
  strait.road(town, out, 60);
  auto const third =
      strait.line("third", 100, 1100, {strait.quay(out), strait.to}, {strait.river(out, strait.down, 200)}, 18);
  strait.world.flows[strait.flow].origin = town;
  strait.world.length = days(140);
  strait.world.warm_up = days(90.5);
  strait.closed(near, 90 + 14. / 24, 150, hours(2));
  auto const outcome = strait.run();
  // Nobody stands before the closed road: all of the afternoon's boxes go by the other, and are there the next day.
  CHECK(outcome.totals.hours[ledger::Cause::waiting_for_path] == 0);
  CHECK(outcome.services[third].boxes == Approx(495).margin(15));
}

TEST_CASE("beyond the water that is published a ship counts on the last that is") {
  // Three metres to the end of June, when the run ends, and two after it. A ship that draws three is ten hours on its
  // way and keeps a day in hand: who knows July has to leave boxes behind on 30 June.
  auto const limited = [](Duration published) {
    Strait strait;
    strait.world.length = days(181);
    strait.world.policy.depths_published = published;
    auto& depth = strait.world.links[strait.reach].depth;
    depth.fill(metres(3));
    std::fill(depth.begin() + part_of_year({2025, 7, 1}), depth.end(), metres(2));
    auto const line = strait.line("line", 100, 1000);
    strait.ship_of(line).deadweight = tonnes(100);
    strait.ship_of(line).draught_light = metres(1);
    strait.ship_of(line).draught_full = metres(3);
    strait.boxes(8);
    return strait.run().services[line].legs[0].payload_limited;
  };
  CHECK(limited(Duration::unlimited()) == 1);
  CHECK(limited(Duration{}) == 0);
}
