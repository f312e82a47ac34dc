#pragma once

#include "scenarios/format/document.hpp"
#include "scenarios/format/problems.hpp"
#include "sim/itineraries/planner.hpp"

namespace tongzhou::format {

/// A problem for each flow that nothing can carry, with the planner's reason, for each terminal without cranes at which
/// boxes are to be handled, and for each place without an office where customs is to clear them; true when there is none.
bool check_reachable(Document const& document, world::World const& world, itineraries::Planner const& planner,
                     itineraries::Plans const& plans, Problems& problems);

}  // namespace tongzhou::format
