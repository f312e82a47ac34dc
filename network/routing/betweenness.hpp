#pragma once

#include <span>
#include <vector>

#include "network/graph/network.hpp"

namespace tongzhou::routing {

/// By edge: for each ordered pair of nodes, the share of its shortest paths that use the edge, added up (Brandes 2001,
/// "A faster algorithm for betweenness centrality"). Parallel edges make different paths. Weights must be above zero;
/// an infinite one closes the edge. Throws std::invalid_argument otherwise.
std::vector<double> betweenness(graph::Network const& network, std::span<double const> weights);

}  // namespace tongzhou::routing
