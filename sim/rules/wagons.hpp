#pragma once

#include <cmath>
#include <cstddef>
#include <vector>

#include "network/base/quantity.hpp"
#include "sim/world/service.hpp"
#include "sim/world/vehicle.hpp"

// What a train has with the wagons with which it goes on from a stop; other vehicles have all that is theirs.
namespace tongzhou::rules {

inline int wagons(world::VehicleClass const& train, world::Stop const& stop) {
  return static_cast<int>(std::lround(train.wagons * stop.wagon_share));
}

inline Mass deadweight(world::VehicleClass const& train, world::Stop const& stop) {
  return train.deadweight * stop.wagon_share;
}

/// The parts of its wagons with which a train comes to a stop and goes on from there.
struct WagonShares {
  double in = 1, out = 1;
};
inline WagonShares wagon_shares(std::vector<world::Stop> const& stops, std::size_t stop, bool returns) {
  std::size_t const last = stops.size() - 1;
  std::size_t const before = stop > 0 ? stop - 1 : (returns ? last : 0);
  double const in = stops[before].wagon_share;
  return {in, stop < last || returns ? stops[stop].wagon_share : in};
}

/// Locomotives are as long as their part of the wagons (assumption).
inline Length length(world::VehicleClass const& vehicle, double wagon_share) { return vehicle.length * wagon_share; }

/// Alike on all wagons (assumption).
inline int plugs(world::VehicleClass const& train, world::Stop const& stop) {
  constexpr double rounding = 1e-9;
  return stop.wagon_share == 1 ? train.reefer_plugs
                               : static_cast<int>(train.reefer_plugs * stop.wagon_share + rounding);
}

}  // namespace tongzhou::rules
