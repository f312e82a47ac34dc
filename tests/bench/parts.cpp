// Parts on the hot path, each on its own: parts [--benchmark_filter=...]
#include <benchmark/benchmark.h>

#include "network/graph/network.hpp"
#include "network/routing/paths.hpp"
#include "sim/demand/stream.hpp"
#include "sim/engine/box_queue.hpp"
#include "sim/engine/clock.hpp"
#include "sim/engine/process.hpp"
#include "sim/ledger/ledger.hpp"
#include "sim/rules/lockage.hpp"

namespace {
using namespace tongzhou;

void waiting_list(benchmark::State& state) {
  auto const boxes = static_cast<std::size_t>(state.range(0));
  demand::Stream dice{1, 0, "waiting"};
  engine::BoxQueue list;
  double day = 0;
  for (auto _ : state) {
    for (std::size_t b = 0; b < boxes; ++b)
      list.push(engine::BoxId{b}, {}, at_days(day + dice.uniform()), false, engine::unnumbered);
    list.gather(at_days(++day));
    list.offer([](auto const&) { return true; }, [](auto const&) { return true; });
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(waiting_list)->Arg(10)->Arg(1000);

/// A box that waits, rides with three causes on the odometer, and is charged storage, over so many accounts.
void ledger_booking(benchmark::State& state) {
  auto const accounts = static_cast<std::size_t>(state.range(0));
  demand::Stream dice{1, 0, "ledger"};
  ledger::Ledger books{Time{}, at_days(365)};
  for (std::size_t a = 0; a < accounts; ++a) books.open({});
  ledger::Odometer const loaded{};
  ledger::Odometer now{};
  books.book_aboard(now, 10, ledger::Cause::moving, at_days(3), at_days(4));
  books.book_aboard(now, 10, ledger::Cause::handling, at_days(4), at_days(4.1));
  books.book_aboard(now, 10, ledger::Cause::waiting_for_berth, at_days(4.1), at_days(4.2));
  ledger::Ride const ride{loaded, now};
  for (auto _ : state) {
    ledger::AccountId const id{dice.below(accounts)};
    books.begin(id, at_days(2));
    books.book(id, ledger::Cause::waiting_for_sailing, at_days(2), at_days(3));
    books.pay(id, ledger::Expense::storage, 20);
    books.leave(id, ride, 1);
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(ledger_booking)->Arg(1000)->Arg(100'000);

engine::Process sleeper(engine::Clock& clock, double seed) {
  for (double date = seed;; date += 0.9 + 0.2 * seed) co_await clock.until(at_hours(date));
}

/// Events of so many processes that sleep about an hour at a time: the calendar and SimGrid's clock.
void clock_events(benchmark::State& state) {
  double events = 0;
  for (auto _ : state) {
    demand::Stream dice{1, 0, "clock"};
    engine::Clock clock{at_hours(100'000.0 / static_cast<double>(state.range(0)))};
    engine::ProcessSet processes;
    for (int p = 0; p < state.range(0); ++p) processes.spawn(sleeper(clock, dice.uniform()));
    clock.run();
    events += static_cast<double>(clock.events());
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(events));
}
BENCHMARK(clock_events)->Arg(100)->Arg(2000);

/// Ships of 60 to 130 m that wait for a chamber of 280 m x 34 m.
void lock_filling(benchmark::State& state) {
  demand::Stream dice{1, 0, "lock"};
  world::Chamber chamber;
  chamber.length = metres(280);
  chamber.width = metres(34);
  std::vector<rules::ShipAtLock> ships;
  for (int s = 0; s < state.range(0); ++s)
    ships.push_back({metres(60 + 70 * dice.uniform()), metres(11 + 8 * dice.uniform()), metres(3)});
  for (auto _ : state) benchmark::DoNotOptimize(rules::assign_lockage(ships, chamber));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(lock_filling)->Arg(10)->Arg(300);

/// The three best ways between two places, four ways out of each.
void k_best_ways(benchmark::State& state) {
  auto const nodes = static_cast<std::size_t>(state.range(0));
  demand::Stream dice{1, 0, "ways"};
  std::vector<graph::Edge> edges;
  std::vector<double> weights;
  for (std::size_t n = 0; n < nodes; ++n)
    for (int way = 0; way < 4; ++way) {
      edges.push_back({graph::NodeId{n}, graph::NodeId{dice.below(nodes)}});
      weights.push_back(1 + dice.uniform());
    }
  graph::Network const network{nodes, edges};
  for (auto _ : state)
    benchmark::DoNotOptimize(
        routing::k_best(network, weights, graph::NodeId{dice.below(nodes)}, graph::NodeId{dice.below(nodes)}, 3));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(k_best_ways)->Arg(100)->Arg(1000);

}  // namespace

BENCHMARK_MAIN();
