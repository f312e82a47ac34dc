#include <catch2/catch.hpp>
#include <limits>

#include "tests/units/sim_engine/strait.hpp"

using namespace tongzhou;
using itineraries::Sketch;
using ledger::Cause;

TEST_CASE("cargo whose trade does not bear the cost of any way is not sent, and is counted as lost") {
  // Ten boxes a day for 336 days; a trip costs 1,000 and its trade bears 999, or 1,000.
  Strait strait;
  strait.line("line", 100, 1000);
  auto const flow = strait.boxes(10);
  strait.world.flows[flow].value = 50'000;
  strait.world.flows[flow].bears.penalty_per_lost_box = 300;
  auto const bears = GENERATE(999.0, 1000.0);
  strait.world.flows[flow].bears.most_cost = bears;
  auto const outcome = strait.run();
  auto const& lost = outcome.flows[flow].lost;
  double const boxes = bears < 1000 ? 3360 : 0;
  CHECK(lost.boxes_stayed_away == Approx(boxes));
  CHECK(lost.boxes_given_up == 0);
  CHECK(lost.value == Approx(boxes * 50'000));
  CHECK(lost.penalties == Approx(boxes * 300));
  CHECK(outcome.totals.teu_lost == Approx(boxes));
  CHECK(outcome.totals.boxes_in == Approx(3360 - boxes));
  CHECK(outcome.flows[flow].expected_cost.has_value() == (bears >= 1000));
  if (outcome.flows[flow].expected_cost) CHECK(*outcome.flows[flow].expected_cost == Approx(1000));
}

TEST_CASE("a queue is no longer than the trade bears: who would wait longer stays away") {
  // Ten boxes a day for a departure a day with room for five. An hour is worth 1 and 80 of the 1,080 are left for time,
  // or no way may take more than four days: nobody is under way for longer, and half of the trade is lost.
  Strait strait;
  strait.line("line", 5, 1000);
  bool const by_cost = GENERATE(true, false);
  auto const flow = strait.boxes(10, by_cost ? 1 : 0);
  auto& bears = strait.world.flows[flow].bears;
  if (by_cost)
    bears.most_cost = 1080;
  else
    bears.gives_up_after = hours(96);
  auto const outcome = strait.run();
  CHECK(outcome.flows[flow].transit_hours.max <= (by_cost ? 80.01 : 96.01));
  CHECK(outcome.flows[flow].boxes_out == Approx(5 * 336).epsilon(0.01));
  CHECK(outcome.flows[flow].lost.boxes_stayed_away == Approx(5 * 336).epsilon(0.02));
  CHECK(outcome.totals.boxes_inside <= 5 * 5);
}

TEST_CASE("a dearer way that the trade does not bear takes nobody, however long the queue at the other") {
  Strait strait;
  strait.line("cheap", 5, 1000);
  auto const dear = strait.line("dear", 100, 1100);
  auto const flow = strait.boxes(10);
  strait.world.flows[flow].bears.most_cost = 1050;
  strait.world.flows[flow].bears.gives_up_after = days(20);
  auto const outcome = strait.run();
  CHECK(outcome.services[dear].boxes == 0);
  CHECK(outcome.flows[flow].lost.boxes() == Approx(5 * 336).epsilon(0.05));
  CHECK(outcome.flows[flow].transit_hours.max <= 20 * 24.0 + 24);
}

TEST_CASE("boxes that wait in vain are given up where they stand, and nothing is stuck for ever") {
  // The quay closes without notice for 30 days every 100. Ten boxes a day; their shippers wait five days, and see by
  // how late a departure is that it will be later still.
  Strait strait;
  strait.line("line", 100, 1000);
  auto const flow = strait.boxes(10);
  strait.world.flows[flow].bears.gives_up_after = days(5);
  strait.world.flows[flow].value = 1000;
  strait.world.terminals[strait.from].storage_per_teu_day = 10;
  strait.world.disruptions.push_back(
      {.name = Sketch::named("strike"),
       .target = strait.from,
       .share = 0,
       .when = world::Disruption::AtRandom{.between = demand::Distribution<Duration>::fixed(days(100)),
                                           .lasting = demand::Distribution<Duration>::fixed(days(30))}});
  auto const outcome = strait.run();
  auto const& lost = outcome.flows[flow].lost;
  // Closed from day 100 to 130 and from 230 to 260; from 360 to the end. Of a ship that lies there the ten boxes aboard
  // wait for the end.
  CHECK(lost.boxes() == Approx(2 * 300).margin(120));
  CHECK(lost.boxes_given_up >= 20);
  CHECK(outcome.flows[flow].transit_hours.p95 <= 6 * 24 + 10);
  CHECK(outcome.totals.boxes_inside <= 60);
  CHECK(outcome.totals.money[ledger::Expense::storage] > 0);
}

TEST_CASE("cargo that finds no empty box gives up as well, and its container is never missed") {
  // One empty box for ten cargoes a day; it is not brought back.
  Strait strait;
  strait.line("line", 100, 1000);
  auto const flow = strait.boxes(10);
  strait.world.flows[flow].bears.gives_up_after = days(3);
  strait.world.empties.pools.add({strait.up, strait.dry, "line", world::Regime::domestic, 1, 0});
  auto const outcome = strait.run();
  CHECK(outcome.flows[flow].lost.boxes_given_up == Approx(3360).margin(5));
  CHECK(outcome.totals.boxes_inside <= 41);
  CHECK(outcome.totals.hours[Cause::waiting_for_empty] <= 3360 * 4 * 24.0);
}

TEST_CASE("a container whose cargo is given up on the way goes to the depot of that place") {
  // From the hub a service goes on whenever it pleases, with room for half of the boxes: some wait longer there than
  // they bear, whatever was to be expected.
  Strait strait;
  auto const hub = strait.place("Hub");
  auto const there = strait.quay(hub);
  strait.line("first", 100, 100, {strait.from, there}, {strait.river(strait.up, hub, 100)});
  auto const second = strait.line("second", 5, 100, {there, strait.to}, {strait.river(hub, strait.down, 100)});
  strait.world.services[second].schedule = world::Random{demand::Distribution<Duration>::exponential(hours(24))};
  auto const flow = strait.boxes(10);
  strait.world.flows[flow].bears.gives_up_after = days(5);
  strait.world.empties.pools.add({strait.up, strait.dry, "line", world::Regime::domestic, 10'000, 0});
  auto const at_hub = strait.world.empties.pools.add({hub, strait.dry, "line", world::Regime::domestic, 0, 0});
  auto const outcome = strait.run();
  auto const given_up = outcome.flows[flow].lost.boxes_given_up;
  CHECK(given_up > 50);
  CHECK(outcome.empties[at_hub.value()].given_back == Approx(given_up).margin(30));
}

TEST_CASE("trade answers to its cost with constant elasticity") {
  // A trip costs 1,000 whatever it takes. At an elasticity of -1 the trade is (reference / 1,000) of what the flow
  // says; at -2 its square. It learns the cost in weeks: five months are left out.
  struct Row {
    double reference, elasticity, times;
  };
  auto const row = GENERATE(Row{500, -1, 0.5}, Row{2000, -1, 2}, Row{1500, -2, 2.25}, Row{1000, -2, 1},
                            Row{100'000, -1, 10});  // at most ten times
  CAPTURE(row.reference, row.elasticity);
  Strait strait;
  strait.world.warm_up = days(164);
  strait.line("line", 1000, 1000);
  auto const flow = strait.boxes(10);
  strait.world.flows[flow].bears.elasticity = row.elasticity;
  strait.world.flows[flow].bears.reference_cost = row.reference;
  auto const outcome = strait.run();
  auto const& lost = outcome.flows[flow].lost;
  CHECK(outcome.totals.boxes_in == Approx(2000 * row.times).epsilon(0.04));
  CHECK(outcome.totals.boxes_in - lost.boxes_added + lost.boxes_stayed_away == Approx(2000));
  CHECK(*outcome.flows[flow].expected_cost == Approx(1000));
}

TEST_CASE("at the cost of reference that its base run gives, a trade is what its flow says") {
  // With a queue and a timetable the cost is not the same for all boxes: from 0 to 24 hours of
  // waiting, 12 on the mean but for the hour at which the first of ten boxes a day comes.
  Strait strait;
  strait.line("line", 12, 1000);
  auto const flow = strait.boxes(10, 20);
  auto const base = strait.run();
  REQUIRE(base.flows[flow].expected_cost.has_value());
  CHECK(*base.flows[flow].expected_cost == Approx(1000 + 20 * (12 + 10)).margin(20 * 1.2));
  strait.world.flows[flow].bears.elasticity = -2;
  strait.world.flows[flow].bears.reference_cost = *base.flows[flow].expected_cost;
  CHECK(strait.run().totals.boxes_in == Approx(base.totals.boxes_in).epsilon(0.01));
}
