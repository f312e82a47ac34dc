#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "network/base/id.hpp"
#include "sim/itineraries/itinerary.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::itineraries {

/// The ways from each flow's origin to its destination, cheapest (generalised cost) first; empty where there is none.
using Plans = Table<world::FlowId, std::vector<Itinerary>>;

/// Finds itineraries over the services of a world. Building it lays the graph of terminals and legs once; it keeps a
/// reference to the world.
class Planner {
 public:
  explicit Planner(world::World const& world);
  ~Planner();
  Planner(Planner&&) noexcept;

  /// For a box at its origin: the policy's k best, or so many.
  std::vector<Itinerary> from_origin(world::FlowId flow) const;
  std::vector<Itinerary> from_origin(world::FlowId flow, std::size_t wanted) const;

  /// Why a flow has no way, for a planner to read: where it can get to, and which services call next to its ends.
  /// Empty when it has one.
  std::string why_unreachable(world::FlowId flow) const;

 private:
  friend Plans plan_all(world::World const& world, Planner const& planner);  // shares searches between alike flows
  struct Graph;
  std::unique_ptr<Graph> graph_;
};

/// All flows, side by side on all cores; the result does not depend on their number.
Plans plan_all(world::World const& world, Planner const& planner);

}  // namespace tongzhou::itineraries
