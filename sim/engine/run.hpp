#pragma once

#include <cstdint>
#include <map>
#include <queue>
#include <set>
#include <tuple>
#include <vector>

#include "sim/charges/step.hpp"
#include "sim/demand/arrivals.hpp"
#include "sim/demand/stream.hpp"
#include "sim/engine/berths.hpp"
#include "sim/engine/boxes.hpp"
#include "sim/engine/clock.hpp"
#include "sim/engine/closures.hpp"
#include "sim/engine/cranes.hpp"
#include "sim/engine/customs_office.hpp"
#include "sim/engine/empty_depots.hpp"
#include "sim/engine/gate_arrivals.hpp"
#include "sim/engine/lock_server.hpp"
#include "sim/engine/measure.hpp"
#include "sim/engine/observer.hpp"
#include "sim/engine/one_way_section.hpp"
#include "sim/engine/postal.hpp"
#include "sim/engine/process.hpp"
#include "sim/engine/train_paths.hpp"
#include "sim/engine/yard.hpp"
#include "sim/itineraries/planner.hpp"
#include "sim/ledger/ledger.hpp"
#include "sim/outcome/outcome.hpp"
#include "sim/rules/boarding.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

using ledger::AccountId;
using ledger::Cause;

/// A terminal at work.
struct TerminalAtWork {
  TerminalAtWork(Clock& clock, Window const& window, world::Terminal const& facts, Closures const& closures,
                 std::uint64_t seed, std::uint32_t replication);
  Closures const* closures;
  Berths berths;
  Cranes cranes;
  Yard yard;
  std::vector<Time> lanes;  // of the gate: free from then on; a heap, earliest first
  QueueWatch gate;
  demand::Stream dwell_stream, gate_stream, port_stream;
  double yard_box_hours_lost = 0, crane_box_hours_lost = 0;
  double gate_out_teu_hours = 0;  // of boxes still in the yard while their trucks queue to leave
  outcome::TerminalOutcome figures;
};

struct LinkAtWork {
  LinkAtWork(Clock& clock, Window const& window, world::Link const& facts, Closures const& closures);
  Closures const* closures;
  std::vector<OneWaySection> sections;  // single track or one-way reach, from `from` to `to`; else none
  std::array<TrainPaths, 2> paths;      // down, up
  QueueWatch queue;
  double depth_hours_lost = 0;  // box-hours that ships waited for water
  outcome::LinkOutcome figures;
};

struct GaugeChangeAtWork {
  GaugeChangeAtWork(Clock& clock, Window const& window, world::GaugeChange const& facts, std::uint64_t seed,
                    std::uint32_t replication);
  Berths tracks;
  demand::Stream stream;
  outcome::GaugeChangeOutcome figures;
};

struct ServiceAtWork {
  explicit ServiceAtWork(Closures const& c) : closures(&c) {}
  Closures const* closures;
  std::vector<WaitingId> waiting;                                 // by stop
  std::array<std::vector<double>, world::weeks_of_year> payload;  // tonnes, by week of the year and leg
  double vehicle_days = 0;
  Duration idle;  // of its vehicles: all their time but under way
  double vehicles_late_hours = 0;
  double departures_on_time = 0, departures_timed = 0;
  outcome::ServiceOutcome figures;
};

/// Ways of one flow, with the shares in which boxes take them.
struct Ways {
  std::vector<AccountId> first;  // account of the first step of each
  std::vector<double> shares;
};

/// A ride of one way, among those of other ways of the flow that go over the same terminals.
struct Alike {
  AccountId account;
  world::ServiceId service;
  std::uint16_t load = 0;
  double cost = 0, hours = 0;  // of the whole way as planned, without what it counts for the wait
  double wait = 0;             // hours, as planned
};

/// What a delivery asks of its flow: one cache line.
struct alignas(64) Deliveries {
  Duration deadline;
  std::vector<float> transit_hours{};
  double delivered = 0, on_time = 0;  // counted
  double inside = 0;                  // at the end
  double system_hours = 0;            // by birth and delivery, not by cause
};

struct FlowAtWork {
  demand::Arrivals arrivals;
  demand::Stream choice;
  demand::Arrival next;
  Ways ways;
  double born = 0;      // counted
  double cheapest = 0;  // generalised cost of the best way; infinite where there is none
};

/// One box aboard, the account it is on, and the odometer reading when it was loaded.
struct Aboard {
  BoxId box;
  AccountId account;
  std::uint32_t reading;
};

