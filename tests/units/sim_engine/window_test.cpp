#include <catch2/catch.hpp>
#include <vector>

#include "sim/engine/measure.hpp"
#include "tests/units/sim_engine/strait.hpp"
#include "tests/units/sim_engine/told.hpp"
#include "tests/units/sim_itineraries/sketch.hpp"

using namespace tongzhou;
using itineraries::Sketch;

namespace {

/// Ten days from Up to Down: 4,800 km for a ship at 20 km/h, 12,000 for a train at 50.
struct LongWay : Sketch {
  world::PlaceId up = place("Up"), down = place("Down");
  world::TerminalId upper = terminal(up), lower = terminal(down);
  world::LinkId reach = river(up, down, 4800);
  world::FuelId diesel = world.fuels.add({});

  LongWay() {
    world.start = {2025, 1, 1};
    world.length = days(10);
    for (auto& port : world.terminals) {
      port.berths = port.cranes = 9;
      port.moves_per_crane_hour = 1e6;
    }
    auto& barge = world.vehicle_classes[ship];
    barge.fuel = diesel;
    barge.fuel_per_day = 24;
    barge.light_fuel_share = 1;
    barge.fixed_cost_per_day = 1000;
  }
  outcome::ServiceOutcome run() { return told(world).services[world::ServiceId{0}]; }
};

}  // namespace

TEST_CASE("a passage that the end of the run cuts counts by the part before it: kilometres, fuel and days") {
  LongWay river;
  river.world.length = days(5);
  river.service("once", river.ship, 24 * 400, 1, {river.upper, river.lower}, {river.reach});
  // Five of ten days: half of 4,800 km and of 240 t, five days at 1,000.
  auto const service = river.run();
  CHECK(service.vehicle_km == Approx(2400));
  CHECK(service.fuel == Approx(120));
  CHECK(service.vessel_time == Approx(5000));
}

TEST_CASE("a passage that the end of the warm-up cuts counts by the part after it") {
  LongWay river;
  river.world.warm_up = days(4);
  river.service("once", river.ship, 24 * 400, 1, {river.upper, river.lower}, {river.reach});
  // Six of ten days.
  auto const service = river.run();
  CHECK(service.vehicle_km == Approx(2880));
  CHECK(service.fuel == Approx(144));
}

TEST_CASE("a train's passage is cut as a ship's is") {
  LongWay line;
  line.world.length = days(5);
  auto const north = line.terminal(line.up, world::TerminalKind::rail);
  auto const south = line.terminal(line.down, world::TerminalKind::rail);
  for (auto const id : {north, south}) line.world.terminals[id].berths = line.world.terminals[id].cranes = 1;
  auto& train = line.world.vehicle_classes[line.train];
  train.fuel = line.diesel;
  train.fuel_per_km = 2;
  train.light_fuel_share = 1;
  line.service("once", line.train, 24 * 400, 1, {north, south}, {line.rails(line.up, line.down, 12000)});
  // 6,000 of 12,000 km, 2 for each.
  auto const service = line.run();
  CHECK(service.vehicle_km == Approx(6000));
  CHECK(service.fuel == Approx(12000));
}

TEST_CASE("ships that are still under way at the end cost for their days so far") {
  LongWay river;
  river.service("every second day", river.ship, 48, 1, {river.upper, river.lower}, {river.reach});
  CHECK(river.run().vessel_time == Approx((10 + 8 + 6 + 4 + 2) * 1000));
  river.world.warm_up = days(5);
  CHECK(river.run().vessel_time == Approx((5 + 5 + 5 + 4 + 2) * 1000));
}

TEST_CASE("a fleet costs from the first day, also those of its ships that wait for their first departure") {
  LongWay river;
  river.world.length = days(28);
  auto const id = river.service("weekly", river.ship, 168, 1, {river.upper, river.lower}, {river.reach, river.reach});
  river.world.services[id].fleet = 4;
  CHECK(river.run().vessel_time == Approx(4 * 28 * 1000));
  river.world.warm_up = days(14);
  CHECK(river.run().vessel_time == Approx(4 * 14 * 1000));
}

TEST_CASE("a yard's highest level is that of any hour, and what stands there when the window begins is in it") {
  LongWay river;
  river.world.links[river.reach].distance = kilometres(200);
  river.world.length = days(40);
  river.world.terminals[river.lower].dwell = demand::Distribution<Duration>::fixed(hours(6));
  auto const flow = river.flow(river.up, river.down);
  river.world.flows[flow].boxes_per_year = 3650;
  river.world.flows[flow].pattern = demand::Pattern::regular;
  river.service("daily", river.ship, 24, 1, {river.upper, river.lower}, {river.reach});
  // Ten boxes come every day at ten and are fetched at four: 10 at most, 2.5 in the mean.
  auto const daily = told(river.world);
  CHECK(daily.terminals[river.lower].yard_max_teu == Approx(10).margin(1));
  CHECK(daily.terminals[river.lower].yard_mean_teu == Approx(2.5).epsilon(0.1));
  // Nobody comes or goes after the ship of day 10: its hundred boxes stand there from before the window to its end.
  river.world.services[world::ServiceId{0}].schedule = world::Regular{days(400), days(10)};
  river.world.terminals[river.lower].dwell = demand::Distribution<Duration>::fixed(days(100));
  river.world.warm_up = days(20);
  auto const once = told(river.world);
  CHECK(once.terminals[river.lower].yard_max_teu == Approx(100).margin(1));
  CHECK(once.terminals[river.lower].yard_mean_teu == Approx(once.terminals[river.lower].yard_max_teu));
}

