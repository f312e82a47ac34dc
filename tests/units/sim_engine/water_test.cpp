#include <catch2/catch.hpp>
#include <tuple>
#include <utility>
#include <vector>

#include "tests/units/sim_engine/event_log.hpp"
#include "tests/units/sim_engine/told.hpp"
#include "tests/units/sim_itineraries/sketch.hpp"

using namespace tongzhou;
using itineraries::Sketch;
using ledger::Cause;

namespace {

/// November to January on a river: 960 km, two days, from Up to Mid, then 100 km, five hours, to Down. A barge carries
/// 100 boxes of 20 t; it draws 1 m empty and 3 m full, so 2 m of water are enough for 50. Cranes take no time.
struct Winter : Sketch {
  world::PlaceId up = place("Up"), mid = place("Mid"), down = place("Down");
  world::TerminalId upper = terminal(up), middle = terminal(mid), lower = terminal(down);
  world::LinkId long_reach = river(up, mid, 960), short_reach = river(mid, down, 100);
  EventLog log;

  Winter() {
    world.start = {2025, 11, 1};
    world.length = days(80);
    for (auto& port : world.terminals) {
      port.berths = 2;
      port.cranes = 1;
      port.moves_per_crane_hour = 1e6;
    }
    auto& barge = world.vehicle_classes[ship];
    barge.deadweight = tonnes(2000);
    barge.draught_light = metres(1);
    barge.draught_full = metres(3);
    world.links[short_reach].depth = low_in_december();
  }
  /// 3 m but 2 m from 1 to 31 December.
  static world::Depths low_in_december(int last_day = 31) {
    world::Depths depths;
    depths.fill(metres(3));
    for (int day = 1; day <= last_day; ++day) depths[part_of_year({2025, 12, day})] = metres(2);
    return depths;
  }
  /// A box every so often, all the time; there are more of them than ships carry.
  world::FlowId many(world::PlaceId from, world::PlaceId to, double per_day = 200, double gross_t = 20) {
    auto const id = flow(from, to);
    world.flows[id].boxes_per_year = per_day * 365;
    world.flows[id].pattern = demand::Pattern::regular;
    world.flows[id].gross = tonnes(gross_t);
    return id;
  }
  /// Leaves its first stop so many days after 1 November, again every `gap`, and leaves the scenario at its last stop.
  world::ServiceId leaves(double day, std::vector<world::TerminalId> const& terminals,
                          std::vector<world::LinkId> const& ways, Duration gap = days(400)) {
    auto const id = service("barges", ship, 24, 1, terminals, ways);
    world.services[id].schedule = world::Regular{gap, days(day)};
    return id;
  }
  /// Past Mid, which is no stop.
  world::ServiceId straight(double day, Duration gap = days(400)) {
    auto const id = leaves(day, {upper, lower}, {long_reach}, gap);
    world.services[id].stops[0].to_next.push_back({short_reach, world::Direction::down});
    return id;
  }
  /// Nobody knows beforehand that it will be closed from the evening of day 26 on.
  void accident(world::LinkId link, double for_days) {
    world.disruptions.push_back({named("accident"), link, 0,
                                 world::Disruption::AtRandom{demand::Distribution<Duration>::fixed(days(26.9)),
                                                             demand::Distribution<Duration>::fixed(days(for_days))}});
  }
  outcome::Outcome run() { return told(world, 0, &log); }
  static double carried(outcome::Outcome const& outcome, std::size_t leg = 0) {
    return outcome.services[world::ServiceId{0}].legs[leg].teu_carried;
  }
  static double put_ashore(outcome::Outcome const& outcome, std::size_t leg = 0) {
    return outcome.services[world::ServiceId{0}].legs[leg].put_ashore;
  }
};

}  // namespace

TEST_CASE("a ship loads for the water of the day on which it comes to a reach") {
  // From Up on day 26 it is at the short reach on 29 November, which leaves a day in hand; on day 28 on 1 December.
  for (auto const& [day, boxes] : {std::pair{26.0, 100.0}, std::pair{28.0, 50.0}}) {
    Winter winter;
    winter.many(winter.up, winter.down);
    winter.straight(day);
    auto const outcome = winter.run();
    CHECK(Winter::carried(outcome) == boxes);
    CHECK(outcome.totals.hours[Cause::waiting_for_depth] == 0);
  }
}

