#pragma once

#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "network/base/enums.hpp"
#include "network/base/quantity.hpp"
#include "sim/demand/distribution.hpp"
#include "sim/world/dues.hpp"
#include "sim/world/ids.hpp"
#include "sim/world/labour.hpp"
#include "sim/world/name.hpp"
#include "sim/world/opening_hours.hpp"
#include "sim/world/skill.hpp"
#include "sim/world/water.hpp"

namespace tongzhou::world {

enum class PlaceKind {
  sea_port,
  river_port,
  lock,
  rail_terminal,
  border_crossing,
  inland_depot,
  market,
  junction,
  airport
};
constexpr auto words(PlaceKind) {
  return one_word_each<PlaceKind>("sea_port", "river_port", "lock", "rail_terminal", "border_crossing", "inland_depot",
                                  "market", "junction", "airport");
}

/// A dot on the map. It may hold several facilities: a port with a quay and on-dock rail is one place, two terminals.
struct Place {
  Name name;
  PlaceKind kind{};
  std::string country;  // ISO 3166-1 alpha-2
  double latitude = 0;  // degrees
  double longitude = 0;
  std::string operated_by{};  // who runs what has no operator of its own; empty: the place itself
  std::vector<TerminalId> terminals;
  LockId lock;
  GaugeChangeId gauge_change;
  CustomsOfficeId customs;
  ApproachId approach;
};

/// quay: ships alongside; rail: trains on tracks; yard: an inland depot that only trucks reach; air: planes on stands.
enum class TerminalKind { quay, rail, yard, air };
constexpr auto words(TerminalKind) { return one_word_each<TerminalKind>("quay", "rail", "yard", "air"); }

/// Slots of a gate, evenly spaced within its hours, each for one truck, in or out: it books the earliest before it sets
/// out, and waits where it is.
struct Appointments {
  double slots_per_hour = 0;
  Duration early{};                       // so long before its slot a truck is let into the queue
  Duration late = Duration::unlimited();  // later than that after its slot, it books again
  double no_show_share = 0;               // of the slots booked, those to which no truck comes
  Duration spacing() const { return hours(1 / slots_per_hour); }
};

/// Where trucks come in and go out; first come, first served over its lanes.
struct Gate {
  int lanes = 0;                             // 0: nobody ever queues
  demand::Distribution<Duration> per_truck;  // that a truck holds a lane
  OpeningHours hours{};                      // in which trucks are served
  std::optional<Appointments> appointments{};
};

/// A factor that changes as something fills up: straight lines between points, level before and beyond them.
struct FactorByFill {
  std::vector<std::pair<double, double>> points;  // fill, factor; by fill; none: always 1

  double at(double fill) const {
    if (points.empty()) return 1;
    if (fill <= points.front().first) return points.front().second;
    for (std::size_t i = 1; i < points.size(); ++i) {
      auto const& [from, before] = points[i - 1];
      auto const& [to, after] = points[i];
      if (fill <= to) return before + (after - before) * (fill - from) / (to - from);
    }
    return points.back().second;
  }
};

/// Of a rail terminal: trains are pushed from the reception sidings to a loading track, and pulled out again.
struct Shunting {
  int engines = 0;                         // 0: trains run in and out by themselves
  demand::Distribution<Duration> takes{};  // of an engine, each time
  double cost_per_move = 0;
};

/// What a terminal stands on.
struct Land {
  double m2 = 0;
  double rent_per_m2_year = 0;
};

struct Terminal {
  Name name;  // code is "<place>/<facility>"
  PlaceId place;
  TerminalKind kind{};
  int berths = 0;                             // berths of a quay, tracks of a rail terminal, stands
  Length quay_length{};                       // of a quay without berths, along which ships lie one behind another
  Length berth_gap{};                         // between two of them
  bool sends_idle_away = false;               // a ship that has been worked makes room for others that wait
  Length berth_length = Length::unlimited();  // longest ship or train
  Depths depth = unlimited_depths();          // alongside
  int cranes = 0;                             // quay cranes, gantries over the tracks, or loaders
  double moves_per_crane_hour = 0;
  int cranes_per_vehicle = 1;  // at most so many work one ship or train
  double yard_teu = std::numeric_limits<double>::infinity();
  bool full_yard_holds_trucks = false;   // at its gate, and exports at their origin
  FactorByFill pace;                     // of the cranes, by how full the yard is
  demand::Distribution<Duration> dwell;  // from discharge until the consignee may fetch a box
  Duration free_storage;
  double storage_per_teu_day = 0;  // after the free time
  double handling_per_20ft = 0;    // a move between vehicle and yard
  double handling_per_40ft = 0;
  /// Both moves of a box that goes on by another vehicle from here; none: as two moves.
  std::optional<double> transshipment_per_20ft{}, transshipment_per_40ft{};
  FuelId energy;               // what the cranes run on, if stated
  double energy_per_move = 0;  // in the fuel's unit
  Gate gate;
  std::optional<Skill> skill{};  // of those who work the cranes
  Shunting shunting{};
  Dues dues{};                // of ships that call
  std::string operated_by{};  // who runs it; empty: its place itself
  Labour labour{};
  Land land{};
  double equipment_cost_per_year = 0;  // capital and upkeep of cranes, yard and buildings

  /// What it uses up besides energy; else what it earns stands in for that.
  bool states_costs() const {
    return labour.wage_per_hour > 0 || land.rent_per_m2_year > 0 || equipment_cost_per_year > 0;
  }
};

/// From ship to train, or back, by one lift of a quay crane while both stand there.
struct DirectLift {
  double cost_per_box = 0;  // in place of the moves at both terminals and of the transfer
  Duration between{};       // two boxes
};

/// Between two terminals of one place: by an on-dock track or a shuttle across town.
struct Transfer {
  TerminalId from;
  TerminalId to;
  demand::Distribution<Duration> time;
  double cost_per_box = 0;
  FuelId energy;
  double energy_per_box = 0;
  bool drayage = false;  // by public road: its hours count as drayage, else as handling
  Duration between{};    // two boxes; none: as many as come
  std::optional<DirectLift> direct_lift{};
};

enum class Direction { up, down };
constexpr auto words(Direction) { return one_word_each<Direction>("up", "down"); }

struct Chamber {
  Name name;
  Length length;
  Length width;
  Length sill_depth = Length::unlimited();
  demand::Distribution<Duration> lockage;  // from one filling to the next that may follow
  Duration passage;    // how much longer than a lockage a ship is inside: the other steps of a flight of locks
  Duration turn_back;  // before a second lockage in the same direction: the empty chamber returns
  bool serves_up = true;
  bool serves_down = true;
  double water_m3 = 0;           // of a filling, from the upper level
  double water_saved_share = 0;  // of it, out of basins at its side
};

/// Ships that carry no container of ours and yet take room in the lock.
struct LockTraffic {
  double ships_per_day_up = 0;
  double ships_per_day_down = 0;
  demand::Distribution<Length> length;
  demand::Distribution<Length> beam;
  int priority = 0;                                     // as of a vehicle class
  int turns_away_at = std::numeric_limits<int>::max();  // so many of their kind wait on a side: one more goes elsewhere
  int quota_per_day = std::numeric_limits<int>::max();  // at most so many are let in a day, each way
};

struct Lock {
  Name name;
  PlaceId place;
  std::vector<Chamber> chambers;
  LockTraffic traffic;
  Dues dues{};  // of ships of services
  /// Ships lie so that most area goes through, and one is overtaken by at most so many that came after it; none: who
  /// comes first is taken first, and others as they find room.
  std::optional<int> overtaken_at_most{};
};

}  // namespace tongzhou::world
