#pragma once

#include <cstddef>
#include <vector>

#include "network/base/enums.hpp"
#include "network/base/id.hpp"
#include "network/base/paged_table.hpp"
#include "network/base/prefetch.hpp"
#include "network/base/quantity.hpp"
#include "sim/engine/load_totals.hpp"
#include "sim/engine/measure.hpp"
#include "sim/ledger/ledger.hpp"
#include "sim/outcome/records.hpp"
#include "sim/rules/boarding.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

using ledger::AccountId;
using ledger::Cause;

/// Vehicles of a service that have the same turn, and so are of one class.
struct VehicleKind {
  world::ServiceId service;
  std::size_t turn = 0;
};

/// A vehicle that leaves a stop.
struct Departure {
  world::ServiceId service;
  std::size_t stop = 0;
  double slots = 0;  // TEU offered
  LoadTotals const& load;
  double rolled = 0;                                 // boxes that were ready and found no room
  double rolled_first = 0;                           // of them, those whom nobody had left behind here before
  EnumArray<rules::Refusal, double> const& refused;  // why, of those that were looked at
  Time at;
};

/// What a vehicle carries, and what a train weighs without it.
struct TrainMass {
  Mass load{}, empty{};
};

/// A vehicle at a stop, from its arrival on.
struct PortStay {
  Time arrived, alongside, left_berth, departed;
  Duration idle;  // alongside, waiting for its timetable
};

/// A train has crossed a border where the gauge changes.
struct Crossing {
  world::GaugeChangeId border;
  world::Direction direction{};
  double boxes = 0;  // aboard
  Time came;
  Duration formalities, changing;  // of the time since then; the rest it waited
  Time at;
};

/// Customs lets a box go.
struct Release {
  world::CustomsOfficeId office;
  bool promised = false;  // to be released within a time: imports
  bool fast = false;      // by the promise for perishables and express
  Duration promise{};     // the time in which it was to be
  bool inspected = false;
  Time arrived, at;  // never: not released by the end
};

/// Told what happened; counts what lies in the measured span, and is the only one that asks where its edges are. It
/// knows no rule of the world: why something happened, and what follows, is for those who tell it. Whatever takes time
/// is told with its beginning and its end. Hot: one call per box and step, and a handful per call at a port.
class Recorder {
 public:
  Recorder(world::World const& world, Window const& window);
  Recorder(Recorder const&) = delete;

  Window const& window() const { return window_; }

