#include "scenarios/format/modal_network.hpp"

#include <algorithm>
#include <variant>

#include "network/routing/paths.hpp"

namespace tongzhou::format {

using world::Direction;
using world::LinkKind;
using world::PlaceId;

namespace {

constexpr auto change_of_gauge = metres(1);  // so that nobody changes without need

}  // namespace

ModalNetwork ModalNetwork::by_water(world::World const& world) { return {world, {LinkKind::sea_lane, LinkKind::waterway}, {0}}; }

ModalNetwork ModalNetwork::by_air(world::World const& world) { return {world, {LinkKind::air}, {0}}; }

ModalNetwork ModalNetwork::by_rail(world::World const& world) {
  std::vector<int> gauges;
  for (auto const& link : world.links) {
    if (link.kind == LinkKind::railway) gauges.push_back(link.gauge_mm);
  }
  std::ranges::sort(gauges);
  gauges.erase(std::unique(gauges.begin(), gauges.end()), gauges.end());
  return {world, {LinkKind::railway}, gauges};
}

ModalNetwork::ModalNetwork(world::World const& world, std::vector<LinkKind> const& kinds, std::vector<int> gauges)
    : gauges_(std::move(gauges)) {
  std::vector<graph::Edge> edges;
  std::vector<double> distances;
  auto const add = [&](graph::NodeId from, graph::NodeId to, double distance, std::optional<world::Passage> passage) {
    edges.push_back({from, to});
    distances.push_back(distance);
    passages_.push_back(passage);
  };
  for (auto const id : world.links.ids()) {
    auto const& link = world.links[id];
    if (std::ranges::find(kinds, link.kind) == kinds.end()) continue;
    auto const gauge = kinds.front() == LinkKind::railway ? gauge_index(link.gauge_mm) : 0;
    auto const from = on_gauge(link.from, gauge);
    auto const to = on_gauge(link.to, gauge);
    add(from, to, in_km(link.distance), world::Passage{id, Direction::down});
    add(to, from, in_km(link.distance), world::Passage{id, Direction::up});
  }
  for (auto const place : world.places.ids()) {
    for (std::size_t gauge = 0; gauge < gauges_.size(); ++gauge) {
      add(setting_out(place, 0), on_gauge(place, gauge), 0, {});
      add(on_gauge(place, gauge), arriving(place, 0), 0, {});
      if (!world.places[place].gauge_change) continue;
      for (std::size_t other = 0; other < gauges_.size(); ++other) {
        if (other == gauge) continue;
        add(on_gauge(place, gauge), on_gauge(place, other), in_km(change_of_gauge),
            world::Passage{world.places[place].gauge_change, Direction::down});
      }
    }
  }
  network_.emplace(world.places.size() * nodes_per_place(), edges);
  distances_ = routing::weights_of_edges(*network_, distances);
}

std::size_t ModalNetwork::gauge_index(int gauge_mm) const {
  return static_cast<std::size_t>(std::ranges::find(gauges_, gauge_mm) - gauges_.begin());
}

graph::NodeId ModalNetwork::on_gauge(PlaceId place, std::size_t gauge) const {
  return graph::NodeId{place.value() * nodes_per_place() + 2 + gauge};
}
graph::NodeId ModalNetwork::setting_out(PlaceId place, int gauge) const {
  return gauge > 0 ? on_gauge(place, gauge_index(gauge)) : graph::NodeId{place.value() * nodes_per_place()};
}
graph::NodeId ModalNetwork::arriving(PlaceId place, int gauge) const {
  return gauge > 0 ? on_gauge(place, gauge_index(gauge)) : graph::NodeId{place.value() * nodes_per_place() + 1};
}

std::optional<ModalPath> ModalNetwork::shortest(PlaceId from, PlaceId to, int gauge_at_start, int gauge_at_end) const {
  auto const path =
      routing::shortest(*network_, *distances_, setting_out(from, gauge_at_start), arriving(to, gauge_at_end));
  if (!path) return std::nullopt;
  ModalPath way{{}, gauge_at_start};
  for (auto const edge : path->edges) {
    if (passages_[edge.value()]) way.passages.push_back(*passages_[edge.value()]);
  }
  // The gauge is that of the last node on a gauge: the end itself, or the one before the node of arrival.
  auto const last =
      gauge_at_end > 0 || path->edges.empty() ? arriving(to, gauge_at_end) : network_->from(path->edges.back());
  auto const within = last.value() % nodes_per_place();
  if (within >= 2) way.gauge_mm = gauges_[within - 2];
  return way;
}

PlaceId end_of(world::Link const& link, Direction direction) {
  return direction == Direction::down ? link.to : link.from;
}

std::vector<world::Passage> with_locks(world::World const& world, std::span<world::Passage const> links) {
  std::vector<world::Passage> result;
  for (std::size_t i = 0; i < links.size(); ++i) {
    result.push_back(links[i]);
    auto const* link = std::get_if<world::LinkId>(&links[i].what);
    if (link == nullptr || i + 1 == links.size()) continue;
    auto const lock = world.places[end_of(world.links[*link], links[i].direction)].lock;
    if (lock && world.links[*link].kind == LinkKind::waterway) result.push_back({lock, links[i].direction});
  }
  return result;
}

}  // namespace tongzhou::format
