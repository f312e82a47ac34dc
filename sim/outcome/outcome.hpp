#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sim/ledger/cause.hpp"
#include "sim/outcome/markets.hpp"
#include "sim/outcome/postal.hpp"
#include "sim/rules/boarding.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::outcome {

/// Of a sample: how many, and where they lie. Quantiles are order statistics (the smallest value that at least the
/// share p of the sample does not exceed).
struct Spread {
  std::uint64_t count = 0;
  double mean = 0, p50 = 0, p90 = 0, p95 = 0, p99 = 0, max = 0;
};
Spread spread_of(std::vector<float>& sample);  // sorts it
Spread spread_of_sorted(std::span<float const> sample);

using ByTrade = EnumArray<world::TradeClass, double>;  // TEU by trade class

/// How cargo travels a stretch: the mode of a service; by road also trucks that are the inland mode of a route, else
/// they are drayage to and from another one.
enum class Carriage { sea, river, rail, road, air, drayage };
constexpr auto words(Carriage) { return one_word_each<Carriage>("sea", "river", "rail", "road", "air", "drayage"); }

/// The part of one mode. Work is TEU, goods and gross tonnes (tare and empty boxes too) over the distance travelled.
struct ModeOutcome {
  double teu_out = 0;                  // of cargo delivered: whatever rode this mode on a stretch; each box once
  std::optional<double> main_share;    // of the TEU delivered, whose longest mode it is
  std::optional<double> inland_share;  // of those that travelled inland, whose longest mode there it is
  double teu_km = 0, tonne_km = 0, gross_tonne_km = 0;
  double kg_co2e = 0;                         // of its vehicles, waiting and in port too
  std::optional<double> g_co2e_per_tonne_km;  // of goods
};
using ByCarriage = EnumArray<Carriage, ModeOutcome>;

/// An end of a leg: a terminal, or a place where a truck comes to a door.
struct Point {
  world::PlaceId place;
  world::TerminalId terminal{};  // none: at the place itself
  friend auto operator<=>(Point const&, Point const&) = default;
};

/// Part of a route: from here to there by one mode.
struct RouteLeg {
  world::Mode mode{};
  bool truck = false;  // on demand
  Point from, to;
  double km = 0;
  std::vector<world::ServiceId> services{};  // common lines that were taken; none for trucks
};

/// What boxes of a flow travelled from birth to delivery, and how those delivered fared.
struct RouteOutcome {
  std::vector<RouteLeg> legs;
  EnumArray<Carriage, bool> rides{};    // what it rides on some leg
  Carriage main_mode{};                 // the longest
  std::optional<Carriage> inland_mode;  // the longest of rail, river and road; none when it rides none
  std::vector<world::PlaceId> hubs;     // where it changes vehicles, on the way
  double boxes_out = 0, teu_out = 0;
  double share = 0;                 // of the flow's TEU delivered
  double shipper_cost_per_teu = 0;  // paid on all the way, and the value of its time
  double transit_hours_mean = 0;
};

/// What fills up, by which slope: overload_trend.hpp.
struct Growth {
  double teu_a_week = 0;
  double share_of_inflow = 0;  // of what comes in, what stays inside for ever
};
struct Overload {
  std::size_t weeks = 0;  // looked at; 0: too few to say anything
  std::optional<Growth> whole;
  struct OfFlow {
    world::FlowId flow;
    Growth growth;
  };
  std::vector<OfFlow> flows;  // that fill up, the most TEU a week first
  bool fills_up() const { return whole.has_value() || !flows.empty(); }
};

/// Trucks on demand.
struct TruckingOutcome {
  double boxes = 0, box_km = 0, teu_km = 0, tonne_km = 0, gross_tonne_km = 0;
  double tonne_km_at_night = 0;                  // see rules::at_night
  double truck_km = 0, empty_km = 0, hours = 0;  // of trucks, with what they run empty; hours on the road
  double hours_at_gates = 0;                     // of those hours, where they are counted
  double vehicle_time = 0, fuel_cost = 0, freight = 0, tolls = 0;  // money
  double own_costs_not_stated = 0;
};

