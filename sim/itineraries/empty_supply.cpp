#include "sim/itineraries/empty_supply.hpp"

#include <algorithm>
#include <cmath>

#include "network/routing/paths.hpp"
#include "sim/itineraries/truck_way.hpp"

namespace tongzhou::itineraries {
using world::EmptyPoolId;
using world::PlaceId;
using world::TradeClass;

EmptySupply::EmptySupply(world::World const& world) : world_(world) {
  for (auto const id : world.empties.pools.ids()) {
    auto const& pool = world.empties.pools[id];
    pools_[{pool.type, pool.owner, pool.regime}].push_back(id);
  }
  if (pools_.empty() || !world.trucking) return;
  network_.emplace(world);
}

EmptySupply::Kind EmptySupply::kind_of(world::Flow const& flow, bool rail_box) const {
  auto const& empties = world_.empties;
  bool const abroad =
      flow.trade == TradeClass::import || flow.trade == TradeClass::export_ || flow.trade == TradeClass::transshipment;
  auto const& owner = rail_box ? world_.transfer_rules.rail_owner : flow.box_owner;
  return {flow.box, empties.owners_share ? std::string{} : owner,
          !empties.trades_share && abroad ? world::Regime::foreign : world::Regime::domestic};
}

std::vector<EmptyPoolId> const& EmptySupply::like(world::Flow const& flow, bool rail_box) const {
  static std::vector<EmptyPoolId> const none;
  auto const found = pools_.find(kind_of(flow, rail_box));
  return found == pools_.end() ? none : found->second;
}

EmptyPoolId EmptySupply::pool_at(PlaceId place, world::Flow const& flow, bool rail_box) const {
  auto const& pools = like(flow, rail_box);
  auto const found = std::ranges::find(pools, place, [&](EmptyPoolId id) { return world_.empties.pools[id].place; });
  return found == pools.end() ? EmptyPoolId::none() : *found;
}

EmptySupply::Depot const& EmptySupply::serving(PlaceId place, world::Flow const& flow, bool rail_box) const {
  auto const [entry, is_new] = found_.try_emplace({place, kind_of(flow, rail_box)});
  if (!is_new) return entry->second;
  if (auto const here = pool_at(place, flow, rail_box))
    entry->second.pool = here;
  else
    entry->second = nearest(place, flow, like(flow, rail_box));
  return entry->second;
}

EmptySupply::Depot EmptySupply::nearest(PlaceId place, world::Flow const& flow,
                                        std::vector<EmptyPoolId> const& pools) const {
  Depot depot;
  if (!network_ || pools.empty()) return depot;
  auto const& truck = world_.vehicle_classes[world_.trucking->vehicle];
  auto const& box = world_.box_types[flow.box];
  if (box.teu > truck.teu || tonnes(box.tare_t) > truck.deadweight) return depot;
  routing::Destination const here{network_->graph(), network_->lengths(), RoadNetwork::node(place)};
  auto const node = [&](EmptyPoolId id) { return RoadNetwork::node(world_.empties.pools[id].place); };
  auto const best = std::ranges::min_element(pools, {}, [&](EmptyPoolId id) { return here.distance(node(id)); });
  if (std::isinf(here.distance(node(*best)))) return depot;
  depot.pool = *best;
  auto const edges = here.k_best(node(*best), 1).front().edges;
  depot.there.from_place = depot.there.to_place = world_.empties.pools[*best].place;
  for (auto const edge : edges) drive_on(world_, depot.there, network_->road(edge));
  depot.home.from_place = depot.home.to_place = place;
  for (auto edge = edges.rbegin(); edge != edges.rend(); ++edge) drive_on(world_, depot.home, network_->road(*edge));
  for (auto* const way : {&depot.there, &depot.home}) {
    add_rests(world_, *way);
    way->empty = true;
  }
  return depot;
}

}  // namespace tongzhou::itineraries
