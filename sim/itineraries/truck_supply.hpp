#pragma once

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "sim/charges/step.hpp"
#include "sim/itineraries/road_network.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::itineraries {

/// Which fleets of trucks serve a way by road, and how their trucks come to it and home again: by the shortest way.
class TruckSupply {
 public:
  /// Keeps a reference to the world.
  explicit TruckSupply(world::World const& world);

  bool has_fleets() const { return network_.has_value(); }
  /// Those within whose range both ends lie, the nearest to its beginning first, of equals the first listed. None: it
  /// is for trucks without number.
  std::vector<world::TruckFleetId> const& serving(world::PlaceId from, world::PlaceId to) const;
  /// Of a truck without a box; no links: it is there. Rests of its driver are not in its time.
  charges::Truck const& empty_way(world::PlaceId from, world::PlaceId to) const;

 private:
  using Ends = std::pair<world::PlaceId, world::PlaceId>;
  double km_between(world::PlaceId from, world::PlaceId to) const;

  world::World const& world_;
  std::optional<RoadNetwork> network_;  // where there are fleets
  mutable std::map<Ends, std::vector<world::TruckFleetId>> serving_;
  mutable std::map<Ends, charges::Truck> ways_;
};

}  // namespace tongzhou::itineraries
