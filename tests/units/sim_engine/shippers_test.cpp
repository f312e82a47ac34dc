#include <catch2/catch.hpp>

#include "tests/units/sim_engine/strait.hpp"

using namespace tongzhou;
using itineraries::Sketch;
using ledger::Expense;

namespace {

/// A slow way of ten hours and a fast one of five that costs 100 more, each with a departure an hour.
struct TwoSpeeds : Strait {
  world::ServiceId slow, fast;
  TwoSpeeds() {
    slow = line("slow", 1000, 1000);
    fast = line("fast", 1000, 1100);
    ship_of(fast).speed = ship_of(fast).max_speed = km_per_hour(40);
    for (auto const id : {slow, fast}) world.services[id].schedule = world::Regular{hours(1), {}};
  }
};

}  // namespace

TEST_CASE("boxes to which time is worth more take the faster way") {
  // The fast way saves five hours for 100: it pays from 20 an hour on. On the mean an hour is worth 16, but it is worth
  // 4, 8, 12, 16 and 40 to a fifth of the boxes each: only the last takes it, and pays for five hours less.
  TwoSpeeds world;
  auto const flow = world.boxes(10, 16);
  world.world.flows[flow].time_value_factors = {0.25, 0.5, 0.75, 1, 2.5};
  auto const outcome = world.run();
  CHECK(share(outcome, world.fast) == Approx(0.2).margin(0.02));
  // Half an hour of waiting on the mean: 10.5 h x (4 + 8 + 12 + 16) / 5 + 5.5 h x 40 / 5.
  CHECK(outcome.totals.money[Expense::time_value] / outcome.totals.boxes_out == Approx(84 + 44).epsilon(0.03));
}

TEST_CASE("boxes that would be late take the faster way, and who is late pays for it") {
  // Due within ten hours: by the slow way the box is half an hour late on the mean. At 400 an hour that costs 200, at
  // 100 an hour 50, which is less than the fast way.
  TwoSpeeds world;
  auto const flow = world.boxes(10);
  auto const each = GENERATE(100.0, 400.0);
  world.world.flows[flow].deadline = hours(10);
  world.world.flows[flow].late_cost_per_hour = each;
  auto const outcome = world.run();
  if (each < 200) {
    CHECK(share(outcome, world.fast) == 0);
    CHECK(outcome.totals.money[Expense::time_value] / outcome.totals.boxes_out == Approx(50).epsilon(0.05));
  } else {  // who waits no longer than a quarter of an hour takes the slow one: 400 x 1/4 = 100
    CHECK(share(outcome, world.fast) == Approx(0.75).margin(0.06));
  }
}

TEST_CASE("routes of one mode stand in for each other: a second river route takes less from the railway") {
  // Three routes that cost the same: two by river, by quays of their own, and one by rail. Without nests each takes a
  // third; with a spread of 50 inside and 100 between the river has sqrt(2) / (1 + sqrt(2)) = 58.6 %.
  Strait strait;
  bool const nested = GENERATE(false, true);
  strait.world.policy.choice_spread = 100;
  if (nested) {
    strait.world.policy.nests = world::Nests::mode;
    strait.world.policy.nest_spread = 50;
  }
  strait.line("one", 100, 1000);
  strait.line("other", 100, 1000, {strait.quay(strait.up), strait.quay(strait.down)},
              {strait.river(strait.up, strait.down, 200)});
  auto const from = strait.quay(strait.up, world::TerminalKind::rail);
  auto const to = strait.quay(strait.down, world::TerminalKind::rail);
  auto const train =
      strait.line("train", 100, 1000, {from, to}, {strait.rails(strait.up, strait.down, 200)}, 0, world::Mode::rail);
  strait.boxes(20);
  CHECK(share(strait.run(), train) == Approx(nested ? 1 - 0.586 : 1 / 3.0).margin(0.02));
}

namespace {

/// A canal with a lock, a railway and a road between the same towns, which cost about the same: a departure a day by
/// ship and by train, trucks at once. A spread of 100, and 5 for an hour.
struct Corridor : Strait {
  world::ServiceId canal, train;
  world::LockId lock;
  Corridor() {
    world.policy.choice_spread = 100;
    canal = line("canal", 100, 1000);
    train = line("train", 100, 1000, {quay(up, world::TerminalKind::rail), quay(down, world::TerminalKind::rail)},
                 {rails(up, down, 200)}, 0, world::Mode::rail);
    road(up, down, 200);
    trucks(0, 1100);
    world::Chamber chamber;
    chamber.length = metres(100);
    chamber.width = metres(20);
    chamber.lockage = demand::Distribution<Duration>::exponential(minutes(50));
    lock = world.locks.add({named("lock"), place("Stairs"), {chamber}, {}});
    passes_lock(canal);
    boxes(20, 5);
  }
  void passes_lock(world::ServiceId id) {
    world.services[id].stops[0].to_next.push_back({lock, world::Direction::down});
    ship_of(id).length = metres(90);
    ship_of(id).beam = metres(15);
  }
  /// Another ship an hour through the lock, by other quays and at a price that nobody pays.
  void crowd_the_lock() {
    auto const others = line("others", 10, 100'000, {quay(up), quay(down)}, {reach});
    world.services[others].schedule = world::Regular{hours(1), {}};
    passes_lock(others);
  }
  struct Split {
    double canal, rail, road;
  };
  Split split() {
    auto const outcome = run();
    auto const& modes = outcome.flows[world::FlowId{0}].modes;
    auto const of = [&](outcome::Carriage by) { return modes[by].inland_share.value_or(0); };
    return {of(outcome::Carriage::river), of(outcome::Carriage::rail), of(outcome::Carriage::road)};
  }
};

}  // namespace

TEST_CASE(
    "a canal's share falls with its toll, with more trains and with a queue at its lock; the others gain or lose") {
  auto const base = Corridor{}.split();
  CHECK(base.canal + base.rail + base.road == Approx(1));

  Corridor toll;
  toll.world.services[toll.canal].freight.per_box_20ft += 100;
  auto const with_toll = toll.split();
  CHECK(with_toll.canal < base.canal - 0.1);
  CHECK(with_toll.rail > base.rail + 0.03);
  CHECK(with_toll.road > base.road + 0.03);

  Corridor trains;
  trains.world.services[trains.train].schedule = world::Regular{hours(6), {}};
  auto const with_trains = trains.split();
  CHECK(with_trains.rail > base.rail + 0.05);
  CHECK(with_trains.canal < base.canal - 0.01);
  CHECK(with_trains.road < base.road - 0.01);

  Corridor queue;
  queue.crowd_the_lock();
  auto const with_queue = queue.split();
  CHECK(with_queue.canal < base.canal - 0.01);
  CHECK(with_queue.rail > base.rail);
  CHECK(with_queue.road > base.road);
}
