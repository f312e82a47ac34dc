#pragma once

#include <limits>
#include <string>

#include "network/base/enums.hpp"
#include "network/base/quantity.hpp"
#include "sim/demand/distribution.hpp"
#include "sim/world/ids.hpp"
#include "sim/world/place.hpp"

namespace tongzhou::world {

/// How the vehicle travels, for rules and for reporting. `sea` and `river` are both ships.
enum class Mode { sea, river, rail, road, air };
constexpr auto words(Mode) { return one_word_each<Mode>("sea", "river", "rail", "road", "air"); }

struct Fuel {
  Name name;
  std::string unit;  // t, kWh, L: what price and factor are per
  double price = 0;
  double kg_co2e = 0;  // well-to-wheel, per unit
  std::string source;  // of the factor, kept into the result (ISO 14083)
};

/// ISO 6346 type groups that matter here: length and whether it needs a plug.
struct BoxType {
  Name name;
  double teu = 1;
  bool reefer = false;
  bool long_box = false;  // 40' and 45': the second tariff column
  double tare_t = 0;
};

struct VehicleClass {
  Name name;
  Mode mode{};
  std::string flag;  // ISO 3166-1 alpha-2
  double teu = 0;
  int slots = 0;  // boxes, whatever their length; 0: only TEU counts
  Mass deadweight = Mass::unlimited();
  int reefer_plugs = std::numeric_limits<int>::max();
  Length length;
  Length beam;
  Length draught_light;
  Length draught_full;
  Length under_keel;  // margin kept under the keel
  Length air_draught;
  Speed speed;                    // through the water at the design rate of fuel; trains, trucks: travelled
  Speed max_speed;                // to catch up
  double fixed_cost_per_day = 0;  // crew, capital, insurance
  FuelId fuel;
  double fuel_per_day = 0;          // ships: at `speed`, full
  double fuel_per_day_in_port = 0;  // ships: auxiliaries
  double light_fuel_share = 0.6;    // of the full rate when empty
  double shallow_water_share = 0;   // extra fuel at draught/depth = 1, falling with the square of draught/depth
  double fuel_per_km = 0;           // trains and trucks, full
  Mass empty_train;                 // trains: wagons and locomotive, for track access by gross tonne
  int wagons = 0;                   // trains
  double wagon_cost_per_day = 0;    // of each of them, with cargo, empty and standing
  double crew_cost_per_hour = 0;    // trains: while they run or are held up on the line
  /// Trains: after so long between two stops another crew takes over, which takes a while.
  Duration crew_change_after = Duration::unlimited();
  demand::Distribution<Duration> crew_change{};
  Duration waits_for_water = days(3);  // ships: longer than that, and they put part of their load ashore
  int lock_priority = 0;               // ships: those with more go into a lock before those with less
  int crane_limit = 0;                 // most cranes that can work it; 0: the terminal's limit alone

  /// Are costs stated besides fuel? Else what it earns stands in for them.
  bool states_costs() const {
    return fixed_cost_per_day > 0 || wagons * wagon_cost_per_day > 0 || crew_cost_per_hour > 0;
  }
};

}  // namespace tongzhou::world