  // --- the hours and the money of boxes
  /// With what is known of a box's costs when its step begins.
  AccountId open(ledger::Account const& account, ledger::Money const& per_box, ledger::Emissions const& kg_per_box) {
    truck_of_.add(account.service ? TruckId::none() : driven_.add({}));
    return ledger_.open(account, per_box, kg_per_box);
  }
  ledger::Account const& account(AccountId id) const { return ledger_.account(id); }
  void charge_also(AccountId id, ledger::Money const& per_box) { ledger_.charge_also(id, per_box); }
  ledger::Money per_box(AccountId id) const { return ledger_.per_box(id); }
  /// A box begins a step: what is known of its costs is due.
  void step_begun(AccountId account, Time at) { ledger_.begin(account, at); }
  void spent(AccountId account, Cause cause, Time from, Time to) { ledger_.book(account, cause, from, to); }
  /// A box's truck went this part of its way.
  void drove(AccountId account, double part, Time from, Time to) {
    auto& driven = driven_[truck_of_[account]];
    double const way = part * inside({from, to});
    Duration const counted = window_.counted(from, to);
    driven.ways += way;
    driven.hours += in_hours(counted);
    if (counted > Duration{}) driven.ways_at_night += way * (counted_at_night({from, to}) / counted);
  }
  /// It went all its way, with its box aboard.
  void drove_with_box(AccountId account, Time from, Time to) {
    drove(account, 1, from, to);
    spent(account, Cause::drayage, from, to);
  }
  /// It stood at a closed road.
  void truck_waited(AccountId account, Time from, Time to) {
    driven_[truck_of_[account]].hours_waited += in_hours(window_.counted(from, to));
  }
  outcome::Driven driven(AccountId account) const {
    auto const truck = truck_of_[account];
    return truck ? driven_[truck] : outcome::Driven{};
  }
  /// It stood at a gate, in the queue and in a lane.
  void truck_stood_at_gate(AccountId account, Time from, Time to) {
    driven_[truck_of_[account]].hours_at_gates += in_hours(window_.counted(from, to));
  }
  /// Of what it drove, this was by a truck of a fleet: so many km of its own, if it is no box that travels with
  /// another.
  void drove_by_fleet(world::TruckFleetId fleet, AccountId account, double part, double km, Time from, Time to) {
    auto& driven = driven_[truck_of_[account]];
    driven.ways_of_fleets += part * inside({from, to});
    driven.hours_of_fleets += in_hours(window_.counted(from, to));
    if (fleet) truck_fleets_[fleet].laden_km += part * km * inside({from, to});
  }
  /// A truck of a fleet ran so far without a box, or its driver rested, for a box of the account.
  void ran_empty(world::TruckFleetId fleet, AccountId account, double km, Time from, Time to) {
    double const counted = km * inside({from, to});
    auto& driven = driven_[truck_of_[account]];
    driven.empty_km += counted;
    driven.empty_hours += in_hours(window_.counted(from, to));
    truck_fleets_[fleet].empty_km += counted;
  }
  void took_truck(world::TruckFleetId fleet, Time at) { truck_fleets_[fleet].boxes += window_.counts(at) ? 1 : 0; }
  /// So many trucks came onto a road that was so full, and lost so much time each.
  void drove_in_traffic(world::LinkId link, double trucks, double volume_to_capacity, Duration lost, Time at);
  /// All boxes aboard one vehicle spent these hours.
  void spent_aboard(ledger::Odometer& odometer, double boxes, Cause cause, Time from, Time to) {
    ledger_.book_aboard(odometer, boxes, cause, from, to);
  }
  /// One box's part of the hours aboard, and that of several.
  void ride_ended(AccountId account, ledger::Ride const& ride) { ledger_.leave(account, ride, 1); }
  void rides_ended(AccountId account, ledger::Ride const& ride, double boxes) { ledger_.leave(account, ride, boxes); }
  /// What is known only afterwards, such as storage.
  void paid(AccountId account, ledger::Expense expense, double amount, Time at) {
    if (window_.counts(at)) ledger_.pay(account, expense, amount);
  }
  /// Asks memory for an account that will be booked on soon.
  void prefetch(AccountId account) const { ledger_.prefetch(account); }
  void prefetch_truck(AccountId account) const {
    if (auto const truck = truck_of_[account]) prefetch_cache_line(&driven_[truck]);
  }

  // --- boxes
  void generated(world::FlowId flow, double teu, Time at);
  void delivered(world::FlowId flow, double teu, Time created_at, Time at);
  /// Its shipper has booked for a cost that is to be expected.
  void expects(world::FlowId flow, double cost, Time at);
  /// Not sent: its trade does not bear the cost, or there is less of it.
  void stayed_away(world::FlowId flow, Time at) { births_[flow].stayed_away += window_.counts(at) ? 1 : 0; }
  /// Sent beyond the volume of the flow, because it costs less than the reference.
  void sent_more(world::FlowId flow, double boxes, Time at) { births_[flow].added += window_.counts(at) ? boxes : 0; }
  /// Abandoned on its way, where it waited.
  void given_up(world::FlowId flow, double teu, Time created_at, Time at);
  void still_inside(world::FlowId flow, double teu, Time created_at);
  /// A box is not aboard the departure that it has booked.
  void rolled(world::ServiceId service, rules::Shortage why, Time at) {
    if (window_.counts(at)) ++services_[service].figures.rolled[why];
  }
  /// Boxes, or a part of one, that would have booked a departure, had it had room; away: by another way now.
  void spilled(world::ServiceId service, rules::Shortage why, double boxes, bool away, Time at) {
    if (!window_.counts(at)) return;
    services_[service].figures.spilled[why] += boxes;
    if (away) services_[service].figures.spilled_away += boxes;
  }
  void rerouted(Time at) { boxes_replanned_ += window_.counts(at) ? 1 : 0; }
  /// Asks memory for what will be counted when a box of the flow is delivered.
  void prefetch(world::FlowId flow) const { prefetch_cache_line(&flows_[flow]); }
  /// The same, of those that are sent.
  void prefetch_births(world::FlowId flow) const { prefetch_cache_line(&births_[flow]); }

