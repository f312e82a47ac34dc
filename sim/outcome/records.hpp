#pragma once

#include <cstdint>
#include <vector>

#include "network/base/id.hpp"
#include "network/base/quantity.hpp"
#include "sim/ledger/ledger.hpp"
#include "sim/outcome/hours_sample.hpp"
#include "sim/outcome/outcome.hpp"

// What is on record when a run is over: counts, and readings of levels and queues. Nothing here is worked out from
// anything else; `summarise` does that.
namespace tongzhou::outcome {

enum class StepKind : std::uint8_t { truck, ride, transfer, formalities };

/// By the trucks of one account in the span, as if each box had one for itself.
struct Driven {
  double ways = 0;  // each by the part of it that lies in the span
  double hours = 0, hours_waited = 0, hours_at_gates = 0;
  double ways_at_night = 0;
  double ways_of_fleets = 0, hours_of_fleets = 0;  // of those, by trucks of fleets
  double empty_km = 0, empty_hours = 0;            // that trucks of fleets ran without a box, each counted once
  double night_share() const { return ways > 0 ? ways_at_night / ways : 0; }
};

/// A step of a way, one for each account of the ledger.
struct StepRecord {
  StepKind kind{};
  bool restuffing = false;  // formalities that put the cargo into another box
  bool onward = false;      // a truck that goes on from customs: counted where it set out
  bool drayage = false;     // a truck to or from another inland mode, or with an empty box
  double teu = 0;           // of one box
  double goods_share = 0;   // of the mass that is carried
  double mass_share = 1;    // that is carried, of what its account says: units of mail may be part-filled
  Driven driven{};          // a truck's
  /// Of a direct lift.
  world::TerminalId lifted_into{};
};

/// What ships wait for between the anchorage and the quay: high water; pilots and tugs; daylight, weather, convoys and
/// a free channel.
enum class ApproachWait { tide, helpers, channel };
constexpr auto words(ApproachWait) { return one_word_each<ApproachWait>("tide", "helpers", "channel"); }

/// Sums over the calls that ended in the measured span.
struct PortStays {
  double calls = 0;
  double anchorage_hours = 0;  // from arrival to the berth, and from the berth to departure where it was sent away
  double berth_hours = 0;      // from there until it left the berth
  double idle_hours = 0;       // of those, waiting for the timetable

  PortStays& operator+=(PortStays const& more) {
    calls += more.calls;
    anchorage_hours += more.anchorage_hours;
    berth_hours += more.berth_hours;
    idle_hours += more.idle_hours;
    return *this;
  }
};

/// Vehicles of a service that have the same turn, and so are of one class: all their time.
struct VehiclesRecord {
  double days = 0;
  Duration idle;              // of that: not under way
  Duration held_up_on_line;   // of that: between two stops
  Duration before_service{};  // of the days: before its first departure
  double fuel = 0;            // of those under way
};

struct ServiceRecord {
  ServiceOutcome figures;                       // as counted; fuel, money, CO2e, hours and punctuality are open
  std::vector<VehiclesRecord> vehicles = {{}};  // by turn
  PortStays stays;
  Duration light_engines;  // under way
  double kg_of_lifts = 0;  // CO2e of lifts that it bears itself
  double late_hours = 0;   // sum over the arrivals that a timetable dates, those overdue at the end among them
  double arrivals_on_time = 0, arrivals_within_a_day = 0, arrivals_timed = 0;

