#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "network/base/id.hpp"
#include "network/base/prefetch.hpp"
#include "sim/engine/clock.hpp"
#include "sim/engine/disruptions.hpp"
#include "sim/engine/locks.hpp"
#include "sim/engine/vehicle.hpp"
#include "sim/engine/year_parts.hpp"
#include "sim/rules/tide.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// What a ship's master can know of the water ahead: depths by part of the year are published or forecast, closures
/// with dates are announced, and ships tell one another how long they waited at locks lately.
class WaterAhead {
 public:
  WaterAhead(world::World const& world, Clock const& clock, YearParts const& parts, Disruptions const& announced,
             Locks const& locks, rules::WaterAtBerths const& at_berth, std::uint32_t replication);

  /// The most that a vehicle of a service may have aboard on each leg ahead, tonnes, if it leaves a stop then: so that
  /// it floats at both berths and over every link and sill on the day it comes there by its timetable, at design speed
  /// where it has none, and for a day more, which is kept in hand. What it meets within a day it knows, later water is
  /// as forecast. Below 0: it does not float even empty. By leg of the rotation; good until the next call.
  std::span<double const> payloads(Vehicle const& vehicle, std::size_t stop, Time leaves);
  /// The same of the rest of the leg under way, from one of its passages on.
  double payload(Vehicle const& vehicle, std::size_t passage, Time at);
  /// Of the leg that begins at a stop, when at each place it waits for water so long as its class does.
  double payload_with_waits(Vehicle const& vehicle, std::size_t stop, Time leaves);

  /// Asks memory for a vehicle's ways.
  void prefetch(Vehicle const& vehicle) const { prefetch_cache_line(&ways_[vehicle.id]); }
  /// All its ways are deep enough for it on every day, whatever it carries; or it is no ship.
  bool always_floats(Vehicle const& vehicle) const { return way_of(vehicle).steady; }
  /// The first date from then on on which a ship floats over a link or at a terminal; never, when none known is.
  Time floats(Vehicle const& vehicle, world::LinkId link, Time at) const;
  Time floats(Vehicle const& vehicle, world::TerminalId terminal, Time at) const;

 private:
  struct Leg;
  Length least_water(Vehicle const& vehicle, Leg leg, Time& at, bool with_waits) const;
  Length deepest(world::Depths const& depths, Time from, Time to) const;
  Length shallowest(world::Depths const& depths, Time from, Time to) const;
  Length sill(world::Lock const& lock, world::LockId id, Vehicle const& vehicle, world::Direction direction,
              Time at) const;
  double payload_in(Vehicle const& vehicle, Length water) const;
  Time first_deep(world::Depths const& depths, Vehicle const& vehicle, Time at) const;
  bool is_steady(world::Service const& service) const;
  void draw_forecasts(std::uint32_t replication);
  double forecast(world::LinkId link, Time at) const;
  /// Beyond it ships count on the last that is known.
  Time published_until() const { return std::min(horizon_, clock_.now() + world_.policy.depths_published); }

  world::World const& world_;
  Clock const& clock_;
  YearParts const& parts_;
  Locks const& locks_;
  Disruptions const& announced_;
  Time horizon_;  // beyond it nothing is published
  struct Way {
    bool steady = false;                       // no date changes what a vehicle may carry
    std::vector<double> deadweights;           // t, by leg: of its wagons there
    std::vector<Duration> approaches;          // by stop: out of its port, and in
    std::vector<std::vector<Duration>> times;  // by leg and passage, when nothing queues
  };
  Way const& way_of(Vehicle const& vehicle) const { return ways_[vehicle.id][vehicle.turn]; }
  Table<world::ServiceId, std::vector<Way>> ways_;       // by turn
  Table<world::LinkId, std::vector<double>> forecasts_;  // as a share of what comes, by week; none: always right
  rules::WaterAtBerths const& at_berth_;                 // alongside, and on the approach at the day's high water
  std::vector<double> payloads_;
};

}  // namespace tongzhou::engine
