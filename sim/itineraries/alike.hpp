#pragma once

#include <cstddef>
#include <vector>

#include "sim/itineraries/itinerary.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::itineraries {

/// Ways that differ in nothing but the services they ride: the same trucks and transfers, and rides between the same
/// terminals. Each group as positions in `ways`, rising; a way that is like no other is in none.
std::vector<std::vector<std::size_t>> alike(world::World const& world, std::vector<Itinerary> const& ways);

}  // namespace tongzhou::itineraries
