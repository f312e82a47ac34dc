#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "network/base/id.hpp"
#include "sim/engine/closures.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// Everything that is closed or slowed in one run, known from its beginning: what the calendar says, and what chance
/// draws.
struct Disruptions {
  /// What the calendar says alone: announced, so that everybody can know it.
  explicit Disruptions(world::World const& world);
  /// And what chance draws for a replication.
  Disruptions(world::World const& world, std::optional<std::uint32_t> replication);

  Table<world::TerminalId, Closures> terminals;
  Table<world::LinkId, Closures> links;
  Table<world::ServiceId, Closures> services;
  Table<world::ApproachId, Closures> approaches;
  Table<world::LockId, std::vector<Closures>> chambers;  // by lock

  /// The first date from then on on which one of the chambers that take a vehicle in a direction is open.
  Time opens(world::World const& world, world::LockId lock, world::VehicleClass const& vehicle,
             world::Direction direction, Time at) const;
};

}  // namespace tongzhou::engine