TEST_CASE("ships in front of a closed terminal stand in its queue, also those that came before the window") {
  // Ten hours to Down, which is closed until day 5. From day 4 on is measured: four ships stand there, a fifth joins
  // them at ten. Four wait for a day, one for 14 hours: 110 hours in six days.
  LongWay river;
  river.world.links[river.reach].distance = kilometres(200);
  river.world.warm_up = days(4);
  river.world.disruptions.push_back({.name = Sketch::named("closure"),
                                     .target = river.lower,
                                     .share = 0,
                                     .when = std::vector<world::Disruption::Window>{{Time{}, at_days(5)}}});
  river.service("daily", river.ship, 24, 1, {river.upper, river.lower}, {river.reach});
  auto const queue = told(river.world).terminals[river.lower].berth;
  CHECK(queue.max_length == 5);
  CHECK(queue.mean_length == Approx(110.0 / 144));
  CHECK(queue.wait_hours.max == Approx(110));  // the first ship's, whole
  // By week the warm-up counts as well: 110, 86, 62, 38 and 14 of 168 hours, then nobody for the three days that are
  // left.
  CHECK(queue.length_by_week == std::vector{1.8452, 0.0});
}

TEST_CASE(
    "a queue's length by week is its mean over the week, by those who wait still, too, in whatever order it is told") {
  // Of 17 days the third week has three. One waits from day 3.5 to 10.5, half of weeks 1 and 2; one from day 15.5 on is
  // there for half of what is left, and one who is told of later has waited from day 0 to 7.
  engine::Window const window{Time{}, at_days(17)};
  engine::QueueWatch queue{window}, free{window};
  CHECK(queue.outcome().length_by_week.empty());
  queue.joins(at_days(3.5));
  queue.leaves(at_days(3.5), at_days(10.5), 0);
  queue.joins(at_days(15.5));
  CHECK(queue.outcome().length_by_week == std::vector{0.5, 0.5, 0.5});
  queue.passes(Time{}, at_days(7), 0);
  CHECK(queue.outcome().length_by_week == std::vector{1.5, 0.5, 0.5});
  // Who comes and goes at the same time has not waited.
  free.joins(at_days(2.3));
  free.leaves(at_days(2.3), at_days(2.3), 5);
  CHECK(free.outcome().length_by_week.empty());
}

TEST_CASE("hours are lost also by the boxes of those who wait still when the run ends") {
  // Counted from day 2 on. Of three boxes the wait was a day; five wait since day 1, two since day 9.
  engine::Window const window{at_days(2), at_days(10)};
  engine::QueueWatch queue{window};
  queue.joins(at_days(1));
  queue.joins(at_days(3));
  queue.leaves(at_days(3), at_days(4), 3);
  queue.joins(at_days(9));
  std::vector<engine::QueueWatch::InLine> const in_line{{at_days(1), 5}, {at_days(9), 2}};
  auto const outcome = queue.outcome(in_line);
  CHECK(outcome.box_hours_lost == Approx(24 * (3 * 1 + 5 * 8 + 2 * 1)));
  CHECK(outcome.wait_hours.count == 1);
}

TEST_CASE("what a transshipped box pays less is booked when it is loaded again, whenever it came") {
  // A box a day goes by feeder to the hub, where a ship takes all that stand there on day 40; counting begins on
  // day 28. A move at the hub is 100, both of a box that goes on 150.
  Strait strait;
  auto const hub = strait.place("Hub");
  auto const quay = strait.quay(hub);
  strait.world.length = days(60);
  strait.world.terminals[quay].handling_per_20ft = 100;
  strait.world.terminals[quay].transshipment_per_20ft = 150;
  auto const feeder = strait.line("feeder", 10, 0, {strait.from, quay}, {strait.river(strait.up, hub, 100)});
  auto const ship = strait.line("ship", 100, 0, {quay, strait.to}, {strait.river(hub, strait.down, 100)});
  strait.world.services[ship].schedule = world::Regular{days(1000), days(40)};
  strait.boxes(1);
  auto const outcome = strait.run();
  auto const fed = outcome.services[feeder].boxes, shipped = outcome.services[ship].boxes;
  CHECK(fed == Approx(32).margin(1));
  CHECK(shipped == Approx(40).margin(1));
  CHECK(outcome.totals.money[ledger::Expense::handling] == Approx(100 * fed + 50 * shipped));
}

TEST_CASE(
    "a line is as long at the most as it was when the warm-up was over, though it only grew shorter from then on") {
  engine::Window const window{at_hours(10), at_hours(20)};
  engine::QueueWatch line{window};
  for (double const came : {1.0, 2.0, 3.0}) line.joins(at_hours(came));
  line.leaves(at_hours(1), at_hours(5), 0);
  line.leaves(at_hours(2), at_hours(11), 0);
  CHECK(line.outcome().max_length == 2);
  engine::QueueWatch never_served{window};
  never_served.joins(at_hours(1));
  CHECK(never_served.outcome().max_length == 1);
}