/// Boxes that a trade did not send, or gave up, because it does not bear the cost or the time; and those that it sends
/// besides, because it costs less than the reference.
struct TradeLost {
  double boxes_stayed_away = 0;  // never set out
  double boxes_given_up = 0;     // on their way
  double boxes_added = 0;
  double value = 0, penalties = 0;  // money: of the goods in boxes that stayed away or were given up; for each of them
  double boxes() const { return boxes_stayed_away + boxes_given_up; }
};

struct Totals {
  double boxes_in = 0, boxes_out = 0, boxes_inside = 0;
  TradeLost lost{};
  double teu_stayed_away = 0, teu_lost = 0, teu_added = 0;
  double teu_in = 0, teu_out = 0, teu_inside = 0;
  double boxes_replanned = 0;
  double teu_km = 0, tonne_km = 0, gross_tonne_km = 0;  // by vehicles and trucks, over the distance travelled
  ledger::Hours hours{};
  ledger::Money money{};
  ledger::Emissions kg_co2e{};
  double shipper_cost = 0;  // what shippers pay, plus time value and loss of their goods
  double system_cost = 0;   // resources used by everybody: transfers between parties left out
};

/// A queue in front of something: waits in hours of those who came, waiting or not.
struct Queue {
  Spread wait_hours;
  double mean_length = 0;  // vehicles, over time
  double max_length = 0;
  std::vector<double> length_by_week;  // mean over each week of the run; empty where nobody waited
  double box_hours_lost = 0;           // wait x boxes aboard
};

/// Hours in port of a class's vehicles: means over their calls that ended in the measured span.
struct CallsOutcome {
  double calls = 0;
  double at_anchorage_hours_mean = 0, at_berth_hours_mean = 0;
  double idle_alongside_hours_mean = 0;  // of those at berth
};

struct TerminalOutcome {
  double calls = 0, moves = 0;
  double teu_loaded = 0, teu_discharged = 0, teu_gate_in = 0, teu_gate_out = 0;
  ByTrade teu_by_trade{};        // loaded + discharged
  double berth_utilisation = 0;  // share of berth-hours taken
  double crane_utilisation = 0;  // share of crane-hours worked
  double yard_mean_teu = 0, yard_max_teu = 0;
  double at_anchorage_hours_mean = 0, at_berth_hours_mean = 0;  // of calls that ended in the measured span
  double idle_alongside_hours_mean = 0;                         // of those at berth
  Table<world::VehicleClassId, CallsOutcome> calls_by_class;
  double tide_wait_hours_mean = 0;     // per call that ended, on the way in and out: for high water
  double helpers_wait_hours_mean = 0;  // for pilots and tugs
  double channel_wait_hours_mean = 0;  // for daylight, weather, convoys and a free channel
  double yard_blocked_hours = 0;       // ships waiting for a slot in the yard
  double trucks_held_hours = 0;        // at the gate, likewise
  double held_at_origin_hours = 0;     // of boxes that stay there, likewise
  Queue berth;
  Queue gate;                       // of trucks
  double slots_booked = 0;          // of its gate, the first of each truck
  double slots_missed = 0;          // by trucks that came too late, or not at all
  Queue appointment;                // of boxes that wait where they are
  double shunting_moves = 0;        // of trains by its engines, in and out
  double shunting_utilisation = 0;  // of the engines
  Queue shunting;                   // of trains, for an engine
  double direct_lifts = 0;          // boxes that went straight between ship and train
  double dwell_hours_mean = 0;      // of boxes in the yard
  double port_dues = 0;             // money: of ships that called
  double pilotage = 0;              // money: of pilots and tugs that brought them in and out
};

