#pragma once

#include <cstdint>
#include <vector>

#include "network/base/id.hpp"
#include "sim/engine/closures.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// Everything that is closed or slowed in one run, known from its beginning: what the calendar says, and what chance
/// draws.
struct Disruptions {
  Disruptions(world::World const& world, std::uint32_t replication);

  Table<world::TerminalId, Closures> terminals;
  Table<world::LinkId, Closures> links;
  Table<world::ServiceId, Closures> services;
  Table<world::LockId, std::vector<Closures>> chambers;  // by lock
};

}  // namespace tongzhou::engine
