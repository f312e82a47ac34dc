#pragma once

#include <cstddef>
#include <vector>

#include "sim/itineraries/itinerary.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::itineraries {

/// Groups of ways whose lines are common in the sense of Chriqui and Robillard (1975): any of them serves a box that
/// waits, because the ways differ in nothing but the services they ride, with the same trucks and transfers, and rides
/// between the same terminals. Each group as positions in `ways`, rising; a way that is like no other is in none.
std::vector<std::vector<std::size_t>> common_lines(world::World const& world, std::vector<Itinerary> const& ways);

}  // namespace tongzhou::itineraries
