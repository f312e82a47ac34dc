#pragma once

#include <string>
#include <vector>

#include "sim/world/world.hpp"

namespace tongzhou::cli {

/// The most that services, cranes and trucks can carry from one place to another, and what sets it.
struct Capacity {
  struct Limit {
    std::string what;
    double teu_per_week = 0;
  };
  double teu_per_week = 0;    // infinite when roads lead all the way
  std::vector<Limit> limits;  // the minimum cut nearest to the origin; empty when infinite or when nothing leads there
};

/// Max-flow over slots of services, boxes that cranes move (all of them loading, or all discharging), and roads without
/// limit. Depth, locks and train paths are left to the run: they depend on what else is on the way.
Capacity capacity_between(world::World const& world, world::PlaceId from, world::PlaceId to);

/// Departures from the first stop in a mean week; infinite for a service that leaves when full.
double departures_per_week(world::Schedule const& schedule);

}  // namespace tongzhou::cli
