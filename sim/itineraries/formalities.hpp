#pragma once

#include <vector>

#include "sim/itineraries/itinerary.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::itineraries {

/// The steps of an itinerary, and in between what documents, other boxes and customs ask of a box of the flow:
/// documents and boxes between two rides, customs wherever it clears the box, in a terminal or on a truck's way, which
/// it cuts in two. Closed mail is asked for nothing: it was cleared in its hub.
std::vector<Step> with_formalities(world::World const& world, world::Flow const& flow, Itinerary const& itinerary);

/// Where customs clears a box of the flow on this way; none: it meets no customs.
world::PlaceId place_of_clearance(world::World const& world, world::Flow const& flow, Itinerary const& itinerary);

}  // namespace tongzhou::itineraries
