#pragma once

#include <array>
#include <vector>

#include "network/base/quantity.hpp"
#include "sim/demand/arrivals.hpp"
#include "sim/demand/distribution.hpp"
#include "sim/world/ids.hpp"
#include "sim/world/name.hpp"
#include "sim/world/opening_hours.hpp"
#include "sim/world/water.hpp"

namespace tongzhou::world {

/// Water that rises and falls above chart datum: the sum of its constituents about a mean, or a table of full hours
/// that repeats, with straight lines between. Without either there is no tide.
struct Tide {
  struct Constituent {
    Length amplitude;
    Duration period;
    Duration first_high;  // after the start of the run
  };
  Length mean;
  std::vector<Constituent> constituents;
  std::vector<Length> by_hour;  // from the start of the run

  bool none() const { return constituents.empty() && by_hour.empty(); }
};

/// People or craft without which ships neither come in nor go out, so many at a time: pilots, tugs.
struct Helpers {
  int count = 0;                                         // 0: nobody is needed
  int per_ship = 1;                                      // at most `count`
  Length from_length{};                                  // shorter ships do without
  Duration back{};                                       // after a job, until the next can begin
  double cost_per_job = 0;                               // of each of them
  std::array<double, 24> on_duty = demand::level<24>();  // share of them, by hour of the day

  bool needed_by(Length ship) const { return count > 0 && ship >= from_length; }
};

/// The way of ships between the anchorage of a port and its quays.
struct Approach {
  Name name;
  PlaceId place;
  Length from_length{};                    // shorter ships come and go beside it
  demand::Distribution<Duration> passage;  // either way
  Depths depth = unlimited_depths();       // at chart datum
  Tide tide;
  OpeningHours daylight;   // ships set out on it then
  Length day_only_from{};  // shorter ships go at night, too
  bool one_way = false;    // ships of opposite directions may not meet on it, and nobody overtakes
  Duration headway;        // between two of one direction
  std::vector<Duration> convoys_in, convoys_out;  // when ships may set out, after midnight, ascending; empty: any time
  Helpers pilots, tugs;

  bool used_by(Length ship) const { return ship >= from_length; }
};

}  // namespace tongzhou::world
