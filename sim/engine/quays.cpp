#include "sim/engine/quays.hpp"

#include <algorithm>

namespace tongzhou::engine {

Quays::Quays(world::World const& world, Clock& clock, Window const& window,
             Table<world::TerminalId, Closures> const& closures, std::uint32_t replication) {
  for (auto const id : world.terminals.ids()) {
    auto const& facts = world.terminals[id];
    double const most_asked = static_cast<double>(facts.berths) * std::min(facts.cranes_per_vehicle, facts.cranes);
    quays_.add({.closures = &closures[id],
                .berths = {clock, window, facts.berths},
                .cranes = {clock, window, facts.name.code, static_cast<double>(facts.cranes),
                           facts.moves_per_crane_hour, most_asked, closures[id]},
                .port_time = {world.seed, replication, "port time " + facts.name.code},
                .cranes_per_vehicle = static_cast<double>(facts.cranes_per_vehicle)});
  }
}

void Quays::report(outcome::Records& records) {
  for (auto const id : quays_.ids()) {
    auto& record = records.terminals[id];
    record.berths_taken = quays_[id].berths.taken().mean();
    record.figures.berth = quays_[id].berths.queue().outcome();
    record.figures.crane_utilisation = quays_[id].cranes.utilisation();
  }
}

}  // namespace tongzhou::engine
