#pragma once

#include <vector>

#include "sim/itineraries/itinerary.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::itineraries {

/// The steps of an itinerary, and in between what documents, other boxes and customs ask of a box of the flow: before
/// its first ride, between two, and after the last. Closed mail is asked for nothing: it was cleared in its hub.
std::vector<Step> with_formalities(world::World const& world, world::Flow const& flow, Itinerary const& itinerary);

}  // namespace tongzhou::itineraries
