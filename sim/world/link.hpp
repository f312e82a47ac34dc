#pragma once

#include <array>
#include <optional>
#include <vector>

#include "network/base/enums.hpp"
#include "network/base/quantity.hpp"
#include "sim/demand/arrivals.hpp"
#include "sim/demand/distribution.hpp"
#include "sim/world/dues.hpp"
#include "sim/world/ids.hpp"
#include "sim/world/place.hpp"
#include "sim/world/recurring_closures.hpp"

namespace tongzhou::world {

enum class LinkKind { sea_lane, waterway, railway, road, air };
constexpr auto words(LinkKind) { return one_word_each<LinkKind>("sea_lane", "waterway", "railway", "road", "air"); }

/// Trains of passengers on a railway, each way, before which all others make way.
struct PassengerTrains {
  std::array<int, 24> per_hour{};  // by hour of the day at which they come to the line; some
  Speed speed;
};

/// Of a road, each way alike: so many vehicles an hour pass it, of which all but our trucks are given by hour of day.
struct RoadCapacity {
  double vehicles_per_hour = 0;
  std::array<double, 24> other_vehicles{};  // an hour
  double alpha = 0.15, beta = 4;            // see rules::time_factor
};

/// A stretch between two places, open both ways. On a waterway the stream flows from `from` to `to`.
struct Link {
  Name name;
  LinkKind kind{};
  PlaceId from;
  PlaceId to;
  Length distance;
  Speed speed_down = Speed::unlimited();  // limit over ground from -> to; on rail and road the speed travelled
  Speed speed_up = Speed::unlimited();    // limit over ground to -> from
  Speed current;                          // of a waterway
  Depths depth{};
  Length air_draught = Length::unlimited();
  bool one_way = false;   // ships of opposite directions may not meet on it
  int tracks = 2;         // of a railway
  int sections = 1;       // of a railway: loops, in which trains meet or let others pass, + 1
  int paths_per_day = 0;  // in each direction; 0: no limit but the headway
  std::optional<std::array<int, 24>> paths_by_hour{};  // likewise, by hour of the day; some
  std::optional<PassengerTrains> passengers{};
  RecurringClosures maintenance{};  // by the week of the run's first day
  Duration headway;                 // between two trains (or ships of a one-way reach) of one direction
  Length longest_train = Length::unlimited();
  int gauge_mm = 1435;
  Duration barrier{};                             // of a road: what local rules hold up each truck
  double barrier_cost = 0;                        // and what they cost each box
  double access_per_train_km = 0;                 // of a railway: what trains use up of it, money
  double access_per_1000_gross_t_km = 0;          // the same by mass, wagons and locomotive included
  demand::Distribution<Duration> technical_stop;  // of a railway: each train stands so long at its end
  double toll_per_km = 0;                         // of a road, per truck
  std::optional<RoadCapacity> capacity{};         // of a road; none: it never fills
  Dues dues{};                                    // of water: each passage
  /// What is forecast of the depth, as a factor of what comes: of each week anew. None: the forecast is right.
  std::optional<demand::Distribution<double>> depth_forecast{};
  std::vector<Duration> convoys_down, convoys_up;  // when ships may set out, after midnight, ascending; empty: any time
  /// How much longer than it should a vehicle takes, by weather and traffic: a factor of each passage, times that of
  /// its month. Not of roads.
  demand::Distribution<double> time_factor = demand::Distribution<double>::fixed(1);
  std::array<double, 12> month_factor = demand::level<12>();

  bool varies() const {
    return time_factor != demand::Distribution<double>::fixed(1) || month_factor != demand::level<12>();
  }
};

}  // namespace tongzhou::world