TEST_CASE("a ship loads for the water that it meets after the way out of its port") {
  // Two days between anchorage and quay, at Up or at Mid, and two from Up to Mid: from Up on day 26, or on day 24 where
  // it goes in to Mid and out again, it is at the short reach on 1 December.
  for (bool const at_mid : {false, true}) {
    Winter winter;
    world::Approach way;
    way.name = Sketch::named("way");
    way.place = at_mid ? winter.mid : winter.up;
    way.passage = demand::Distribution<Duration>::fixed(days(2));
    winter.world.places[way.place].approach = winter.world.approaches.add(way);
    winter.many(winter.up, winter.down);
    if (at_mid)
      winter.leaves(24, {winter.upper, winter.middle, winter.lower}, {winter.long_reach, winter.short_reach});
    else
      winter.straight(26);
    auto const outcome = winter.run();
    CHECK(Winter::carried(outcome) == 50);
    CHECK(Winter::put_ashore(outcome, at_mid ? 1 : 0) == 0);
  }
}

TEST_CASE("a ship loads for the water that is forecast, and puts ashore what the water that comes does not carry") {
  // A tenth less than 3 m carry 1,700 t of 2,000; a fifth more than the 2 m of December 1,400 t, of which 1,000 go on.
  for (auto const& [day, factor, boxes, ashore] :
       {std::tuple{20.0, 0.9, 85.0, 0.0}, std::tuple{30.0, 1.2, 70.0, 20.0}}) {
    Winter winter;
    winter.world.links[winter.short_reach].depth_forecast = demand::Distribution<double>::fixed(factor);
    winter.many(winter.up, winter.down);
    winter.straight(day);
    auto const outcome = winter.run();
    CHECK(Winter::carried(outcome) == boxes);
    CHECK(Winter::put_ashore(outcome) == ashore);
  }
}

TEST_CASE("water that a ship meets within a day is known, whatever was forecast of it") {
  // Five hours from Mid to Down.
  Winter winter;
  winter.world.links[winter.short_reach].depth_forecast = demand::Distribution<double>::fixed(0.5);
  winter.many(winter.mid, winter.down);
  winter.leaves(20, {winter.middle, winter.lower}, {winter.short_reach});
  CHECK(Winter::carried(winter.run()) == 100);
}

TEST_CASE("upstream, too, a ship loads for the water ahead") {
  Winter winter;
  winter.world.links[winter.short_reach].depth = world::unlimited_depths();
  winter.world.links[winter.long_reach].depth = Winter::low_in_december();
  winter.many(winter.down, winter.up);
  // 100 km and five hours to Mid, from the afternoon of 30 November on: there it is still November, but not for a day.
  auto const id = winter.leaves(29.6, {winter.lower, winter.upper}, {winter.short_reach});
  winter.world.services[id].stops[0].to_next.push_back({winter.long_reach, world::Direction::up});
  CHECK(Winter::carried(winter.run()) == 50);
}

TEST_CASE("boxes that leave the ship before the shallow reach do not count against it") {
  Winter winter;
  winter.many(winter.up, winter.down, 1);
  winter.many(winter.up, winter.mid, 2.5);
  winter.leaves(28, {winter.upper, winter.middle, winter.lower}, {winter.long_reach, winter.short_reach});
  auto const outcome = winter.run();
  CHECK(Winter::carried(outcome, 0) == Approx(28 * 3.5).margin(2));  // more than the 50 that the water ahead carries
  CHECK(Winter::carried(outcome, 1) == Approx(28).margin(1));
  CHECK(Winter::put_ashore(outcome, 1) == 0);
}

TEST_CASE("a closure with a known date is reckoned with, an accident is not") {
  for (bool const known : {true, false}) {
    Winter winter;
    winter.many(winter.up, winter.down);
    winter.straight(26);
    if (known)
      winter.world.disruptions.push_back({Sketch::named("works"), winter.long_reach, 0,
                                          std::vector{world::Disruption::Window{at_days(26.9), at_days(32)}}});
    else
      winter.accident(winter.long_reach, 5.1);
    auto const outcome = winter.run();
    CHECK(Winter::carried(outcome) == (known ? 50 : 100));
    CHECK(Winter::put_ashore(outcome) == (known ? 0 : 50));
  }
}

