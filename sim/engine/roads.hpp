#pragma once

#include <algorithm>

#include "network/base/id.hpp"
#include "sim/charges/passage_time.hpp"
#include "sim/charges/step.hpp"
#include "sim/engine/closures.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// Is a road of the truck's way closed or slowed at any time?
inline bool is_struck(charges::Truck const& way, Table<world::LinkId, Closures> const& closures) {
  return std::ranges::any_of(way.links, [&](world::LinkId road) { return !closures[road].none(); });
}

/// A truck's way, road by road: it waits while one is closed, in front of it or on it, and takes longer while it is
/// slowed. Calls piece(road, part of the way, from, to, share of the speed that is left) for each stretch of one share,
/// in order, and returns when the truck is there, its driver rested.
template <class Piece>
Time over_roads(world::World const& world, charges::Truck const& way, Table<world::LinkId, Closures> const& closures,
                Time at, Piece piece) {
  auto const& truck = world.vehicle_classes[world.trucking->vehicle];
  auto here = way.from_place;
  for (auto const id : way.links) {
    auto const& road = world.links[id];
    bool const down = road.from == here;
    here = down ? road.to : road.from;
    Duration const takes = charges::mean_time(world, truck, {id, down ? world::Direction::down : world::Direction::up});
    double const part = road.distance / way.distance;
    at = closures[id].pass(at, takes, [&](Time from, Time to, double share) {
      piece(id, part * ((to - from) * share / takes), from, to, share);
    });
  }
  return at + way.rests;
}

}  // namespace tongzhou::engine
