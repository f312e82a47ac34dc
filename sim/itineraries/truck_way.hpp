#pragma once

#include "sim/charges/step.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::itineraries {

/// The truck goes on from where it is over this road to its other end.
void drive_on(world::World const& world, charges::Truck& truck, world::LinkId road);

}  // namespace tongzhou::itineraries