TEST_CASE("for want of water a ship puts ashore what is too heavy where it is served, and the next ship takes it up") {
  // The first is held up until 3 December and finds 2 m. It leaves 50 of its 100 boxes at Mid. The second, two days
  // later, could carry 50 for the water ahead: it keeps room for those, and takes none from Up.
  Winter winter;
  winter.many(winter.up, winter.down);
  winter.straight(26, days(2));
  winter.world.length = days(40);
  winter.accident(winter.long_reach, 5.1);
  auto const outcome = winter.run();
  CHECK(Winter::put_ashore(outcome) == 50);
  auto const& ashore = winter.log.discharged[winter.middle];
  REQUIRE(ashore.size() == 50);
  CHECK(ashore.front().second == Approx((26 + 2 + 5.1) * 24).margin(0.1));
  CHECK(winter.log.loaded[winter.middle].size() == 50);
  // Ships left Up on days 26, 28, ...: those with dates before 1 December at Mid were full, or thought to be.
  std::size_t on_the_first = 0, on_the_second = 0;
  for (auto const& [box, hour] : winter.log.loaded[winter.upper]) {
    on_the_first += hour < 27 * 24 ? 1 : 0;
    on_the_second += hour > 33 * 24 && hour < 35 * 24 ? 1 : 0;
  }
  CHECK(on_the_first == 100);
  CHECK(on_the_second == 0);  // on day 34, after the boxes were put ashore: room is kept for them
}

TEST_CASE("where there is no port on the way a ship goes back to the stop that it comes from") {
  Winter winter;
  winter.world.places[winter.mid].terminals.clear();
  winter.many(winter.up, winter.down);
  winter.straight(26);
  winter.accident(winter.long_reach, 5.1);
  auto const outcome = winter.run();
  CHECK(Winter::put_ashore(outcome) == 50);
  REQUIRE(winter.log.discharged[winter.upper].size() == 50);
  CHECK(winter.log.discharged[winter.upper].front().second == Approx((26 + 2 + 5.1 + 2) * 24).margin(0.1));
  CHECK(winter.log.arrivals[winter.lower].front() == Approx((26 + 2 + 5.1 + 4) * 24 + 5).margin(0.1));
}

TEST_CASE("a ship waits for water that comes back within the days that its class waits") {
  // Held up until the first hours of 3 December, day 32; the water is back on the 10th, day 39.
  for (double const patience : {8.0, 3.0}) {
    Winter winter;
    winter.world.links[winter.short_reach].depth = Winter::low_in_december(9);
    winter.world.vehicle_classes[winter.ship].waits_for_water = days(patience);
    winter.many(winter.up, winter.down);
    winter.straight(26);
    winter.accident(winter.long_reach, 4.1);
    auto const outcome = winter.run();
    CHECK(Winter::put_ashore(outcome) == (patience == 8 ? 0 : 50));
    if (patience == 8)  // 100 boxes from day 32.1 to day 39
      CHECK(outcome.totals.hours[Cause::waiting_for_depth] == Approx(100 * 6.9 * 24).epsilon(0.01));
  }
}

TEST_CASE("a ship that comes late to a port of call leaves there what the water after it no longer carries") {
  Winter winter;
  winter.many(winter.up, winter.down);
  winter.leaves(26, {winter.upper, winter.middle, winter.lower}, {winter.long_reach, winter.short_reach});
  winter.accident(winter.long_reach, 5.1);
  auto const outcome = winter.run();
  CHECK(Winter::carried(outcome, 0) == 100);
  CHECK(Winter::put_ashore(outcome, 1) == 50);
  CHECK(Winter::carried(outcome, 1) == 50);
  CHECK(outcome.totals.hours[Cause::waiting_for_depth] == Approx(50 * (80 - 33.1) * 24).epsilon(0.01));  // to the end
}

TEST_CASE("the heaviest boxes go ashore, and empty ones stay aboard") {
  Winter winter;
  winter.many(winter.up, winter.down, 50.0 / 26);
  auto const empties = winter.many(winter.up, winter.down, 50.0 / 26, 2);
  winter.world.flows[empties].trade = world::TradeClass::empty;
  winter.straight(26);
  winter.accident(winter.long_reach, 5.1);
  auto const outcome = winter.run();
  // A hundred boxes or so weigh 1100 t: 1000 t may stay, so five of 20 t must go.
  CHECK(Winter::put_ashore(outcome) > 0);
  CHECK(Winter::put_ashore(outcome) <= 8);
  for (auto const& [box, hour] : winter.log.discharged[winter.middle]) CHECK(winter.log.flows[box - 1] != empties);
}

TEST_CASE("water that never comes back: a ship that floats empty goes on light, one that does not waits, and says so") {
  for (bool const floats : {true, false}) {
    Winter winter;
    auto& depth = winter.world.links[winter.short_reach].depth;
    Length const low = metres(floats ? 1.5 : 0.9);
    for (Length& water : depth) water = water == metres(2) ? low : water;
    for (int day = 1; day <= 31; ++day) depth[part_of_year({2026, 1, day})] = low;
    winter.many(winter.up, winter.down);
    winter.straight(26);
    winter.accident(winter.long_reach, 5.1);
    struct Waits : EventLog {
      void waits(engine::Voyage const&, world::PlaceId, ledger::Cause cause, Time, Time until) override {
        if (cause == Cause::waiting_for_depth) last = in_days(until);
      }
      double last = 0;
    } log;
    auto const outcome = told(winter.world, 0, &log);
    CHECK(Winter::put_ashore(outcome) == (floats ? 75 : 0));
    CHECK((log.last >= 80) == !floats);
  }
}

