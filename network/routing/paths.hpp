#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "network/graph/network.hpp"
#include "network/routing/ticks.hpp"

namespace tongzhou::routing {

/// Edges one after another, visiting no node twice.
struct Path {
  double weight;
  std::vector<graph::EdgeId> edges;
  friend bool operator==(Path const&, Path const&) = default;
};

/// Weights of edges for the searches below: zero or more; an infinite one closes the edge. Sums are exact in the sense
/// of Ticks.
class Weights {
 public:
  /// Throws as Ticks does.
  Weights(graph::Network const& network, std::span<double const> weights);

  Ticks const& ticks() const { return ticks_; }

  struct OpenEdge {
    std::int64_t ticks;
    graph::NodeId from;
  };
  /// The open edges that enter a node, least weight first: a search against their direction leaves off where they lead
  /// too far.
  std::span<OpenEdge const> into(graph::NodeId node) const {
    auto const first = begin_[node.value()];
    return std::span{into_}.subspan(first, begin_[node.value() + 1] - first);
  }

 private:
  Ticks ticks_;
  std::vector<std::uint32_t> begin_;  // by node, in what follows
  std::vector<OpenEdge> into_;
};

/// Where many origins go: what is known of the whole network about one target, shared by all searches towards it.
/// Network and weights must outlive it; its functions may be called from several threads.
class Destination {
 public:
  Destination(graph::Network const& network, Weights const& weights, graph::NodeId to);

  /// The k best paths from a node, best first, or all when there are fewer: least weight, then the edge numbers that
  /// come first in dictionary order. Parallel edges make different paths. From the target itself: one, without edges.
  std::vector<Path> k_best(graph::NodeId from, int k) const;

  /// The first of them; none when there is no path.
  std::optional<Path> best(graph::NodeId from) const;

  /// Weight of the best path from a node; infinite when there is none.
  double distance(graph::NodeId from) const { return ticks_->number(to_go_[from.value()]); }

 private:
  friend std::vector<std::optional<Path>> shortest(graph::Network const&, Weights const&,
                                                   std::span<graph::NodeId const>, graph::NodeId);
  Destination(graph::Network const& network, Weights const& weights, std::span<graph::NodeId const> only_from,
              graph::NodeId to);
  bool follow_shorter(Path& path, graph::NodeId from) const;

  graph::Network const* network_;
  graph::NodeId to_;
  Ticks const* ticks_;
  std::vector<std::int64_t> to_go_;  // by node: ticks of the best path to the target
};

/// The same for one origin only.
std::vector<Path> k_best(graph::Network const& network, std::span<double const> weights, graph::NodeId from,
                         graph::NodeId to, int k);

/// The best path from each of some origins to one target, if there is one; ties as in k_best. The network is searched
/// once, no farther than the farthest of them.
std::vector<std::optional<Path>> shortest(graph::Network const& network, Weights const& weights,
                                          std::span<graph::NodeId const> from, graph::NodeId to);
/// The same for one origin.
std::optional<Path> shortest(graph::Network const& network, Weights const& weights, graph::NodeId from,
                             graph::NodeId to);
std::optional<Path> shortest(graph::Network const& network, std::span<double const> weights, graph::NodeId from,
                             graph::NodeId to);

}  // namespace tongzhou::routing
