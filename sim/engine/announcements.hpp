#pragma once

#include <span>
#include <vector>

#include "sim/engine/clock.hpp"
#include "sim/engine/departures.hpp"
#include "sim/engine/disruptions.hpp"
#include "sim/engine/journeys.hpp"
#include "sim/engine/process.hpp"
#include "sim/engine/route_choice.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// What becomes known in the course of a run: a closure is told on its date, ships and shippers count on it from then
/// on, and boxes look again whose way it strikes.
class Announcements {
 public:
  /// `known`: what was told so far, those that everybody knows from the start included.
  Announcements(world::World const& world, Clock& clock, std::span<Strike const> strikes, Disruptions& known,
                Departures& departures, RouteChoice& choice, Journeys& journeys);

  void open(ProcessSet& processes);

 private:
  Process publish();

  world::World const& world_;
  Clock& clock_;
  Disruptions& known_;
  Departures& departures_;
  RouteChoice& choice_;
  Journeys& journeys_;
  std::vector<Strike> to_come_;  // by date
};

}  // namespace tongzhou::engine
