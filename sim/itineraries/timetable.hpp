#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "network/base/quantity.hpp"
#include "sim/demand/distribution.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::itineraries {

/// Between two departures; zero when the vehicle sets out whenever it is full.
Duration mean_gap(world::Schedule const& schedule);

/// From a box's cut-off to the next departure, for a box that comes at any time: half the time between departures, and
/// more where these are uneven (mean x (1 + cv^2) / 2, because a long gap catches more boxes).
/// A vehicle that leaves when full: half of its longest wait, of at most a week. Assumption: boxes come evenly.
Duration expected_wait(world::Schedule const& schedule);

/// From when a box has left its vehicle on the way until it goes on with a later one, the first that comes when it has
/// stayed for an outcome of `stay` and for `besides`.
Duration until_a_later_one(world::Schedule const& schedule, demand::Distribution<Duration> const& stay,
                           Duration besides);

/// How long before it leaves a stop a vehicle takes no more boxes: no time where no timetable says when it does.
Duration cut_off(world::Service const& service, std::size_t stop);
/// How long before its departure a vehicle takes its last box; below nothing where it leaves late, since it moors
/// longer than its cut-off is ahead.
Duration closes_before_departure(world::Service const& service, std::size_t stop);

/// The n-th departure from the first stop; never where there is no timetable. Weeks are counted from the Monday before
/// the start; what lies before the start is past.
Time departure(world::Schedule const& schedule, std::uint64_t n, Date start);
/// The first departure from a stop at or after a date, by the timetable; never where there is none.
Time next_departure(world::Service const& service, std::size_t stop, Time from, Date start);

/// What to expect of a service when nothing queues. Where the file schedules nothing, times follow from
/// `charges::mean_time` of each passage and the mean port times, handling left out. Of vehicles that differ: the mean.
class Timetable {
 public:
  Timetable(world::World const& world, world::Service const& service);

  /// From the departure at one stop until boxes may be lifted off at another, round the rotation when
  /// discharge <= load.
  Duration ride(std::size_t load, std::size_t discharge) const;

  /// After the departure from the first stop; the arrival at the first stop is that after a round, or when the berth
  /// window begins for which it waits there.
  Duration departs(std::size_t stop) const { return departs_[stop]; }
  Duration arrives(std::size_t stop) const { return arrives_[stop]; }
  /// Likewise, when it is in from the anchorage and its port time is over.
  Duration lifts(std::size_t stop) const { return arrives_[stop] + in_port_[stop]; }

  /// When a vehicle takes who is in the yard, after the cut-off; less than nothing where it does so before it, and
  /// looks again then.
  Duration from_cut_off_to_loading(world::Service const& service, std::size_t stop) const;

  /// From one departure of a vehicle from the first stop to its next: its round trip, or longer where the fleet is
  /// large enough that it waits for its turn (fleet x mean time between departures). Zero when it does not return.
  Duration round_trip_time() const { return round_trip_time_; }

 private:
  void add_run(world::World const& world, world::Service const& run);

  std::vector<Duration> arrives_;  // by stop, after the departure from the first; [0] is the arrival back there
  std::vector<Duration> departs_;
  std::vector<Duration> in_port_;  // besides handling: by the approach, and at the berth
  Duration round_trip_time_;
};

}  // namespace tongzhou::itineraries
