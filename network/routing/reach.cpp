#include "network/routing/reach.hpp"

#include <boost/graph/incremental_components.hpp>
#include <boost/graph/strong_components.hpp>
#include <boost/pending/disjoint_sets.hpp>
#include <limits>
#include <vector>

#include "network/graph/csr.hpp"

namespace tongzhou::routing {
namespace {

using graph::Network;
using graph::NodeId;

constexpr auto unnumbered = std::numeric_limits<std::uint32_t>::max();

/// Any number below the node count for each component becomes its place in the order of lowest nodes.
Components numbered(std::vector<std::uint32_t> const& component) {
  std::vector<std::uint32_t> place(component.size(), unnumbered);
  Components result(component.size());
  std::uint32_t next = 0;
  for (auto const node : result.ids()) {
    auto& number = place[component[node.value()]];
    if (number == unnumbered) number = next++;
    result[node] = number;
  }
  return result;
}

}  // namespace

Table<NodeId, bool> reachable_from(Network const& network, NodeId from) {
  Table<NodeId, bool> reached(network.node_count(), false);
  reached[from] = true;
  std::vector<NodeId> stack{from};
  while (!stack.empty()) {
    auto const node = stack.back();
    stack.pop_back();
    for (auto const edge : network.out(node)) {
      auto const next = network.to(edge);
      if (reached[next]) continue;
      reached[next] = true;
      stack.push_back(next);
    }
  }
  return reached;
}

Components weak_components(Network const& network) {
  auto const nodes = network.node_count();
  std::vector<std::uint32_t> rank(nodes), parent(nodes);
  boost::disjoint_sets sets(rank.data(), parent.data());
  auto const& graph = network.csr().graph;
  boost::initialize_incremental_components(graph, sets);
  boost::incremental_components(graph, sets);
  for (std::uint32_t node = 0; node < nodes; ++node) parent[node] = sets.find_set(node);
  return numbered(parent);
}

Components strong_components(Network const& network) {
  std::vector<std::uint32_t> component(network.node_count());
  auto const& graph = network.csr().graph;
  boost::strong_components(graph,
                           boost::make_iterator_property_map(component.begin(), get(boost::vertex_index, graph)));
  return numbered(component);
}

}  // namespace tongzhou::routing
