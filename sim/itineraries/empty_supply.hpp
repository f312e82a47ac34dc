#pragma once

#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "sim/charges/step.hpp"
#include "sim/itineraries/road_network.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::itineraries {

/// Which depot hands out the empty boxes for a place and takes them back: the one there, or, where there is none, the
/// nearest by road; of equals the first listed. Where trucks reach none, boxes are always there.
class EmptySupply {
 public:
  /// Keeps a reference to the world.
  explicit EmptySupply(world::World const& world);

  /// The pool at the place itself of the boxes that a flow's cargo is in: of its own owner, or of the railway's; none
  /// where it has none.
  world::EmptyPoolId pool_at(world::PlaceId place, world::Flow const& flow, bool rail_box) const;

  struct Depot {
    world::EmptyPoolId pool;  // none: boxes are always there
    charges::Truck there;     // from the depot to the place; no links: it is at the place
    charges::Truck home;      // and back
    bool is_elsewhere() const { return !there.links.empty(); }
  };
  Depot const& serving(world::PlaceId place, world::Flow const& flow, bool rail_box) const;

  /// Are there depots with boxes of this type and owner anywhere?
  bool has_any(world::Flow const& flow, bool rail_box) const { return !like(flow, rail_box).empty(); }

 private:
  using Kind = std::tuple<world::BoxTypeId, std::string, world::Regime>;
  Kind kind_of(world::Flow const& flow, bool rail_box) const;
  std::vector<world::EmptyPoolId> const& like(world::Flow const& flow, bool rail_box) const;
  Depot nearest(world::PlaceId place, world::Flow const& flow, std::vector<world::EmptyPoolId> const& pools) const;

  world::World const& world_;
  std::map<Kind, std::vector<world::EmptyPoolId>> pools_;
  std::optional<RoadNetwork> network_;
  mutable std::map<std::tuple<world::PlaceId, Kind>, Depot> found_;
};

}  // namespace tongzhou::itineraries
