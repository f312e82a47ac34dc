#include "sim/itineraries/road_network.hpp"

#include <utility>

namespace tongzhou::itineraries {
namespace {

template <class Visit>
void each_way_by_road(world::World const& world, Visit visit) {
  for (auto const id : world.links.ids()) {
    auto const& link = world.links[id];
    if (link.kind != world::LinkKind::road) continue;
    for (auto const& [from, to] : {std::pair{link.from, link.to}, std::pair{link.to, link.from}}) visit(id, from, to);
  }
}

std::vector<world::LinkId> roads_of(world::World const& world) {
  std::vector<world::LinkId> roads;
  each_way_by_road(world, [&](world::LinkId id, world::PlaceId, world::PlaceId) { roads.push_back(id); });
  return roads;
}

graph::Network graph_of(world::World const& world) {
  std::vector<graph::Edge> edges;
  each_way_by_road(world, [&](world::LinkId, world::PlaceId from, world::PlaceId to) {
    edges.push_back({RoadNetwork::node(from), RoadNetwork::node(to)});
  });
  return {world.places.size(), edges};
}

routing::Weights lengths_of(world::World const& world, graph::Network const& graph,
                            std::vector<world::LinkId> const& roads) {
  std::vector<double> km;
  for (auto const road : roads) km.push_back(in_km(world.links[road].distance));
  return {graph, km};
}

}  // namespace

RoadNetwork::RoadNetwork(world::World const& world)
    : roads_(roads_of(world)), graph_(graph_of(world)), lengths_(lengths_of(world, graph_, roads_)) {}

}  // namespace tongzhou::itineraries
