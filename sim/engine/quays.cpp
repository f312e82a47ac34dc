#include "sim/engine/quays.hpp"

#include <algorithm>
#include <limits>

namespace tongzhou::engine {

Quays::Quays(world::World const& world, Clock& clock, Window const& window,
             Table<world::TerminalId, Closures> const& closures, std::uint32_t replication) {
  for (auto const id : world.terminals.ids()) {
    auto const& facts = world.terminals[id];
    bool const in_metres = facts.quay_length > Length{};
    double const most_ships = in_metres ? std::numeric_limits<double>::infinity() : facts.berths;
    double const most_asked = facts.cranes > 0 ? most_ships * std::min(facts.cranes_per_vehicle, facts.cranes) : 0;
    quays_.add({.closures = &closures[id],
                .berths = in_metres ? Berths{clock, window, facts.quay_length, facts.berth_gap}
                                    : Berths{clock, window, facts.berths},
                .cranes = {clock, window, facts.name.code, static_cast<double>(facts.cranes),
                           facts.moves_per_crane_hour, most_asked, closures[id]},
                .port_time = {world.seed, replication, "port time " + facts.name.code},
                .cranes_per_vehicle = static_cast<double>(facts.cranes_per_vehicle),
                .sends_idle_away = facts.sends_idle_away});
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
