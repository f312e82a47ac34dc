#include "network/routing/betweenness.hpp"

#include <boost/graph/betweenness_centrality.hpp>
#include <cmath>
#include <cstdint>
#include <stdexcept>
#include <string>

#include "network/graph/csr.hpp"
#include "network/routing/ticks.hpp"

namespace tongzhou::routing {
namespace {

using graph::Csr;
using graph::Edge;
using graph::EdgeId;
using graph::Network;

/// A column by edge as a Boost property map.
template <class T>
struct ByEdge {
  using category = boost::lvalue_property_map_tag;
  using key_type = boost::graph_traits<Csr::Graph>::edge_descriptor;
  using value_type = T;
  using reference = T&;
  Csr::Graph const* graph;
  T* column;
  friend T& get(ByEdge const& map, key_type const& edge) { return map.column[(*map.graph)[edge].value()]; }
  friend void put(ByEdge const& map, key_type const& edge, T value) { get(map, edge) = value; }
};

}  // namespace

std::vector<double> betweenness(Network const& network, std::span<double const> weights) {
  Ticks const ticks{network, weights, network.node_count(), "weight"};
  // Boost adds a closed edge's weight up before it looks at it: only open edges are shown to it.
  std::vector<EdgeId> open;
  std::vector<Edge> edges;
  std::vector<std::int64_t> lengths;
  for (std::size_t e = 0; e < network.edge_count(); ++e) {
    EdgeId const edge{e};
    if (ticks[edge] == 0)
      throw std::invalid_argument("weight of edge " + std::to_string(e) + " is 0: expected more than zero");
    if (ticks[edge] == Ticks::infinite) continue;
    open.push_back(edge);
    edges.push_back({network.from(edge), network.to(edge)});
    lengths.push_back(ticks[edge]);
  }
  Network const part{network.node_count(), edges};
  auto const& graph = part.csr().graph;
  auto const index = get(boost::vertex_index, graph);
  auto const nodes = part.node_count();
  using Incoming = std::vector<boost::graph_traits<Csr::Graph>::edge_descriptor>;
  std::vector<Incoming> incoming(nodes);
  std::vector<std::int64_t> distance(nodes);
  std::vector<double> dependency(nodes), path_count(nodes), sum(edges.size());
  boost::brandes_betweenness_centrality(graph, boost::dummy_property_map{}, ByEdge<double>{&graph, sum.data()},
                                        boost::make_iterator_property_map(incoming.begin(), index),
                                        boost::make_iterator_property_map(distance.begin(), index),
                                        boost::make_iterator_property_map(dependency.begin(), index),
                                        boost::make_iterator_property_map(path_count.begin(), index), index,
                                        ByEdge<std::int64_t>{&graph, lengths.data()});
  std::vector<double> result(network.edge_count(), 0.0);
  for (std::size_t i = 0; i < open.size(); ++i) result[open[i].value()] = sum[i];
  return result;
}

}  // namespace tongzhou::routing