TEST_CASE("a quay that is shallow for a month is water ahead like a reach") {
  for (bool const late : {false, true}) {
    Winter winter;
    winter.world.links[winter.short_reach].depth = world::unlimited_depths();
    winter.world.terminals[winter.lower].depth = Winter::low_in_december();
    winter.many(winter.up, winter.down);
    winter.straight(late ? 26 : 28);
    if (late) winter.accident(winter.long_reach, 5.1);
    auto const outcome = winter.run();
    CHECK(Winter::carried(outcome) == (late ? 100 : 50));
    CHECK(Winter::put_ashore(outcome) == (late ? 50 : 0));
    CHECK(winter.log.discharged[winter.middle].size() == (late ? 50 : 0));  // five hours back from Down
  }
}

namespace {

/// At Mid, a chamber for each direction.
struct LockInWinter : Winter {
  world::LockId lock;
  LockInWinter(double sill_up, double sill_down) {
    auto const chamber = [](char const* name, double sill, bool is_up) {
      world::Chamber made;
      made.name = Sketch::named(name);
      made.length = made.width = metres(200);
      made.sill_depth = metres(sill);
      made.lockage = demand::Distribution<Duration>::fixed(hours(1));
      made.serves_up = is_up;
      made.serves_down = !is_up;
      return made;
    };
    lock = world.locks.add(
        {Sketch::named("lock"), mid, {chamber("up", sill_up, true), chamber("down", sill_down, false)}, {}});
  }
  void straight_through_the_lock(double day, Duration gap = days(400)) {
    auto& way = world.services[straight(day, gap)].stops[0].to_next;
    way.insert(way.begin() + 1, {lock, world::Direction::down});
  }
};

}  // namespace

TEST_CASE("of the chambers of a lock only those count that take the ship in its direction") {
  LockInWinter winter{5, 2};
  winter.world.links[winter.short_reach].depth = world::unlimited_depths();
  winter.many(winter.up, winter.down);
  winter.straight_through_the_lock(20);
  CHECK(Winter::carried(winter.run()) == 50);
}

TEST_CASE("while the chamber that takes a ship is closed, one for the other direction lets it through no sooner") {
  // At the lock on 28 November, through it when it opens again on 3 December: then the short reach has 2 m.
  LockInWinter winter{5, 5};
  winter.many(winter.up, winter.down);
  winter.straight_through_the_lock(26);
  winter.world.disruptions.push_back({Sketch::named("works"), world::Disruption::ChamberOf{winter.lock, 1}, 0,
                                      std::vector{world::Disruption::Window{at_days(27), at_days(32)}}});
  auto const outcome = winter.run();
  CHECK(Winter::carried(outcome) == 50);
  CHECK(Winter::put_ashore(outcome) == 0);
}

TEST_CASE("boxes book no more of a ship than the chamber carries that takes it in its direction") {
  // 100 boxes a day, a ship each day that carries 50: who finds it booked goes by a later one, and nobody books again.
  LockInWinter winter{5, 2};
  winter.world.links[winter.short_reach].depth = world::unlimited_depths();
  winter.many(winter.up, winter.down, 40);
  winter.straight_through_the_lock(20, days(1));
  auto const outcome = winter.run();
  CHECK(Winter::carried(outcome) > 50);
  CHECK(outcome.totals.boxes_replanned == 0);
}

TEST_CASE("a train is not asked for water") {
  Winter winter;
  auto const west = winter.terminal(winter.up, world::TerminalKind::rail);
  auto const east = winter.terminal(winter.down, world::TerminalKind::rail);
  for (auto const at : {west, east}) {
    winter.world.terminals[at].berths = winter.world.terminals[at].cranes = 1;
    winter.world.terminals[at].moves_per_crane_hour = 1e6;
  }
  auto const line = winter.rails(winter.up, winter.down, 500);
  winter.world.links[line].depth.fill(metres(0.1));
  winter.many(winter.up, winter.down);
  auto const id = winter.service("trains", winter.train, 24, 1, {west, east}, {line});
  winter.world.services[id].schedule = world::Regular{days(400), days(28)};
  CHECK(Winter::carried(winter.run()) == 80);
}