  // --- terminals
  /// Asks memory for what a call will be counted by.
  void prefetch_call(world::ServiceId service, world::TerminalId terminal) const {
    auto const& of_service = services_[service];
    prefetch_cache_line(&of_service.figures.legs);
    prefetch_cache_line(&of_service.figures.teu);
    prefetch_cache_line(&of_service.figures.vehicle_km);
    prefetch_cache_line(&of_service.stays);
    prefetch_cache_line(&of_service.late_hours);
    auto const& of_terminal = terminals_[terminal];
    prefetch_cache_line(&of_terminal.figures.calls);
    prefetch_cache_line(&of_terminal.figures.teu_by_trade);
    prefetch_cache_line(&of_terminal.stays);
  }
  void prefetch_leg(world::ServiceId service, std::size_t stop) const {
    tongzhou::prefetch(&services_[service].figures.legs[stop], sizeof(outcome::LegOutcome));
  }
  void called(world::TerminalId terminal, Time at);
  void call_ended(VehicleKind const& vehicle, world::TerminalId terminal, PortStay const& stay);
  /// As every call does that ends, also one that no timetable knows.
  void owes_for_call(VehicleKind const& vehicle, world::TerminalId terminal, Time at);
  void lifted(world::TerminalId terminal, double moves, Time at);
  /// By a vehicle, since its cranes would have been done had nobody else asked for them.
  void waited_for_crane(world::TerminalId terminal, double boxes_aboard, Time from, Time to);
  void loaded(world::ServiceId service, world::TerminalId terminal, double boxes, LoadTotals const& load, Time at);
  void discharged(world::ServiceId service, world::TerminalId terminal, LoadTotals const& load, Time at);
  void waited_for_approach(world::TerminalId terminal, outcome::ApproachWait what, double boxes_aboard, Time from,
                           Time to);
  /// One whose wait is not over as the run ends.
  void still_waits_for_approach(world::TerminalId terminal, double boxes_aboard, Time from, Time to);
  void waited_for_yard(world::TerminalId terminal, double boxes_aboard, Time from, Time to);
  /// Of a gate: a truck has its first one, or misses the one that it had.
  void booked_slot(world::TerminalId terminal, Time at) {
    if (window_.counts(at)) ++terminals_[terminal].figures.slots_booked;
  }
  void missed_slot(world::TerminalId terminal, Time at) {
    if (window_.counts(at)) ++terminals_[terminal].figures.slots_missed;
  }
  /// A box that a full yard held: on its truck at the gate, or where it would have set out.
  void held_at_gate(world::TerminalId terminal, AccountId account, Time from, Time to);
  void held_at_origin(world::TerminalId terminal, AccountId account, Time from, Time to);
  /// For want of water, on a leg of a service; later others of its ships take them up again.
  void put_ashore(world::ServiceId service, std::size_t leg, world::TerminalId terminal, double boxes,
                  LoadTotals const& load, Time at);
  void taken_up_again(world::TerminalId terminal, LoadTotals const& load, Time at);
  /// The move of one box, either way, that the carrier pays.
  void bears_lift(world::ServiceId service, world::TerminalId terminal, world::BoxTypeId box, Time at);
  void stood_ashore(world::TerminalId terminal, double teu, Time from, Time to);
  void passed_gate_in(world::TerminalId terminal, double teu, Time at);
  /// Until then the box stood in the yard.
  void passed_gate_out(world::TerminalId terminal, double teu, Time arrived, Time at);

  // --- services
  void vehicle_at_work(VehicleKind const& vehicle, Time from, Time to);
  /// Of a vehicle of a fleet: until then it has no crew.
  void enters_service(VehicleKind const& vehicle, Time at) {
    record(vehicle).before_service += window_.counted(Time{}, at);
  }
  /// Time of a vehicle that is not under way; the part that counts is measured by the vehicle.
  void idled(VehicleKind const& vehicle, Duration counted) { record(vehicle).idle += counted; }
  /// Of that time, what passes on the line: held up there, or at a border.
  void held_up_on_line(VehicleKind const& vehicle, Duration counted) { record(vehicle).held_up_on_line += counted; }
  /// Part of a link, and the fuel burnt on it. What lies in the window counts by the part of the time.
  void travelled(VehicleKind const& vehicle, world::LinkId link, double part, double fuel, LoadTotals const& load,
                 TrainMass mass, Span span);
  void departed(Departure const& departure);
  /// At a stop, due there by the timetable.
  void arrived(world::ServiceId service, Time due, Time at);
  /// For being late: a call, a departure from the first stop.
  void left_out_call(world::ServiceId service, Time at) {
    if (window_.counts(at)) ++services_[service].figures.calls_left_out;
  }
  void left_out_round(world::ServiceId service, Time at) {
    if (window_.counts(at)) ++services_[service].figures.departures_left_out;
  }
  /// Due at its next stop by then, and still under way at the end.
  void overdue(world::ServiceId service, Time due) { count_arrival(service, window_.to - due); }

