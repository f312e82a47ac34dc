#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

#include "network/graph/network.hpp"
#include "network/routing/paths.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::format {

/// What carries a vehicle from one place to the next.
struct ModalPath {
  std::vector<world::Passage> passages;
  int gauge_mm = 0;  // at the end of a way by rail; 0: no rail was used
};

/// The shortest ways over the links of one mode. Ships use sea lanes and waterways, and pass a lock in the direction in
/// which they came to it. Trains use railways of one gauge, another one only beyond a place with a gauge change. The
/// world must outlive it.
class ModalNetwork {
 public:
  static ModalNetwork by_water(world::World const&);
  static ModalNetwork by_rail(world::World const&);
  static ModalNetwork by_air(world::World const&);

  /// The least distance from one place to another; ties: the link that comes first. Gauge 0: any.
  std::optional<ModalPath> shortest(world::PlaceId from, world::PlaceId to, int gauge_at_start = 0,
                                    int gauge_at_end = 0) const;

  /// From one place to another.
  using Leg = std::pair<world::PlaceId, world::PlaceId>;
  /// Finds the shortest ways of these, by any gauge, and keeps them: the network is searched once for each place that
  /// they lead to, and not for each of them.
  void find_ahead(std::vector<Leg> legs);

  bool has_gauges() const { return gauges_.size() > 1; }

 private:
  ModalNetwork(world::World const&, std::vector<world::LinkKind> const& kinds, std::vector<int> gauges);

  // Each place has one node to set out from, one to arrive at, and one for each gauge; all in one where there is but
  // one gauge.
  graph::NodeId setting_out(world::PlaceId place, int gauge) const;
  graph::NodeId arriving(world::PlaceId place, int gauge) const;
  graph::NodeId on_gauge(world::PlaceId place, std::size_t gauge) const;
  std::size_t gauge_index(int gauge_mm) const;
  bool has_one_gauge() const { return gauges_.size() == 1; }
  std::size_t nodes_per_place() const { return nodes_before_gauges() + gauges_.size(); }
  std::size_t nodes_before_gauges() const { return has_one_gauge() ? 0 : 2; }
  static std::uint64_t key(graph::NodeId start, graph::NodeId goal) {
    return std::uint64_t{start.value()} << 32 | goal.value();
  }

  std::vector<int> gauges_;                              // one, 0, where gauge means nothing
  std::vector<std::optional<world::Passage>> passages_;  // by edge
  std::optional<graph::Network> network_;
  std::optional<routing::Weights> distances_;  // km
  std::unordered_map<std::uint64_t, std::vector<graph::EdgeId>> found_ahead_;
};

/// With the locks between links that follow one another, and the borders that trains pass which keep their gauge: what
/// lies where a way begins or ends is not passed.
std::vector<world::Passage> with_locks_and_borders(world::World const&, std::span<world::Passage const> links);

/// The place that a link leads to.
world::PlaceId end_of(world::Link const&, world::Direction);

}  // namespace tongzhou::format
