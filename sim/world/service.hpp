#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <variant>
#include <vector>

#include "network/base/calendar.hpp"
#include "network/base/id.hpp"
#include "network/base/quantity.hpp"
#include "sim/demand/arrivals.hpp"
#include "sim/demand/distribution.hpp"
#include "sim/world/ids.hpp"
#include "sim/world/place.hpp"
#include "sim/world/trade.hpp"
#include "sim/world/vehicle.hpp"

namespace tongzhou::world {

/// One thing on the way between two stops, in the order travelled.
struct Passage {
  std::variant<LinkId, LockId, GaugeChangeId> what;
  Direction direction = Direction::down;  // of a link: down is from -> to; of a lock: up or down the river; of a
                                          // change of gauge: down is to the broader one; where a train keeps its
                                          // gauge at a border, as of the link before
};

struct Stop {
  TerminalId terminal;
  demand::Distribution<Duration> port_time;  // at the berth besides handling: mooring, papers, pilots
  Duration arrives;  // by the timetable, after the departure from the first stop; unlimited: never scheduled
  Duration departs;
  Duration stay{};               // hours in port by the timetable
  double wagon_share = 1;        // of the wagons of a train, with which it goes on
  std::vector<Passage> to_next;  // empty after the last stop of a service that does not return
};

/// Departures from the first stop.
struct Regular {
  Duration headway;
  Duration first;
};
struct Weekly {
  std::vector<Duration> departures;  // after Monday midnight, ascending
};
struct Random {
  demand::Distribution<Duration> between;  // between two departures
};
struct WhenFull {
  double fill = 1;  // share of TEU, 0..1
  Duration longest_wait = Duration::unlimited();
};
using Schedule = std::variant<Regular, Weekly, Random, WhenFull>;

struct Freight {
  double per_km_20ft = 0;
  double per_km_40ft = 0;
  double per_box_20ft = 0;
  double per_box_40ft = 0;
  friend bool operator==(Freight const&, Freight const&) = default;
};

/// Another price for rides from a place, to a place, or both.
struct Tariff {
  PlaceId from{}, to{};  // none: any
  Freight freight{};
};

/// On top of freight, or off it: fuel, season, low water.
struct Surcharge {
  Name name{};
  double share = 0;  // of freight, from -1
  double per_box_20ft = 0, per_box_40ft = 0;
  Months months = every_month();  // in which a box is loaded
};

/// By which freight goes up and down with the market, month by month.
struct PriceIndex {
  Name name{};
  std::vector<double> factors{};  // of the year, January first; or from the month of the start on, the last for good
  bool of_year = false;
};

/// What a carrier asks for a box that stays: so much a day from a day on.
struct FreeTime {
  struct Rate {
    Duration from{};  // of the stay
    double per_teu_day = 0;
  };
  std::vector<Rate> rates{};  // by `from`, the first at the end of the free time; none: it asks nothing
};

/// Sets of wagons that travel together, or locomotives.
enum class StockKind { wagon_sets, locomotives };

/// Where stock stands: at a rail terminal; wagons also at a border where boxes are lifted to those of the other gauge.
using StockYard = std::variant<TerminalId, GaugeChangeId>;

/// What trains are made of, used by several services whose trains end at their last stop. Trains with sets of wagons
/// are of one class, those with locomotives run on one fuel.
struct RollingStock {
  Name name;
  StockKind kind{};
  int count = 1;
  StockYard home;                         // all stand there at the start
  demand::Distribution<Duration> turn{};  // from the end of a train until it may be another
  // Of locomotives; what wagons cost and weigh is said by the class of their trains.
  double cost_per_day = 0;       // of each, under way and standing
  double light_fuel_per_km = 0;  // of one that runs alone
  Mass mass{};                   // of each, for track access when it runs alone
};

/// What a service gives up to be on time again.
struct Recovery {
  Duration leaves_out_calls = Duration::unlimited();   // so late, it passes by a stop for which nobody is aboard
  Duration leaves_out_rounds = Duration::unlimited();  // so late at its first stop, a vehicle takes a later departure
  Duration turns_back_short = Duration::unlimited();   // so late at a stop where it calls again, it goes on from there
};

/// Slots of each departure that are kept for the boxes of some flows until so long before it: a contract. Without
/// flows they are kept from everybody until then, for those who come late: the spot market.
struct Allotment {
  Name name;
  std::vector<FlowId> flows;
  double teu = 0;
  Duration released{};
};

/// Vehicles over a rotation of stops.
struct Service {
  Name name;
  VehicleClassId vehicle;  // of all its vehicles; of the first, where they differ
  Schedule schedule;
  int fleet = 0;  // vehicles going round and round; 0: every departure finds a vehicle and ends at the last stop
  std::vector<Stop> stops;
  Duration cut_off;  // a box must be in the yard so long before it can be loaded
  Freight freight;
  Licence licence{};
  LoadsFirst loads_first{};
  MixedCarriage mixed;
  Recovery recovery;
  std::vector<Allotment> allotments{};
  std::vector<Tariff> tariffs{};  // in place of `freight`
  std::vector<Surcharge> surcharges{};
  FreeTime demurrage{};    // from its discharge until a box leaves the yard
  FreeTime detention{};    // from then on until it comes back empty
  PriceIndexId index{};    // on freight, but for contracts; none: 1
  FactorByFill spot{};     // likewise, by how far the departure is booked up when a box books
  int berth_priority = 0;  // where it waits for a berth, it goes before services with less
  /// A vehicle no later than this at a stop goes before all that hold no window there; none: it holds none.
  std::optional<Duration> berth_window{};
  bool waits_for_window = false;  // early at a stop, it comes alongside only as its stay there by the timetable begins
  std::optional<Duration> lock_appointment{};  // likewise at locks on its way
  int border_priority = 0;                     // likewise, where it waits to cross a border
  RollingStockId wagon_sets{}, locomotives{};  // without which no departure sets out; none: each finds them
  /// Wagons to which boxes are lifted at each border on the way where that is done, in order; none: they are always
  /// there.
  std::vector<RollingStockId> wagon_sets_beyond{};
  Speed speed{};  // at which its vehicles usually travel; 0: that of their class
  /// Where its vehicles differ: the same service as each of them runs it, with its class and its timetable. Departures
  /// take them in turn, again and again, so that the class of each is known ahead; none: all are alike.
  std::vector<Service> in_turn{};