/// Money that a terminal is paid, but for storage and dues; and how many moves are paid for, both of a ride as it
/// begins.
struct Earned {
  double handling = 0, transfers = 0;  // by shippers; transfers that begin there
  double shunting = 0;                 // by carriers
  double moves = 0, teu = 0;
};

/// What a terminal, or all of a hub, earns and uses up, in money.
struct TerminalAccount {
  Earned earned{};
  double storage = 0;
  double port_dues = 0, dues_by_the_box = 0;  // the latter among the former
  double energy = 0;                          // of moves and transfers
  world::GangHours gangs{};
  double rent = 0, equipment = 0;
  double teu = 0;             // loaded and discharged, or set down in a depot
  bool states_costs = false;  // else what it earns for its work stands in for them

  /// What counts as used up where no costs are stated: dues do not.
  double paid_for_work() const { return earned.handling + storage + earned.transfers + earned.shunting; }
  double used_up() const { return energy + gangs.wages + rent + equipment; }
  TerminalAccount& operator+=(TerminalAccount const& more);
};

/// Something of which a terminal has so many.
struct HubAsset {
  world::TerminalId terminal;
  std::string what;  // berths, cranes, gangs, gate_lanes, ...
  double count = 0;
  double utilisation = 0;  // share of their time, or of the yard's room
  double box_hours_lost = 0;
  std::optional<double> hours_spared_by_one_more;  // of those lost; none where no formula says
};

/// What one operator runs at a place.
struct HubAccount {
  world::PlaceId place;
  std::string operated_by{};  // empty: the place itself
  std::vector<world::TerminalId> terminals{};
  TerminalAccount account{};    // of all of them
  double beside_terminals = 0;  // money: earned and used up by papers, changes of gauge and stuffing
  double from_shippers = 0, from_carriers = 0;
  std::optional<double> resource_cost{}, surplus{}, margin_per_teu{};  // where all terminals state their costs
  std::optional<double> worth_of_a_teu{};  // what it earns by one TEU more, less the energy; none where none came
  std::vector<HubAsset> assets{};
};

/// Lockages with ships in one direction.
struct Lockages {
  double lockages = 0, ships = 0, ships_ours = 0;
  double area_filled = 0;  // share of the chamber's area that ships lie on, mean over lockages
};

struct ChamberOutcome {
  double utilisation = 0;  // share of time in which it locks
  EnumArray<world::Direction, Lockages> by_direction{};
  double water_m3 = 0;        // let down, beyond what basins saved
  double water_saved_m3 = 0;  // that came out of basins
};

struct LockOutcome {
  double lockages = 0, ships = 0, ships_ours = 0, area_filled = 0;  // of all chambers and both directions
  double turned_away = 0;                   // ships of others that found too many of their kind waiting
  double canal_dues = 0;                    // money: of ships of services
  double utilisation = 0;                   // mean of the chambers'
  double water_m3 = 0, water_saved_m3 = 0;  // of all chambers
  std::vector<ChamberOutcome> chambers{};
  Queue queue{};  // of all ships, ours and others
  EnumArray<world::Direction, Queue> queue_by_direction{};
  Table<world::VehicleClassId, Spread> waits{};  // hours, of ships of services
  Spread waits_of_others{};                      // hours
};

/// Trains of one direction over a border where the gauge changes.
struct CrossingOutcome {
  double trains = 0, boxes = 0;
  double trains_a_day = 0;
  Spread hours{};  // at the border, from arrival to departure; of them, means:
  double formalities_hours = 0, waiting_hours = 0, change_hours = 0;
};

struct GaugeChangeOutcome {
  double trains = 0, boxes = 0;
  double inspected = 0;  // boxes taken off their trains
  double utilisation = 0, crane_utilisation = 0;
  Queue queue;
  EnumArray<world::Direction, CrossingOutcome> by_direction{};
};

struct RollingStockOutcome {
  double utilisation = 0;  // under way, with a train or without, or being turned
  double runs_alone = 0;   // sets of wagons: empty; locomotives: light
  Queue queue;             // of departures, for a set or a locomotive
};

