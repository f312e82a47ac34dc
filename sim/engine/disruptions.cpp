#include "sim/engine/disruptions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <variant>

#include "sim/demand/stream.hpp"
#include "sim/rules/lockage.hpp"

namespace tongzhou::engine {
namespace {

using world::Disruption;

/// The code of what it strikes.
std::string_view code_of(world::World const& world, DisruptionTarget const& target) {
  if (auto const* chamber = std::get_if<Disruption::ChamberOf>(&target))
    return world.locks[chamber->lock].chambers[chamber->chamber].name.code;
  if (auto const* terminal = std::get_if<world::TerminalId>(&target)) return world.terminals[*terminal].name.code;
  if (auto const* link = std::get_if<world::LinkId>(&target)) return world.links[*link].name.code;
  if (auto const* service = std::get_if<world::ServiceId>(&target)) return world.services[*service].name.code;
  return world.approaches[std::get<world::ApproachId>(target)].name.code;
}

/// When it is known that something begins then: what has dates from the start, what chance draws never, unless it is
/// announced so long before.
Time known_from(Disruption const& disruption, Time begins) {
  if (disruption.announced_before) return std::max(Time{}, begins - *disruption.announced_before);
  return std::holds_alternative<Disruption::AtRandom>(disruption.when) ? Time::never() : Time{};
}

/// A line under maintenance at known times: calls visit(from, to) for each, one that has begun before the run included.
template <class Visit>
void each_maintenance(world::RecurringClosures const& closures, Time end, Visit visit) {
  if (closures.none()) return;
  for (Time period = Time{} - closures.period(); period < end; period = period + closures.period())
    for (auto const& span : closures.spans())
      if (period + span.to > Time{} && period + span.from < end) visit(period + span.from, period + span.to);
}

/// Calls visit(from, to) for each time that chance draws.
template <class Visit>
void draw_times(Disruption const& disruption, world::World const& world, std::uint32_t replication, Visit visit) {
  auto const& random = std::get<Disruption::AtRandom>(disruption.when);
  demand::Stream dice{world.seed, replication,
                      fmt::format("disruption {} {}", disruption.name.code, code_of(world, disruption.target))};
  for (Time begin;;) {
    begin = begin + draw(random.between, dice);
    if (begin >= world.end()) return;
    Time const end = begin + draw(random.lasting, dice);
    auto const month = static_cast<std::size_t>(date_at(world.start, begin).month - 1);
    if (random.months[month]) visit(begin, end);
    begin = end;
  }
}

}  // namespace

Time Disruptions::opens(world::World const& world, world::LockId lock, world::VehicleClass const& vehicle,
                        world::Direction direction, Time at) const {
  auto const& facts = world.locks[lock].chambers;
  Time first = Time::never();
  for (std::size_t n = 0; n < facts.size(); ++n)
    if (rules::takes(facts[n], vehicle, direction)) first = std::min(first, chambers[lock][n].open_from(at));
  return first;
}

std::vector<Strike> draw_strikes(world::World const& world, std::uint32_t replication) {
  std::vector<Strike> strikes;
  for (auto const& disruption : world.disruptions) {
    auto const add = [&](Time from, Time to) {
      strikes.push_back({disruption.target, {from, to, disruption.share}, known_from(disruption, from)});
    };
    if (auto const* windows = std::get_if<std::vector<Disruption::Window>>(&disruption.when))
      for (auto const& window : *windows) add(window.from, window.to);
    else
      draw_times(disruption, world, replication, add);
  }
  for (auto const id : world.links.ids())
    each_maintenance(world.links[id].maintenance, world.end(), [&](Time from, Time to) {
      strikes.push_back({id, {from, to, 0}, Time{}});
    });
  return strikes;
}

Disruptions::Disruptions(world::World const& world)
    : terminals(world.terminals.size()),
      links(world.links.size()),
      services(world.services.size()),
      approaches(world.approaches.size()) {
  for (auto const& lock : world.locks) chambers.add(std::vector<Closures>(lock.chambers.size()));
}

Disruptions::Disruptions(world::World const& world, std::span<Strike const> strikes, Time known_by)
    : Disruptions(world) {
  for (auto const& strike : strikes)
    if (strike.known <= known_by) add(strike);
}

Closures& Disruptions::of(DisruptionTarget const& target) {
  if (auto const* terminal = std::get_if<world::TerminalId>(&target)) return terminals[*terminal];
  if (auto const* link = std::get_if<world::LinkId>(&target)) return links[*link];
  if (auto const* service = std::get_if<world::ServiceId>(&target)) return services[*service];
  if (auto const* approach = std::get_if<world::ApproachId>(&target)) return approaches[*approach];
  auto const& chamber = std::get<world::Disruption::ChamberOf>(target);
  return chambers[chamber.lock][chamber.chamber];
}

}  // namespace tongzhou::engine