/// Boxes aboard for one stop, and what they take up together.
struct DischargeGroup {
  std::vector<Aboard> boxes;
  LoadTotals totals;
};

using Papers = charges::Formalities;
using Detail = charges::Step;

struct Run;

/// A vehicle under way: what it carries and how its time passes.
class Vehicle {
 public:
  Vehicle(Run& run, world::ServiceId service);
  Vehicle(Vehicle const&) = delete;
  ~Vehicle();

  /// From now on time passes for another cause; what has passed is booked.
  void turn_to(Cause next);
  /// Time up to `until` passes for this cause, also when it lies ahead.
  void spend(Cause cause, Time until);
  std::uint32_t read_odometer();
  /// Adds its idle hours to its service's, once.
  void flush_idle_time();
  std::size_t slots_free() const;
  Mass load() const { return tonnes(tonnes_on_leg[leg]); }

  Run& run;
  world::ServiceId id;
  world::Service const& service;
  world::VehicleClass const& facts;
  std::vector<DischargeGroup> aboard;  // by stop of discharge
  std::vector<double> tonnes_on_leg;   // of the boxes aboard, by leg ahead
  std::vector<Aboard> to_discharge;    // still lifted
  std::vector<BoxId> to_load;          // likewise; only those that somebody follows
  Voyage voyage;
  std::vector<ledger::Odometer> readings;         // of the odometer, when boxes were loaded
  std::vector<std::uint32_t> riders;              // boxes aboard that were loaded at each; 0: it may be used again
  std::size_t leg = 0;                            // the one under way
  double boxes = 0;                               // aboard, those still lifted too
  LoadTotals totals;                              // of those that stay aboard
  std::array<double, rules::refusals> refused{};  // boxes, at the latest look
  ledger::Odometer odometer{};
  Cause cause = Cause::handling;
  Time since;             // up to here its time is booked
  Duration idle;          // counted: at berth, in locks, and wherever it waits
  std::size_t place = 0;  // in the run's list
};

/// Everything that is alive in one run. Split over files by what it tells: journey.cpp (boxes), voyage.cpp (vehicles),
/// summary.cpp (figures).
struct Run {
  Run(world::World const& world, itineraries::Planner const& planner, itineraries::Plans const& plans,
      std::uint32_t replication, Observer* observer);
  ~Run();

  outcome::Outcome tell();  // simulates and sums up

  // --- boxes (journey.cpp)
  Ways open_ways(world::FlowId flow, std::vector<itineraries::Itinerary> const& found);
  void note_common_lines(world::FlowId flow, std::vector<itineraries::Itinerary> const& found, Ways const& ways);
  AccountId best_common_line(AccountId ride, Time at) const;
  void look_for_alike(Waiting& left, Time now);
  void leave_queue(BoxId box, Time now);
  AccountId open_itinerary(world::FlowId flow, itineraries::Itinerary const& itinerary);
  void generate(world::FlowId flow, Time born);
  void set_out(world::FlowId flow, Time born, bool needs_empty);
  void move_empties(Time day);
  void papers(BoxId box, Time at);
  void restuff(BoxId box, Time arrived, Time at);
  Time delay_for(AccountId account, Cause cause, demand::Distribution const& time, Time at);
  void clear(BoxId box, Papers const& facts, Time arrived, Time at);
  Process inspected(BoxId box, Papers facts, Time arrived, Time from);
  Process inspected_inland(BoxId box, Time from);
  void inspection_completed(BoxId box, world::CustomsOfficeId office, world::TerminalId terminal, Time from);
  void released(BoxId box, Papers const& facts, Time arrived, Time at);
  BoxId add_box(world::FlowId flow, Time born);  // on the first step of its way, which is still to begin
  Process generate_demand();
  Process reroute_overdue();
  void renew_quotas();
  void begin(BoxId box, AccountId account, Time at);    // that step, or one that does the same and is better
  void take_up(BoxId box, AccountId account, Time at);  // that step
  void by_truck(BoxId box, Time at);
  void fetch(BoxId box, Time at);
  void on_the_road(BoxId box, Time at);
  void through_gate(BoxId box, AccountId account, Time arrived, bool inwards);
  void pay_storage(AccountId account, world::TerminalId terminal, Time since, Time until);
  void step_done(BoxId box, Time at);
  void deliver(BoxId box, Time at);
  void serve_gates(Time now);
  bool replan(BoxId box, Time now);
  void count_inside();

