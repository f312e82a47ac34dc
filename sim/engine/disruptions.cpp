#include "sim/engine/disruptions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>
#include <variant>

#include "sim/demand/stream.hpp"
#include "sim/rules/lockage.hpp"

namespace tongzhou::engine {
namespace {

using world::Disruption;

/// Adds the spells of one disruption to what it strikes; those of chance, where there is a replication to draw them
/// for.
void add(Closures& closures, std::string_view struck, Disruption const& disruption, world::World const& world,
         std::optional<std::uint32_t> replication) {
  if (auto const* windows = std::get_if<std::vector<Disruption::Window>>(&disruption.when)) {
    for (auto const& window : *windows) closures.add({window.from, window.to, disruption.share});
    return;
  }
  if (!replication) return;
  auto const& random = std::get<Disruption::AtRandom>(disruption.when);
  demand::Stream dice{world.seed, *replication, fmt::format("disruption {} {}", disruption.name.code, struck)};
  for (Time begin;;) {
    begin = begin + draw(random.between, dice);
    if (begin >= world.end()) return;
    Time const end = begin + draw(random.lasting, dice);
    auto const month = static_cast<std::size_t>(date_at(world.start, begin).month - 1);
    if (random.months[month]) closures.add({begin, end, disruption.share});
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

Disruptions::Disruptions(world::World const& world) : Disruptions(world, std::nullopt) {}

Disruptions::Disruptions(world::World const& world, std::optional<std::uint32_t> replication)
    : terminals(world.terminals.size()),
      links(world.links.size()),
      services(world.services.size()),
      approaches(world.approaches.size()) {
  for (auto const& lock : world.locks) chambers.add(std::vector<Closures>(lock.chambers.size()));
  for (auto const& disruption : world.disruptions) {
    auto const strike = [&](Closures& closures, world::Name const& name) {
      add(closures, name.code, disruption, world, replication);
    };
    if (auto const* terminal = std::get_if<world::TerminalId>(&disruption.target)) {
      strike(terminals[*terminal], world.terminals[*terminal].name);
    } else if (auto const* link = std::get_if<world::LinkId>(&disruption.target)) {
      strike(links[*link], world.links[*link].name);
    } else if (auto const* service = std::get_if<world::ServiceId>(&disruption.target)) {
      strike(services[*service], world.services[*service].name);
    } else if (auto const* approach = std::get_if<world::ApproachId>(&disruption.target)) {
      strike(approaches[*approach], world.approaches[*approach].name);
    } else {
      auto const& of = std::get<Disruption::ChamberOf>(disruption.target);
      strike(chambers[of.lock][of.chamber], world.locks[of.lock].chambers[of.chamber].name);
    }
  }
}

}  // namespace tongzhou::engine
