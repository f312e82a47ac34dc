#pragma once

#include <span>
#include <vector>

#include "sim/itineraries/itinerary.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::itineraries {

/// How much of an alternative of its own each route of a flow is (see rules::path_sizes). Routes overlap where they
/// take the same leg, whatever the line, the same road or transfer; how much is told by the hours spent on it, as
/// planned.
std::vector<double> path_sizes(world::World const& world, std::span<Itinerary const> routes);

}  // namespace tongzhou::itineraries
