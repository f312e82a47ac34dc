#include "sim/charges/tariff_counts.hpp"

#include <catch2/catch.hpp>

#include "tests/units/sim_charges/border.hpp"

using namespace tongzhou;
using namespace tongzhou::charges;
using ledger::Expense;

TEST_CASE("counts times tariffs are the money of a ride, a truck, a transfer and of formalities") {
  // Ten 20ft boxes of goods worth 100,000. Freight 1,010, handling 140, border 300 each; truck 690; transfer 70;
  // documents 50, restuffing 400, declaration 80; one of them opened for 900. Goods lose 0.01 % at either move.
  Border sketch;
  auto& flow = sketch.world.flows[sketch.flow(sketch.a, sketch.b)];
  flow.value = 100'000;
  sketch.world.policy.loss_per_move = 0.0001;
  TariffCounts counts{sketch.world};
  counts.add(flow, sketch.ride(), 10);
  counts.add(flow, sketch.by_road(), 10);
  counts.add(flow, InterTerminalTransfer{sketch.across}, 10);
  counts.add(flow, sketch.all_formalities(), 10);
  counts.add_inspections(sketch.office, 1);
  auto const money = counts.money();
  CHECK(of(money, Expense::freight) == Approx(10'100));
  CHECK(of(money, Expense::handling) == Approx(1'400));
  CHECK(of(money, Expense::drayage) == Approx(6'600));
  CHECK(of(money, Expense::toll) == Approx(300));
  CHECK(of(money, Expense::transfer) == Approx(3'000 + 700 + 4'500));
  CHECK(of(money, Expense::customs) == Approx(800 + 900));
  CHECK(of(money, Expense::loss_damage) == Approx(200));
}

TEST_CASE("counts times tariffs meet the charges of each step, also round the rotation") {
  Border sketch;
  auto const quay_a = sketch.terminal(sketch.a);
  auto const round = sketch.service("round", sketch.ship, 48, 1, {quay_a, sketch.quay_b, sketch.terminal(sketch.c)},
                                    {sketch.river(sketch.a, sketch.b, 100), sketch.river(sketch.b, sketch.c, 200),
                                     sketch.river(sketch.c, sketch.a, 300)});
  sketch.world.policy.loss_per_1000_km = 0.001;
  sketch.world.policy.loss_per_move = 0.0001;
  sketch.world.transfers[sketch.across].direct_lift = world::DirectLift{.cost_per_box = 90};
  auto& flow = sketch.world.flows[sketch.flow(sketch.c, sketch.b)];
  flow.box = sketch.forty;
  flow.value = 50'000;
  for (Step const& step : {Step{Ride{round, 2, 1}}, Step{Ride{round, 0, 1}}, Step{sketch.ride()},
                           Step{sketch.by_road()}, Step{InterTerminalTransfer{sketch.across, true}}}) {
    auto const charge = charge_of(sketch.world, flow, step);
    TariffCounts counts{sketch.world};
    counts.add(flow, step, 3);
    auto const money = counts.money();
    for (auto const expense : all_values<Expense>)
      if (expense != Expense::carbon) CHECK(money[expense] == Approx(3 * charge.money[expense]));
  }
}

TEST_CASE("a direct lift is a move at the quay and none on the rails") {
  Border sketch;
  sketch.world.transfers[sketch.across].direct_lift = world::DirectLift{.cost_per_box = 90};
  TariffCounts counts{sketch.world};
  counts.add(sketch.world.flows[sketch.flow(sketch.a, sketch.b)], InterTerminalTransfer{sketch.across, true}, 10);
  CHECK(counts.lifted(sketch.across) == 10);
  CHECK(counts.transferred(sketch.across) == 0);
  CHECK(counts.moves(sketch.quay_b) == 0);
  CHECK(counts.moves(sketch.rail_b) == -10);
}
