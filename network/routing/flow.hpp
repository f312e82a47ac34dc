#pragma once

#include <span>
#include <vector>

#include "network/graph/network.hpp"

namespace tongzhou::routing {

struct MaxFlow {
  double flow;                     // infinite when a way of infinite capacity leads through
  std::vector<graph::EdgeId> cut;  // in order; empty when the flow is infinite
};

/// The most that can pass from one node to another, and the bottleneck: the edges of the minimum cut nearest to the
/// source, a closed one (capacity zero) that crosses it among them. Capacities are by edge, zero or more, perhaps
/// infinite; sums are exact in the sense of Ticks. Throws std::invalid_argument when both nodes are the same.
MaxFlow max_flow(graph::Network const& network, std::span<double const> capacities, graph::NodeId from,
                 graph::NodeId to);

/// Flow by edge that takes as much as possible from nodes with supply (above zero) to nodes with demand (below zero),
/// and among those flows costs least. Supplies are by node and need not balance. Capacities are zero or more;
/// the greatest long is as good as no limit. Costs are per unit, zero or more; an infinite one closes the edge.
/// Made for tens to hundreds of nodes with supply or demand: one search of the network for each way that is filled.
std::vector<long> min_cost_flow(graph::Network const& network, std::span<long const> capacities,
                                std::span<double const> unit_costs, std::span<long const> supplies);

}  // namespace tongzhou::routing
