#pragma once

#include <cmath>

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

/// Alike on all wagons (assumption).
inline int plugs(world::VehicleClass const& train, world::Stop const& stop) {
  constexpr double rounding = 1e-9;
  return stop.wagon_share == 1 ? train.reefer_plugs
                               : static_cast<int>(train.reefer_plugs * stop.wagon_share + rounding);
}

}  // namespace tongzhou::rules
