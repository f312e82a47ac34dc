#include "sim/engine/quays.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

namespace tongzhou::engine {

namespace {

/// Besides what closes or slows the terminal, every time in which fewer gangs are on duty than it has cranes.
Closures manned(world::Terminal const& terminal, Closures closures, Time end) {
  auto const& labour = terminal.labour;
  if (labour.gangs == 0 || terminal.cranes == 0) return closures;
  auto const last = static_cast<std::int64_t>(std::ceil(in_hours(end)));
  for (std::int64_t from = 0, to = 0; from < last; from = to) {
    int const gangs = labour.on_duty(from);
    for (to = from + 1; to < last && labour.on_duty(to) == gangs;) ++to;
    if (gangs < terminal.cranes)
      closures.add({at_hours(static_cast<double>(from)), at_hours(static_cast<double>(to)),
                    static_cast<double>(gangs) / terminal.cranes});
  }
  return closures;
}

}  // namespace

Quays::Quays(world::World const& world, Clock& clock, Window const& window,
             Table<world::TerminalId, Closures> const& closures, std::uint32_t replication)
    : clock_(clock) {
  for (auto const id : world.terminals.ids()) manned_.add(manned(world.terminals[id], closures[id], clock.end()));
  for (auto const id : world.terminals.ids()) {
    auto const& facts = world.terminals[id];
    bool const in_metres = facts.quay_length > Length{};
    auto const* const closed = closures[id].none() ? nullptr : &closures[id];
    bool const has_direct_lifts = world::has_direct_lifts(world, id);
    // Trains ask for cranes of a quay besides its ships.
    double const most_ships = in_metres || has_direct_lifts ? std::numeric_limits<double>::infinity() : facts.berths;
    double const most_asked = facts.cranes > 0 ? most_ships * std::min(facts.cranes_per_vehicle, facts.cranes) : 0;
    quays_.add({.closures = &closures[id],
                .berths = in_metres ? Berths{clock, window, facts.quay_length, facts.berth_gap, closed}
                                    : Berths{clock, window, facts.berths, closed},
                .cranes = {clock, window, facts.name.code, static_cast<double>(facts.cranes),
                           facts.moves_per_crane_hour, most_asked, manned_[id], closures[id]},
                .port_time = {world.seed, replication, "port time " + facts.name.code},
                .cranes_per_vehicle = static_cast<double>(facts.cranes_per_vehicle),
                .sends_idle_away = facts.sends_idle_away,
                .has_direct_lifts = has_direct_lifts});
  }
}

void Quays::open(ProcessSet& processes) {
  for (auto& quay : quays_)
    if (!quay.closures->none()) processes.spawn(keep_gate(quay));
}

Process Quays::keep_gate(Quay& quay) {
  for (auto const& spell : quay.closures->spells()) {
    if (spell.share > 0) continue;
    co_await clock_.until(quay.closures->open_from(spell.to));
    quay.berths.opens();
  }
}

void Quays::report(outcome::Records& records) {
  for (auto const id : quays_.ids()) {
    auto& record = records.terminals[id];
    record.berths_taken = quays_[id].berths.taken().mean();
    record.figures.berth = quays_[id].berths.queue();
    record.figures.crane_utilisation = quays_[id].cranes.utilisation();
    record.gang_box_hours_lost = record.crane_box_hours_lost * quays_[id].cranes.share_for_want_of_gangs();
    record.crane_box_hours_lost -= record.gang_box_hours_lost;
  }
}

}  // namespace tongzhou::engine