  /// A set of wagons or a locomotive arrived somewhere without a train.
  void ran_alone(world::RollingStockId stock, Time at) {
    if (window_.counts(at)) ++rolling_stock_[stock].figures.runs_alone;
  }
  /// A locomotive went over such a part of a link without a train, on its way to one of a service.
  void ran_light(world::ServiceId service, world::LinkId link, double part, double fuel, Mass locomotive, Span span);
  /// An engine moved a train in or out.
  void shunted(world::ServiceId service, world::TerminalId terminal, double cost, Time at) {
    if (!window_.counts(at)) return;
    services_[service].figures.shunting += cost;
    ++terminals_[terminal].figures.shunting_moves;
    terminals_[terminal].earned.shunting += cost;
  }
  /// Pilots and tugs brought a ship in or out.
  void piloted(world::ServiceId service, world::TerminalId terminal, double cost, Time at) {
    if (!window_.counts(at)) return;
    services_[service].figures.pilotage += cost;
    terminals_[terminal].figures.pilotage += cost;
  }

  // --- the network
  /// Asks memory for what passing a link will be counted by.
  void prefetch(world::LinkId link) const { tongzhou::prefetch(&links_[link], sizeof(outcome::LinkOutcome)); }
  void entered_link(world::LinkId link, world::Direction direction, LoadTotals const& load, Time at);
  /// Of a ship that comes to a link, or is through a lock.
  void owes_canal_dues(world::ServiceId service, world::LinkId link, double amount, Time at) {
    owes_canal_dues(service, links_[link].figures.canal_dues, amount, at);
  }
  void owes_canal_dues(world::ServiceId service, world::LockId lock, double amount, Time at) {
    owes_canal_dues(service, locks_[lock].canal_dues, amount, at);
  }
  void waited_for_depth(world::LinkId link, double boxes_aboard, Time from, Time to);
  /// In front of a quay, or ashore on it for want of water further on.
  void waited_for_depth(world::TerminalId quay, double boxes, Time from, Time to);
  void crossed_border(Crossing const& crossing);
  /// Boxes wait at a border though their train does not stand in its line: for another train, for wagons while they lie
  /// in the buffer, on a track until work may begin.
  void waited_beside_line(world::GaugeChangeId border, double boxes, Time from, Time to);
  void waited_for_border_crane(world::GaugeChangeId border, double boxes, Time from, Time to);
  /// A box is taken off its train at a border.
  void inspected_at_border(world::GaugeChangeId border, AccountId account, Time at);

  // --- customs
  void declared(world::CustomsOfficeId office, Duration taken, Time at);
  void inspected(world::CustomsOfficeId office, AccountId account, Time from, Time to);
  void released(Release const& release);

  // --- goods and markets
  void retested(world::GoodsId goods, Time at) { goods_[goods].retested += window_.counts(at) ? 1 : 0; }
  void detained(world::GoodsId goods, bool seized, Time at) {
    if (!window_.counts(at)) return;
    ++goods_[goods].detained;
    goods_[goods].seized += seized ? 1 : 0;
  }
  void cancelled(world::SwitchingId switching, Time at) {
    switching_[switching].cancelled += window_.counts(at) ? 1 : 0;
  }
  /// A box of goods that turned to another market is sent there.
  void turned(world::SwitchingId id, bool refitted, Time at) {
    if (!window_.counts(at)) return;
    ++switching_[id].turned;
    switching_[id].refitted += refitted ? 1 : 0;
    switching_[id].relief += world_.switching[id].relief;
  }
  /// Part loads set out as a box that is so full, having waited so many hours all together.
  void consolidated(world::FreightStationId id, double lots, double fill, double hours_waited, Time at) {
    if (!window_.counts(at)) return;
    auto& station = freight_stations_[id];
    ++station.boxes;
    station.lots += lots;
    station.fill_mean += fill;
    station.wait_hours_mean += hours_waited;
  }
  /// Goods of one box come to a stay in a customs zone, where so much duty falls due.
  void came_to_stay(world::ZoneStayId id, double duty, Time at) {
    if (!window_.counts(at)) return;
    ++zone_stays_[id].in;
    zone_stays_[id].duty += duty;
  }
  /// They leave it in a box; interest was paid for it meanwhile, and so much duty falls due now.
  void left_stay(world::ZoneStayId id, Duration stayed, double interest, double duty, Time at) {
    if (!window_.counts(at)) return;
    auto& stay = zone_stays_[id];
    ++stay.out;
    stay.days_mean += in_days(stayed);
    stay.interest += interest;
    stay.duty += duty;
  }