  std::span<Service const> turns() const { return in_turn.empty() ? std::span{this, 1} : std::span{in_turn}; }
  std::size_t turn_of(std::uint64_t departure) const { return in_turn.empty() ? 0 : departure % in_turn.size(); }
  /// As the vehicle of a departure runs it.
  Service const& run_by(std::uint64_t departure) const { return turns()[turn_of(departure)]; }
  bool returns() const { return fleet > 0; }
  /// Those of a train whose boxes were lifted to others so many times on its way.
  RollingStockId wagons_after(std::size_t transfers) const {
    if (transfers == 0) return wagon_sets;
    return transfers <= wagon_sets_beyond.size() ? wagon_sets_beyond[transfers - 1] : RollingStockId::none();
  }
  bool uses(RollingStockId stock) const {
    return stock && (wagon_sets == stock || locomotives == stock ||
                     std::ranges::find(wagon_sets_beyond, stock) != wagon_sets_beyond.end());
  }
};

/// By law: who drives rests after some hours, and for a night after a day's driving.
struct DriversHours {
  Duration until_break = Duration::unlimited();  // of driving
  Duration break_time{};
  Duration per_day = Duration::unlimited();  // of driving
  Duration night_rest{};
};

/// A public purse pays part of the freight of boxes that ride, up to all of it.
struct Subsidy {
  Name name{};
  std::vector<ServiceId> services{};  // none: all
  std::optional<Mode> mode{};
  PlaceId from{}, to{};  // ends of the ride; none: any
  double share = 0;      // of freight and surcharges
  double per_box_20ft = 0, per_box_40ft = 0;
  Months months = every_month();  // in which a box is loaded
};

/// Trucks of one home, each with a driver. They serve ways of which neither end lies further from it than their range,
/// and are back, or where the next box waits, before they serve again.
struct TruckFleet {
  Name name;
  PlaceId home;
  int trucks = 0;
  Length range = Length::unlimited();                    // by road
  std::array<double, 24> on_duty = demand::level<24>();  // share of them, by hour of the day
};

/// Of a truck that stands at a gate, in its queue and in its lane.
struct AtGates {
  double cost_per_hour = 0;  // besides the day's of its class
  double fuel_per_hour = 0;  // in the fuel's unit, the engine running
};

/// Trucks on demand: every road link is open to them, each box leaves at once, but for ways that a fleet serves.
struct Trucking {
  VehicleClassId vehicle;
  Freight freight;
  double cost_per_km = 0;    // that a truck uses up besides fuel; 0: not stated
  double empty_share = 0.5;  // of a truck's kilometres; a half: each comes back empty
  double paired_share = 0;   // of the boxes of which a truck may carry two, those that travel two on one
  DriversHours drivers_hours{};
  Table<TruckFleetId, TruckFleet> fleets{};
  std::optional<AtGates> at_gates{};  // none: hours at gates are no hours of trucks, where there are no fleets

  bool counts_hours_at_gates() const { return at_gates.has_value() || !fleets.empty(); }
  /// Run empty for each kilometre with cargo.
  double empty_km_per_laden_km() const { return empty_share / (1 - empty_share); }
};

}  // namespace tongzhou::world
