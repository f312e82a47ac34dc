#pragma once

#include <cstddef>
#include <vector>

#include "network/base/id.hpp"
#include "network/base/prefetch.hpp"
#include "network/base/quantity.hpp"
#include "sim/engine/links.hpp"
#include "sim/engine/vehicle.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// How fast vehicles go so as to be at their next stop when they are due there. Hot: a look at one row for each leg of
/// a vehicle that is in time, or that would be late at any speed.
class CatchingUp {
 public:
  CatchingUp(world::World const& world, Links const& links);

  /// Asks memory for a leg that a vehicle begins.
  void prefetch(Vehicle const& vehicle, std::size_t stop) const { prefetch_cache_line(&leg_of(vehicle, stop)); }
  /// Of one that leaves a stop now: its usual speed, or more when it is late, so far as it can and as limits let it.
  Speed speed(Vehicle const& vehicle, std::size_t stop, Time now) const;

 private:
  /// From a stop to the next one, as a service with this turn is run.
  struct alignas(64) Leg {
    Speed usual;
    Duration at_usual, at_full;  // under way on its links, at that speed and at the highest
    std::vector<Duration> held;  // in each passage that holds it: in locks, at borders, and what stands still on links
  };
  Leg leg(world::Service const& service, world::Stop const& stop) const;
  Leg const& leg_of(Vehicle const& vehicle, std::size_t stop) const {
    return legs_[first_legs_[vehicle.id] + vehicle.turn * vehicle.service.stops.size() + stop];
  }
  Duration under_way(world::VehicleClass const& vehicle, world::Stop const& stop, Speed speed) const;

  world::World const& world_;
  Links const& links_;
  Table<world::ServiceId, std::size_t> first_legs_;
  std::vector<Leg> legs_;  // of each service turn by turn, stop by stop
};

}  // namespace tongzhou::engine
