#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "network/base/id.hpp"

namespace tongzhou::graph {

using NodeId = Id<struct NodeTag>;
using EdgeId = Id<struct EdgeTag>;

/// One way, from one node to another (or to itself).
struct Edge {
  NodeId from, to;
};

struct Csr;  // network/graph/csr.hpp: Boost's graph, for the few who run a Boost algorithm on it

/// A directed graph that no longer changes. Nodes are 0 to node_count - 1; edges keep the numbers of the caller's list,
/// and several may join the same two nodes.
class Network {
 public:
  /// Throws std::invalid_argument when an edge names a node that is not there.
  Network(std::size_t node_count, std::span<Edge const> edges);

  std::size_t node_count() const { return out_begin_.size() - 1; }
  std::size_t edge_count() const { return edges_.size(); }
  NodeId from(EdgeId edge) const { return edges_[edge.value()].from; }
  NodeId to(EdgeId edge) const { return edges_[edge.value()].to; }

  /// The edges that leave a node, or enter it, in rising order of edge number.
  std::span<EdgeId const> out(NodeId node) const { return part(out_, out_begin_, node); }
  std::span<EdgeId const> in(NodeId node) const { return part(in_, in_begin_, node); }

  Csr const& csr() const { return *csr_; }

 private:
  using Begins = std::vector<std::uint32_t>;
  static std::span<EdgeId const> part(std::vector<EdgeId> const& edges, Begins const& begin, NodeId node) {
    auto const first = begin[node.value()];
    return std::span{edges}.subspan(first, begin[node.value() + 1] - first);
  }

  // Hot in every search: flat, and beside Boost's graph because that hides its rows and includes half of Boost.
  std::vector<Edge> edges_;
  Begins out_begin_, in_begin_;
  std::vector<EdgeId> out_, in_;
  std::shared_ptr<Csr const> csr_;  // shared by copies: it never changes
};

}  // namespace tongzhou::graph
