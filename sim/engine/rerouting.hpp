#pragma once

#include "sim/engine/clock.hpp"
#include "sim/engine/journeys.hpp"
#include "sim/engine/process.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// Once a day, boxes that have waited too long for their service look for another way.
class Rerouting {
 public:
  Rerouting(world::World const& world, Clock& clock, Journeys& journeys)
      : world_(world), clock_(clock), journeys_(journeys) {}

  void open(ProcessSet& processes) { processes.spawn(reroute_overdue()); }

 private:
  Process reroute_overdue();

  world::World const& world_;
  Clock& clock_;
  Journeys& journeys_;
};

}  // namespace tongzhou::engine
