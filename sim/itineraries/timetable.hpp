#pragma once

#include <cstddef>
#include <vector>

#include "network/base/quantity.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::itineraries {

/// From a box's cut-off to the next departure, for a box that comes at any time: half the time between departures, and
/// more where these are uneven (mean x (1 + cv^2) / 2, because a long gap catches more boxes).
/// A vehicle that leaves when full: half of its longest wait, of at most a week. Assumption: boxes come evenly.
Duration expected_wait(world::Schedule const& schedule);

/// What to expect of a service when nothing queues. Where the file schedules nothing, times follow from the distances
/// at design speed, the fastest chamber of each lock and the mean port times, handling left out.
class Timetable {
 public:
  Timetable(world::World const& world, world::Service const& service);

  /// From the departure at one stop to the arrival at another, round the rotation when discharge <= load.
  Duration ride(std::size_t load, std::size_t discharge) const;

  /// From one departure of a vehicle from the first stop to its next: its round trip, or longer where the fleet is
  /// large enough that it waits for its turn (fleet x mean time between departures). Zero when it does not return.
  Duration turn() const { return turn_; }

 private:
  std::vector<Duration> arrives_;  // by stop, after the departure from the first; [0] is the arrival back there
  std::vector<Duration> departs_;
  Duration turn_;
};

}  // namespace tongzhou::itineraries
