#include "sim/engine/shunting.hpp"

#include "sim/rules/sailing.hpp"
#include "sim/rules/wagons.hpp"

namespace tongzhou::engine {

ShuntingYards::ShuntingYards(world::World const& world, Clock& clock, Recorder& recorder, std::uint32_t replication)
    : world_(world), clock_(clock), recorder_(recorder) {
  for (auto const& facts : world.terminals)
    yards_.add({Berths{clock, recorder.window(), facts.shunting.engines},
                demand::Stream{world.seed, replication, "shunting " + facts.name.code}});
}

Task ShuntingYards::move(Vehicle& train, double wagon_share, world::TerminalId terminal) {
  int const parts = rules::parts_on_track(rules::length(train.facts, wagon_share), world_.terminals[terminal]);
  for (int part = 0; part < parts; ++part) co_await move_part(train, terminal);
}

Task ShuntingYards::move_part(Vehicle& train, world::TerminalId terminal) {
  auto& yard = yards_[terminal];
  auto const& facts = world_.terminals[terminal].shunting;
  train.turn_to(Cause::waiting_for_berth);
  Lease const engine = co_await yard.engines.one({.boxes = train.hold.boxes()}, clock_.now());
  train.turn_to(Cause::handling);
  co_await clock_.until(clock_.now() + draw(facts.takes, yard.stream));
  train.book_until_now();
  recorder_.shunted(train.id, terminal, facts.cost_per_move, clock_.now());
}

void ShuntingYards::report(outcome::Records& records) {
  for (auto const id : yards_.ids()) {
    int const engines = world_.terminals[id].shunting.engines;
    if (engines == 0) continue;
    auto& figures = records.terminals[id].figures;
    figures.shunting_utilisation = yards_[id].engines.taken().mean() / engines;
    figures.shunting = yards_[id].engines.queue();
  }
}

}  // namespace tongzhou::engine
