#include "sim/itineraries/truck_supply.hpp"

#include <algorithm>
#include <cmath>

#include "network/routing/paths.hpp"
#include "sim/itineraries/truck_way.hpp"

namespace tongzhou::itineraries {
using world::PlaceId;
using world::TruckFleetId;

TruckSupply::TruckSupply(world::World const& world) : world_(world) {
  if (world.trucking && !world.trucking->fleets.empty()) network_.emplace(world);
}

double TruckSupply::km_between(PlaceId from, PlaceId to) const {
  routing::Destination const there{network_->graph(), network_->lengths(), RoadNetwork::node(to)};
  return there.distance(RoadNetwork::node(from));
}

std::vector<TruckFleetId> const& TruckSupply::serving(PlaceId from, PlaceId to) const {
  auto const [entry, is_new] = serving_.try_emplace({from, to});
  if (!is_new || !network_) return entry->second;
  std::vector<std::pair<double, TruckFleetId>> found;
  auto const& fleets = world_.trucking->fleets;
  for (auto const id : fleets.ids()) {
    double const range = in_km(fleets[id].range);
    double const to_beginning = km_between(fleets[id].home, from);
    double const to_end = km_between(fleets[id].home, to);
    double const furthest = std::max(to_beginning, to_end);
    if (std::isfinite(furthest) && furthest <= range) found.emplace_back(to_beginning, id);
  }
  std::ranges::sort(found);
  for (auto const& [km, id] : found) entry->second.push_back(id);
  return entry->second;
}

charges::Truck const& TruckSupply::empty_way(PlaceId from, PlaceId to) const {
  auto const [entry, is_new] = ways_.try_emplace({from, to});
  auto& way = entry->second;
  if (!is_new) return way;
  way.from_place = way.to_place = from;
  auto const path =
      routing::shortest(network_->graph(), network_->lengths(), RoadNetwork::node(from), RoadNetwork::node(to));
  for (auto const edge : path->edges) drive_on(world_, way, network_->road(edge));
  return way;
}

}  // namespace tongzhou::itineraries
