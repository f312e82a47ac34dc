#pragma once

#include <string>

#include "sim/itineraries/planner.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::format {

/// What one run will take, by what can be counted beforehand: right to a factor of a few, as long as nothing piles up
/// but what timetables have no room for.
struct Effort {
  double events = 0;       // vehicles on their way, ships of others in locks, closures, hubs
  double boxes = 0;        // made during the run
  double boxes_alive = 0;  // on the way or left behind at once
  std::string most_of_it;  // what makes most of the events and boxes, for a planner to read

  double seconds() const;
  double megabytes() const;
};

Effort effort_of(world::World const& world, itineraries::Plans const& plans);

/// What the machine, or the user, allows. 0: any amount.
struct Allowed {
  double seconds = 0;
  double megabytes = 0;
};

/// Why this is more than allowed, with what is expected and what makes most of it; empty when it is not.
std::string too_much(Effort const& effort, Allowed allowed);

}  // namespace tongzhou::format
