#pragma once

#include "sim/world/world.hpp"

// What ships owe for canals, locks, ports, pilots and tugs.
namespace tongzhou::charges {

/// A ship, whatever it carries: that of its class, and for its slots.
double due_of_ship(world::Dues const& dues, world::World const& world, world::VehicleClassId vehicle);
/// The same, and for so many TEU and tonnes aboard.
double due_of_passage(world::Dues const& dues, world::World const& world, world::VehicleClassId vehicle, double teu,
                      double tonnes);
/// Pilots or tugs, each time that a ship of this length is brought in or out.
double pilotage(world::Helpers const& helpers, Length ship);

}  // namespace tongzhou::charges
