#include "network/graph/network.hpp"

#include <stdexcept>
#include <string>
#include <utility>

#include "network/graph/csr.hpp"

namespace tongzhou::graph {
namespace {

void check(std::size_t node_count, std::span<Edge const> edges) {
  for (std::size_t e = 0; e < edges.size(); ++e)
    for (auto const node : {edges[e].from, edges[e].to})
      if (node.value() >= node_count)
        throw std::invalid_argument("edge " + std::to_string(e) + " names node " + std::to_string(node.value()) +
                                    " of a network of " + std::to_string(node_count) + " nodes");
}

/// Where each node's edges begin once the edges are sorted by that end: a counting sort keeps rising edge numbers.
std::vector<std::uint32_t> begins(std::size_t node_count, std::span<Edge const> edges, NodeId Edge::*end) {
  std::vector<std::uint32_t> begin(node_count + 1, 0);
  for (auto const& edge : edges) ++begin[(edge.*end).value() + 1];
  for (std::size_t node = 0; node < node_count; ++node) begin[node + 1] += begin[node];
  return begin;
}

std::vector<EdgeId> sorted(std::vector<std::uint32_t> begin, std::span<Edge const> edges, NodeId Edge::*end) {
  std::vector<EdgeId> order(edges.size());
  for (std::size_t e = 0; e < edges.size(); ++e) order[begin[(edges[e].*end).value()]++] = EdgeId{e};
  return order;
}

Csr boost_graph(std::size_t node_count, std::span<Edge const> edges) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> ends;
  std::vector<EdgeId> ids;
  ends.reserve(edges.size());
  ids.reserve(edges.size());
  for (auto const& edge : edges) {
    ids.emplace_back(ids.size());
    ends.emplace_back(edge.from.value(), edge.to.value());
  }
  return {Csr::Graph(boost::edges_are_unsorted_multi_pass, ends.begin(), ends.end(), ids.begin(),
                     static_cast<std::uint32_t>(node_count))};
}

}  // namespace

Network::Network(std::size_t node_count, std::span<Edge const> edges)
    : edges_((check(node_count, edges), edges.begin()), edges.end()),
      out_begin_(begins(node_count, edges, &Edge::from)),
      in_begin_(begins(node_count, edges, &Edge::to)),
      out_(sorted(out_begin_, edges, &Edge::from)),
      in_(sorted(in_begin_, edges, &Edge::to)),
      csr_(std::make_shared<Csr const>(boost_graph(node_count, edges))) {}

}  // namespace tongzhou::graph
