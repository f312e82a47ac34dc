#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "network/base/id.hpp"
#include "sim/engine/closures.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// A terminal, link, service, approach or chamber.
using DisruptionTarget = decltype(world::Disruption::target);

/// What closes or slows one thing for a time in one run, and from when on everybody knows of it.
struct Strike {
  DisruptionTarget target;
  Closures::Spell spell;
  Time known;  // the beginning of the run at the earliest; never: nobody knows before it happens
};

/// What the calendar says, and what chance draws for a replication, in the order of the file; then the maintenance of
/// lines, which is known from the start.
std::vector<Strike> draw_strikes(world::World const& world, std::uint32_t replication);

/// What is closed or slowed in one run, and when.
struct Disruptions {
  /// Nothing.
  explicit Disruptions(world::World const& world);
  /// What is known by a date; everything by default.
  Disruptions(world::World const& world, std::span<Strike const> strikes, Time known_by = Time::never());

  Closures& of(DisruptionTarget const& target);
  void add(Strike const& strike) { of(strike.target).add(strike.spell); }

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