  // --- vehicles (voyage.cpp)
  Process run_rotation(world::ServiceId service, int number);
  Process departures(world::ServiceId service);
  Process trip(world::ServiceId service, std::uint64_t number);
  Task call(Vehicle& me, std::size_t stop, Time departs);
  Task sail(Vehicle& me, std::size_t stop, Time due);
  void discharge(Vehicle& me, std::size_t stop);
  void count_handled(world::TerminalId terminal, LoadTotals const& totals, double outcome::TerminalOutcome::*teu);
  void discharge_boxes(Vehicle& me, std::size_t count, Time at);
  std::size_t room_for(Vehicle const& me, Yard& yard) const;
  /// Asks memory for what a box will want to know of its step soon.
  void prefetch(AccountId account) const {
    __builtin_prefetch(&steps[account]);
    ledger.prefetch(account);
  }
  void tell_loaded(Vehicle& me, world::TerminalId terminal, Time at);
  double load(Vehicle& me, std::size_t stop);
  rules::Refusal refusal(Vehicle const& me, StepFacts const& step, std::size_t stop, std::size_t week) const;
  void rank(Waiting& list, world::LoadsFirst first);
  Task find_room(Vehicle& me, world::TerminalId terminal);
  Time depth_suffices(Vehicle const& me, world::Link const& link, Time from) const;
  Time clear_to_enter(Vehicle& me, world::LinkId link, Time at);
  Time along(Vehicle& me, world::LinkId link, world::Direction direction, Speed speed, Time at);
  Task take_turns(Vehicle& me, world::LinkId link, world::Direction direction, Speed speed, Time& at);
  Time travel(Vehicle& me, world::LinkId link, world::Direction direction, Speed speed, double part, Time at);
  void burn(Vehicle& me, world::LinkId link, world::Direction direction, Speed speed, double part, Time at);
  void note_passage(Vehicle& me, world::LinkId link, world::Direction direction, Time at);

  // --- figures (summary.cpp)
  outcome::Outcome summary();

  world::World const& world;
  itineraries::Planner const& planner;
  std::uint32_t replication;
  Observer* observer;  // null: nobody asks
  Window window;
  Clock clock;
  ledger::Ledger ledger;
  std::size_t week_at(Time t) const { return static_cast<std::size_t>(in_days(t) / 7); }
  std::vector<int> week_of_day;  // week of the year, by day of the run

  std::vector<Closures> link_closures, terminal_closures, service_closures;
  std::vector<std::vector<Closures>> chamber_closures;  // by lock

  Table<world::TerminalId, TerminalAtWork> terminals;
  Table<world::LinkId, LinkAtWork> links;
  Table<world::LockId, LockServer> locks;
  Table<world::GaugeChangeId, GaugeChangeAtWork> gauge_changes;
  Table<world::ServiceId, ServiceAtWork> services;
  Table<world::CustomsOfficeId, CustomsOffice> customs;
  demand::Stream papers_stream;
  EmptyDepots empties;
  std::map<world::FlowId, world::EmptyPoolId> empties_go_to;  // by flow of repositioning
  std::set<BoxId> under_inspection;
  Time next_repositioning;
  Table<world::TransferId, demand::Stream> transfer_streams;
  Table<world::FlowId, FlowAtWork> flows;
  Table<world::FlowId, Deliveries> deliveries;

  Boxes boxes;
  Table<AccountId, StepFacts> steps;
  Table<AccountId, Detail> step_details;
  std::vector<std::vector<Alike>> alike;
  Table<WaitingId, Waiting> waiting;
  Table<WaitingId, std::pair<world::ServiceId, std::size_t>> waiting_for;
  std::map<std::tuple<world::FlowId, world::TerminalId, world::ServiceId>, Ways> reroute_cache;

  GateArrivals at_gates;

  std::vector<double> piggyback_left;  // TEU, by permission, of this year's quota
  std::vector<Vehicle*> vehicles;
  Table<world::PlaceId, std::vector<double>> place_teu_by_week;
  std::vector<double> teu_in_by_week, teu_out_by_week;  // of the measured span
  std::vector<double> teu_change_by_week;               // of what is inside, all the run
  double born_before = 0, delivered_before = 0;         // the measured span, boxes
  double after_end = 0, teu_after_end = 0;              // deliveries known to come after the end
  double boxes_inside = 0, teu_inside = 0;              // counted by walking, at the end
  double replanned = 0, sailings_over_limit = 0;
  double least_teu = 1;  // of the smallest box
  Post post;
  ProcessSet processes;  // last: its processes hold leases of what stands above
};

}  // namespace tongzhou::engine
