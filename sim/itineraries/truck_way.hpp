#pragma once

#include "sim/charges/step.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::itineraries {

/// The truck goes on from where it is over this road to its other end.
void drive_on(world::World const& world, charges::Truck& truck, world::LinkId road);

/// At the end of its way: the driver rests as the law asks for, in so much more time.
void add_rests(world::World const& world, charges::Truck& truck);

}  // namespace tongzhou::itineraries