  double vehicle_days() const {
    double days = 0;
    for (auto const& of_turn : vehicles) days += of_turn.days;
    return days;
  }
};

struct FlowRecord {
  double boxes_in = 0;
  double boxes_out = 0, boxes_on_time = 0;
  double boxes_inside = 0;                    // at the end
  double system_hours = 0;                    // of its boxes, by birth and delivery and not by cause
  HoursSample transit_hours{};                // of those delivered
  double boxes_overdue = 0;                   // inside at the end, beyond their deadline
  double boxes_stayed_away = 0;               // not sent
  double boxes_added = 0;                     // sent beyond the flow's volume
  double boxes_given_up = 0;                  // on their way
  double expected_cost = 0, expected_by = 0;  // sum of what booking boxes expected; how many did
  /// From the start of the run, warm-up included; out: delivered or given up.
  std::vector<std::uint32_t> boxes_in_by_week{}, boxes_out_by_week{};
};

/// What boxes took and were delivered by in the window.
struct RouteRecord {
  std::vector<RouteLeg> legs;
  double boxes = 0, cost = 0, hours = 0;  // sums: what shippers paid and their time was worth, from birth to delivery
};

struct TerminalRecord {
  TerminalOutcome figures;  // as counted; the shares of berths and the dwell time are open
  Earned earned{};
  double moves_of_carriers = 0;  // that no box pays for: put ashore for want of water, and taken up again
  double transfer_energy_cost = 0;
  double berths_taken = 0;  // mean over time
  Table<world::VehicleClassId, PortStays> stays{};
  double crane_box_hours_lost = 0, gang_box_hours_lost = 0;  // at the lift, by what was short
  double yard_box_hours_lost = 0, approach_box_hours_lost = 0, depth_box_hours_lost = 0;
  EnumArray<ApproachWait, double> approach_wait_hours{};  // of ships, as they pass
  double ashore_teu_hours = 0;                            // put ashore for want of water, or waiting for a transfer
  double gate_out_teu_hours = 0;  // of boxes still in the yard while their trucks queue to leave
};

/// Of trains in one direction.
struct CrossingRecord {
  std::vector<float> hours;                                   // of each, at the border
  double boxes = 0, formalities_hours = 0, change_hours = 0;  // sums
};

struct GaugeChangeRecord {
  GaugeChangeOutcome figures;  // as counted; utilisation and directions are open
  double tracks_taken = 0;     // mean over time
  double earned = 0;           // money
  double box_hours_lost_beside_line = 0, crane_box_hours_lost = 0;
  EnumArray<world::Direction, CrossingRecord> by_direction{};
};

struct RollingStockRecord {
  RollingStockOutcome figures;
  double under_way = 0;  // mean over time of those whose days are counted as days of vehicles
};

struct LinkRecord {
  LinkOutcome figures;                   // as counted; utilisation is open
  std::vector<double> sections_taken{};  // of single track or a one-way reach: mean over time of each, 0..1
  double paths_taken = 0;                // of the paths of a day, in the direction that took more: mean over time, 0..1
  double depth_box_hours_lost = 0;
  double volume_to_capacity = 0;  // of a road: sum over the trucks that came onto it
};

struct Records {
  std::uint32_t replication = 0;
  std::uint64_t events = 0, fingerprint = 0;  // of the clock
  ledger::Ledger const& ledger;
  Table<ledger::AccountId, StepRecord> steps{};
  Table<world::ServiceId, ServiceRecord> services{};
  Table<world::FlowId, FlowRecord> flows{};
  Table<world::FlowId, std::vector<RouteRecord>> routes{};
  Table<world::TerminalId, TerminalRecord> terminals{};
  Table<world::LockId, LockOutcome> locks{};
  Table<world::GaugeChangeId, GaugeChangeRecord> gauge_changes{};
  Table<world::RollingStockId, RollingStockRecord> rolling_stock{};
  Table<world::TruckFleetId, TruckFleetOutcome> truck_fleets{};
  Table<world::LinkId, LinkRecord> links{};
  Table<world::CustomsOfficeId, CustomsOutcome> customs{};
  std::vector<EmptyPoolOutcome> empties{};
  Table<world::GoodsId, GoodsOutcome> goods{};
  Table<world::SwitchingId, SwitchingOutcome> switching{};
  Table<world::FreightStationId, FreightStationOutcome> freight_stations{};  // means are sums still
  Table<world::ZoneStayId, ZoneStayOutcome> zone_stays{};                    // likewise
  std::vector<Check> empties_audit{};
  Table<world::PlaceId, double> papers{};  // money, for those between two carriers
  double paid_elsewhere = 0;               // money, of handling and transfers: to roads and in customs zones
  ledger::Money counts_times_tariffs{};    // a second way to the money in the ledger, by charges::TariffCounts
  Table<world::PlaceId, std::vector<double>> place_teu_by_week{};
  std::vector<double> teu_in_by_week{}, teu_out_by_week{};
  std::vector<double> teu_change_by_week{};          // of what is inside, from the start of the run, warm-up included
  double boxes_in_before = 0, boxes_out_before = 0;  // before the measured span
  double boxes_inside = 0, teu_inside = 0;           // counted one by one, at the end
  double boxes_replanned = 0;
  double sailings_over_limit = 0;

  /// The span that is measured.
  Duration measured() const { return ledger.to() - ledger.from(); }
};

}  // namespace tongzhou::outcome