  /// They would leave it in a box whose trade bears no way.
  void lost_in_stay(world::ZoneStayId id, Time at) { zone_stays_[id].stayed_away += window_.counts(at) ? 1 : 0; }

  /// What was counted; readings of levels and queues are for those to add who have them.
  outcome::Records records();

 private:
  /// What a delivery asks of its flow, in one cache line as long as its transit times are kept; what counts them in
  /// steps, behind it.
  struct alignas(64) FlowCount {
    Duration deadline;
    double out = 0, on_time = 0;
    double system_hours = 0;  // by creation and delivery, not by cause
    outcome::HoursSample transit_hours{};
    double inside = 0;  // at the end
  };
  std::size_t week(Time t) const { return static_cast<std::size_t>(in_days(t) / 7); }
  /// The part of a time that lies in the measured span, 0..1.
  double inside(Span span) const {
    if (span.to <= span.from) return window_.counts(span.from) ? 1 : 0;
    return window_.counted(span.from, span.to) / (span.to - span.from);
  }
  Duration counted_at_night(Span span) const;
  outcome::VehiclesRecord& record(VehicleKind const& of) { return services_[of.service].vehicles[of.turn]; }
  world::VehicleClassId class_of(VehicleKind const& vehicle) const {
    return world_.services[vehicle.service].turns()[vehicle.turn].vehicle;
  }
  void handled(world::TerminalId terminal, LoadTotals const& load, Time at);
  void put_down(world::TerminalId terminal, LoadTotals const& load, Time at);
  void owes_port_dues(world::ServiceId service, world::TerminalId terminal, double amount);
  void owes_canal_dues(world::ServiceId service, double& asked_by, double amount, Time at) {
    if (!window_.counts(at)) return;
    services_[service].figures.canal_dues += amount;
    asked_by += amount;
  }
  void count_arrival(world::ServiceId service, Duration late);
  void count_inside(world::FlowId flow, Time created_at);

  world::World const& world_;
  Window window_;
  ledger::Ledger ledger_;
  using TruckId = Id<struct TruckTag>;
  PagedTable<AccountId, TruckId> truck_of_;  // none: of a ride
  PagedTable<TruckId, outcome::Driven> driven_;
  Table<world::FlowId, FlowCount> flows_;
  /// Boxes of the measured span; cost that was expected by so many.
  struct alignas(64) Births {
    double in = 0, stayed_away = 0, added = 0, given_up = 0;
    double cost = 0, expected_by = 0;
  };
  Table<world::FlowId, Births> births_;
  Table<world::FlowId, double> boxes_overdue_;  // inside at the end, and their deadline has passed
  struct InAndOut {
    std::uint32_t in = 0, out = 0;  // boxes
  };
  std::size_t weeks_ = 0;
  std::vector<InAndOut> boxes_by_week_;  // flow by flow
  Table<world::TerminalId, outcome::TerminalRecord> terminals_;
  Table<world::LinkId, outcome::LinkRecord> links_;
  Table<world::LockId, outcome::LockOutcome> locks_;
  Table<world::GaugeChangeId, outcome::GaugeChangeRecord> gauge_changes_;
  Table<world::RollingStockId, outcome::RollingStockRecord> rolling_stock_;
  Table<world::TruckFleetId, outcome::TruckFleetOutcome> truck_fleets_;
  Table<world::ServiceId, outcome::ServiceRecord> services_;
  Table<world::CustomsOfficeId, outcome::CustomsOutcome> customs_;
  Table<world::GoodsId, outcome::GoodsOutcome> goods_;
  Table<world::SwitchingId, outcome::SwitchingOutcome> switching_;
  Table<world::FreightStationId, outcome::FreightStationOutcome> freight_stations_;  // means are sums still
  Table<world::ZoneStayId, outcome::ZoneStayOutcome> zone_stays_;                    // likewise
  Table<world::PlaceId, std::vector<double>> place_teu_by_week_;
  std::vector<double> teu_in_by_week_, teu_out_by_week_;  // of the measured span
  std::vector<double> teu_change_by_week_;                // of what is inside, all the run
  double boxes_in_before_ = 0, boxes_out_before_ = 0;     // before the measured span
  double boxes_after_end_ = 0, teu_after_end_ = 0;        // deliveries known to come after the end
  double boxes_inside_ = 0, teu_inside_ = 0;              // counted one by one, at the end
  double boxes_replanned_ = 0, sailings_over_limit_ = 0;
};

}  // namespace tongzhou::engine
