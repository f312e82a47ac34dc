#pragma once

#include "sim/engine/clock.hpp"
#include "sim/engine/journeys.hpp"
#include "sim/engine/process.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// Where the policy says so, boxes that have waited so long for a departure look at their ways again, and every so long
/// after; a queue is looked at when the next of its boxes has waited so long.
class Rerouting {
 public:
  Rerouting(world::World const& world, Clock& clock, Journeys& journeys)
      : world_(world), clock_(clock), journeys_(journeys) {}

  void open(ProcessSet& processes);

 private:
  Process look_again(QueueId queue);

  world::World const& world_;
  Clock& clock_;
  Journeys& journeys_;
};

}  // namespace tongzhou::engine
