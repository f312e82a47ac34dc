#include "scenarios/format/modal_network.hpp"

#include <algorithm>
#include <utility>
#include <variant>

namespace tongzhou::format {

using world::Direction;
using world::LinkKind;
using world::PlaceId;

namespace {

constexpr auto change_of_gauge = metres(1);  // so that nobody changes without need

}  // namespace

ModalNetwork ModalNetwork::by_water(world::World const& world) {
  return {world, {LinkKind::sea_lane, LinkKind::waterway}, {0}};
}

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
    for (std::size_t gauge = 0; gauge < gauges_.size() && !has_one_gauge(); ++gauge) {
      add(setting_out(place, 0), on_gauge(place, gauge), 0, {});
      add(on_gauge(place, gauge), arriving(place, 0), 0, {});
      if (!world.places[place].gauge_change) continue;
      for (std::size_t other = 0; other < gauges_.size(); ++other) {
        if (other == gauge) continue;
        add(on_gauge(place, gauge), on_gauge(place, other), in_km(change_of_gauge),
            world::Passage{world.places[place].gauge_change, other > gauge ? Direction::down : Direction::up});
      }
    }
  }
  network_.emplace(world.places.size() * nodes_per_place(), edges);
  distances_.emplace(*network_, distances);
}

std::size_t ModalNetwork::gauge_index(int gauge_mm) const {
  return static_cast<std::size_t>(std::ranges::find(gauges_, gauge_mm) - gauges_.begin());
}

graph::NodeId ModalNetwork::on_gauge(PlaceId place, std::size_t gauge) const {
  return graph::NodeId{place.value() * nodes_per_place() + nodes_before_gauges() + gauge};
}
graph::NodeId ModalNetwork::setting_out(PlaceId place, int gauge) const {
  if (gauge > 0 || has_one_gauge()) return on_gauge(place, gauge > 0 ? gauge_index(gauge) : 0);
  return graph::NodeId{place.value() * nodes_per_place()};
}
graph::NodeId ModalNetwork::arriving(PlaceId place, int gauge) const {
  if (gauge > 0 || has_one_gauge()) return setting_out(place, gauge);
  return graph::NodeId{place.value() * nodes_per_place() + 1};
}

void ModalNetwork::find_ahead(std::vector<Leg> legs) {
  std::ranges::sort(legs, {}, [](Leg const& leg) { return std::pair{leg.second, leg.first}; });
  legs.erase(std::unique(legs.begin(), legs.end()), legs.end());
  for (auto first = legs.begin(); first != legs.end();) {
    auto const last = std::find_if(first, legs.end(), [&](Leg const& leg) { return leg.second != first->second; });
    std::vector<graph::NodeId> starts;
    for (auto leg = first; leg != last; ++leg) starts.push_back(setting_out(leg->first, 0));
    auto const goal = arriving(first->second, 0);
    auto paths = routing::shortest(*network_, *distances_, starts, goal);
    for (std::size_t i = 0; i < starts.size(); ++i)
      if (paths[i]) found_ahead_.emplace(key(starts[i], goal), std::move(paths[i]->edges));
    first = last;
  }
}

std::optional<ModalPath> ModalNetwork::shortest(PlaceId from, PlaceId to, int gauge_at_start, int gauge_at_end) const {
  auto const start = setting_out(from, gauge_at_start), goal = arriving(to, gauge_at_end);
  std::vector<graph::EdgeId> edges;
  if (auto const known = found_ahead_.find(key(start, goal)); known != found_ahead_.end()) {
    edges = known->second;
  } else {
    auto path = routing::shortest(*network_, *distances_, start, goal);
    if (!path) return std::nullopt;
    edges = std::move(path->edges);
  }
  ModalPath way{{}, gauge_at_start};
  for (auto const edge : edges) {
    if (passages_[edge.value()]) way.passages.push_back(*passages_[edge.value()]);
  }
  // The gauge is that of the last node on a gauge: the end itself, or the one before the node of arrival.
  auto const last = gauge_at_end > 0 || has_one_gauge() || edges.empty() ? goal : network_->from(edges.back());
  auto const within = last.value() % nodes_per_place();
  if (within >= nodes_before_gauges()) way.gauge_mm = gauges_[within - nodes_before_gauges()];
  return way;
}

PlaceId end_of(world::Link const& link, Direction direction) {
  return direction == Direction::down ? link.to : link.from;
}

std::vector<world::Passage> with_locks_and_borders(world::World const& world, std::span<world::Passage const> links) {
  std::vector<world::Passage> result;
  for (std::size_t i = 0; i < links.size(); ++i) {
    result.push_back(links[i]);
    auto const* link = std::get_if<world::LinkId>(&links[i].what);
    if (link == nullptr || i + 1 == links.size() || !std::holds_alternative<world::LinkId>(links[i + 1].what)) continue;
    auto const& place = world.places[end_of(world.links[*link], links[i].direction)];
    auto const kind = world.links[*link].kind;
    if (place.lock && kind == LinkKind::waterway) result.push_back({place.lock, links[i].direction});
    if (kind == LinkKind::railway && place.gauge_change && world.gauge_changes[place.gauge_change].every_train)
      result.push_back({place.gauge_change, links[i].direction});
  }
  return result;
}

}  // namespace tongzhou::format