struct TruckFleetOutcome {
  double utilisation = 0;             // of all its trucks: not at home
  double boxes = 0;                   // that took one
  double laden_km = 0, empty_km = 0;  // of its trucks
  Queue queue;                        // of boxes, for a truck
};

struct CustomsOutcome {
  double declared = 0, inspected = 0;
  double missed_fast = 0, missed = 0;      // boxes released later than promised: within hours, and all others
  double promised_fast = 0, promised = 0;  // boxes with such a promise
  double released = 0, released_after_inspection = 0;  // of those cleared here
  double clearance_hours = 0;                          // of those released, from arrival to release
  double declaration_hours = 0;                        // of all
  double inspection_hours = 0;                         // of those inspected, waiting for a bay included
  double utilisation = 0;                              // of bays while open
  Queue queue;                                         // for a bay
};

struct EmptyPoolOutcome {
  world::EmptyPoolId pool;
  double mean_stock = 0, end_stock = 0;
  double taken = 0, given_back = 0, sent_away = 0;
  double short_of = 0;  // cargoes that found no box
  double wait_hours = 0;
  double waiting_at_end = 0;
};

struct LinkOutcome {
  double passages_down = 0, passages_up = 0;
  double teu_down = 0, teu_up = 0;
  std::vector<double> teu_by_week;  // both directions; counted passages only
  ByTrade teu_by_trade{};
  double tonne_km = 0, gross_tonne_km = 0;  // of services, and of trucks on demand
  double tonne_km_at_night = 0;             // see rules::at_night
  double canal_dues = 0;                    // money: of ships
  double utilisation = 0;                   // of paths a day, or of single-track time; 0 where nothing limits
  double truck_passages = 0;                // of a road with a capacity, those that run empty too
  double truck_hours_lost = 0;              // beyond the time on an empty road
  double volume_to_capacity_mean = 0;       // over the trucks that came onto it
  double volume_to_capacity_max = 0;
  Queue queue;
};

struct LegOutcome {  // from stop i to the next
  double sailings = 0;
  double teu_offered = 0, teu_carried = 0;
  ByTrade teu_by_trade{};
  double payload_limited = 0;    // sailings on which depth, not slots, set the limit
  double boxes_left_behind = 0;  // that were ready and found no room: each once for its stay in the yard
  double left_behind = 0;        // the same each time that a vehicle left without them
  EnumArray<rules::Refusal, double> left_behind_why{};
  double put_ashore = 0;  // boxes that had to leave their ship on the way for want of water
};

using ByShortage = EnumArray<rules::Shortage, double>;

struct ServiceOutcome {
  std::vector<LegOutcome> legs;  // by stop
  /// Boxes that are not aboard the departure that they had booked, each time. Boxes that set out and would have taken a
  /// departure of it, had that had room: `spilled_away` those that take another way instead of a later departure; with
  /// a spread, the shares of boxes that it loses.
  ByShortage rolled{}, spilled{};
  double spilled_away = 0;
  double departures = 0;
  double departures_left_out = 0, calls_left_out = 0;  // for being late
  double teu = 0, boxes = 0;                           // loaded
  double teu_km = 0, tonne_km = 0, gross_tonne_km = 0, vehicle_km = 0;
  double tonne_km_at_night = 0;  // see rules::at_night
  /// Of the arrivals that a timetable dates, due by the end: at most an hour late, and how late. None where it dates
  /// none.
  std::optional<double> on_time_share, within_a_day_share, late_hours_mean;
  double at_anchorage_hours_mean = 0, at_berth_hours_mean = 0;  // of calls that ended in the measured span
  double idle_alongside_hours_mean = 0;                         // of those at berth
  double fuel = 0;                                              // in the fuel's unit
  double kg_co2e = 0;
  double vessel_time = 0, fuel_cost = 0, freight = 0;  // money
  double track_access = 0, shunting = 0;               // money
  double port_dues = 0, canal_dues = 0, pilotage = 0;  // money: of ships
  double own_costs_not_stated = 0;  // money: freight less fuel, tracks and dues, where the file states none
  ledger::Hours hours{};            // of boxes waiting for it and aboard it
};

