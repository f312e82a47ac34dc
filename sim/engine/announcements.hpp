#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "sim/engine/departures.hpp"
#include "sim/engine/disruptions.hpp"
#include "sim/engine/journeys.hpp"
#include "sim/engine/route_choice.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// What becomes known in the course of a run: a closure is told on its date, ships and shippers count on it from then
/// on, and boxes look again whose way it strikes.
class Announcements {
 public:
  /// `known`: what was told so far, those that everybody knows from the start included.
  Announcements(world::World const& world, std::span<Strike const> strikes, Disruptions& known, Departures& departures,
                RouteChoice& choice, Journeys& journeys);

  /// The date of the next; never: there is none.
  Time next() const { return told_ < to_come_.size() ? to_come_[told_].known : Time::never(); }
  /// Tells those that are due by now.
  void publish(Time now);

 private:
  world::World const& world_;
  Disruptions& known_;
  Departures& departures_;
  RouteChoice& choice_;
  Journeys& journeys_;
  std::vector<Strike> to_come_;  // by date
  std::size_t told_ = 0;         // of these
};

}  // namespace tongzhou::engine
