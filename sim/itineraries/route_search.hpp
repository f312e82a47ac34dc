#pragma once

#include <cstddef>
#include <vector>

#include "sim/itineraries/edge_costs.hpp"
#include "sim/itineraries/itinerary.hpp"
#include "sim/itineraries/route_graph.hpp"

namespace tongzhou::itineraries {

/// The best routes of a flow's boxes, cheapest first; of equals the one with fewer rides. All that make sense count: no
/// box comes back to a place that it has left, none leaves a service that goes on for the same one, none is shifted
/// within a place only to be fetched by a truck, which could have come to the terminal it was shifted from. `edges`
/// must be of the same flow.
std::vector<Itinerary> best_routes(RouteGraph const& graph, world::Flow const& flow, EdgeCosts const& edges,
                                   std::size_t wanted);

}  // namespace tongzhou::itineraries