struct FlowOutcome {
  double boxes_in = 0, boxes_out = 0, boxes_inside = 0;
  TradeLost lost{};
  std::optional<double> expected_cost;  // money and time of one box when it books, on the mean; none where none did
  double boxes_overdue = 0;             // inside at the end, and their deadline has passed
  std::optional<double> on_time_share;  // of those delivered and those overdue; none without a deadline, or of none
  Spread transit_hours;
  ledger::Hours hours{};
  ledger::Money money{};
  ledger::Emissions kg_co2e{};
  ByCarriage modes{};
  std::vector<RouteOutcome> routes;  // that delivered, the most TEU first
};

/// All flows with the same origin, destination and trade class.
struct ConnectionOutcome {
  world::PlaceId origin, destination;
  world::TradeClass trade{};
  double boxes_out = 0, teu_out = 0;
  std::optional<double> on_time_share;  // as of a flow, of those with a deadline
  Spread transit_hours;
};

struct Bottleneck {
  std::string kind;  // berth, crane, lock, path, depth, yard, gate, sailing, gauge change
  std::string code;  // of the thing
  double box_hours_lost = 0;
  double share = 0;  // of all hours lost in waiting
};

/// By week from the start; the last one may be short.
struct Week {
  double teu_in = 0, teu_out = 0, teu_inside = 0;
  ledger::Hours hours{};
};

struct Check {
  std::string name;  // "hours by cause = hours in system"
  double expected = 0, found = 0;
  bool holds = true;
};

/// Equal to six digits, or the check fails.
Check check(std::string name, double expected, double found);

/// What one replication produced. Figures cover the time after the warm-up.
struct Outcome {
  std::uint64_t seed = 0;
  std::uint32_t replication = 0;
  double days = 0;                // covered
  std::uint64_t events = 0;       // of the clock, the fingerprint of a run's size
  std::uint64_t fingerprint = 0;  // of the order of events
  Totals totals;
  Table<world::PlaceId, double> place_teu;  // handled: loaded + discharged by ships and trains
  Table<world::PlaceId, std::vector<double>> place_teu_by_week;
  Table<world::TerminalId, TerminalOutcome> terminals;
  Table<world::TerminalId, TerminalAccount> terminal_accounts;
  std::vector<HubAccount> hubs;
  Table<world::LockId, LockOutcome> locks;
  Table<world::GaugeChangeId, GaugeChangeOutcome> gauge_changes;
  Table<world::RollingStockId, RollingStockOutcome> rolling_stock;
  Table<world::TruckFleetId, TruckFleetOutcome> truck_fleets;
  Table<world::CustomsOfficeId, CustomsOutcome> customs;
  std::vector<EmptyPoolOutcome> empties;
  Table<world::GoodsId, GoodsOutcome> goods;
  Table<world::SwitchingId, SwitchingOutcome> switching;
  Table<world::FreightStationId, FreightStationOutcome> freight_stations;
  Table<world::ZoneStayId, ZoneStayOutcome> zone_stays;
  Table<world::LinkId, LinkOutcome> links;
  Table<world::ServiceId, ServiceOutcome> services;
  TruckingOutcome trucking;
  ByCarriage modes{};
  Overload overload;
  Table<world::FlowId, FlowOutcome> flows;
  std::vector<ConnectionOutcome> connections;  // by origin, destination, trade class
  std::vector<Bottleneck> bottlenecks;         // most hours lost first
  std::vector<Week> weeks;
  PostalOutcome postal;
  std::vector<Check> audit;
  bool audit_holds() const;
};

}  // namespace tongzhou::outcome
