#pragma once

#include <vector>

#include "network/graph/network.hpp"
#include "network/routing/paths.hpp"
#include "sim/charges/step.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::itineraries {

/// The roads of a world, each both ways, by their length.
class RoadNetwork {
 public:
  explicit RoadNetwork(world::World const& world);
  RoadNetwork(RoadNetwork const&) = delete;

  graph::Network const& graph() const { return graph_; }
  routing::Weights const& lengths() const { return lengths_; }  // km
  world::LinkId road(graph::EdgeId edge) const { return roads_[edge.value()]; }
  static graph::NodeId node(world::PlaceId place) { return graph::NodeId{place.value()}; }

 private:
  std::vector<world::LinkId> roads_;  // by edge
  graph::Network graph_;
  routing::Weights lengths_;
};

}  // namespace tongzhou::itineraries
