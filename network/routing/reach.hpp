#pragma once

#include <cstdint>

#include "network/base/id.hpp"
#include "network/graph/network.hpp"

namespace tongzhou::routing {

/// Which nodes can be reached from a node, itself among them.
Table<graph::NodeId, bool> reachable_from(graph::Network const& network, graph::NodeId from);

/// A component number for each node, from 0 up in the order of the components' lowest nodes.
using Components = Table<graph::NodeId, std::uint32_t>;

/// Nodes joined by edges, whichever way these point.
Components weak_components(graph::Network const& network);

/// Nodes that can each be reached from each other.
Components strong_components(graph::Network const& network);

}  // namespace tongzhou::routing
