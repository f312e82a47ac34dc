#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "network/base/quantity.hpp"
#include "sim/world/place.hpp"
#include "sim/world/vehicle.hpp"

namespace tongzhou::rules {

struct ShipAtLock {
  Length length;
  Length beam;
  Length draught;
};

bool fits(ShipAtLock const& ship, world::Chamber const& chamber);
bool serves(world::Chamber const& chamber, world::Direction direction);
/// Without a box aboard: a chamber that it does not fit is none for it.
ShipAtLock empty_ship(world::VehicleClass const& vehicle);

/// Which of the waiting ships, first come first, go into the next filling: ships lie in lanes side by side, each lane
/// as wide as its first ship, one behind another. A ship that finds no room is passed over and keeps its turn; so long
/// as anybody waits whom the chamber fits, the first such is taken. Positions in `waiting`, ascending.
std::vector<std::size_t> assign_lockage(std::span<ShipAtLock const> waiting, world::Chamber const& chamber);

}  // namespace tongzhou::rules
