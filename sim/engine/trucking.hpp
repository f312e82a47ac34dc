#pragma once

#include <coroutine>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "network/base/id.hpp"
#include "sim/demand/stream.hpp"
#include "sim/engine/agenda.hpp"
#include "sim/engine/boxes.hpp"
#include "sim/engine/chains.hpp"
#include "sim/engine/clock.hpp"
#include "sim/engine/customs_desk.hpp"
#include "sim/engine/disruptions.hpp"
#include "sim/engine/driving.hpp"
#include "sim/engine/experience.hpp"
#include "sim/engine/gate_lanes.hpp"
#include "sim/engine/gate_slots.hpp"
#include "sim/engine/next_step.hpp"
#include "sim/engine/observer.hpp"
#include "sim/engine/process.hpp"
#include "sim/engine/recorder.hpp"
#include "sim/engine/road_traffic.hpp"
#include "sim/engine/truck_fleets.hpp"
#include "sim/engine/yards.hpp"
#include "sim/outcome/records.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// Boxes by truck: fetched from a yard, out through its gate, over the road, in through another gate. Where a full yard
/// holds trucks they stand at its gate, first come, first served; while any does, boxes that would set out for it stay
/// where they are, and then set out in their order as the yard has room for them and for all that are on the road.
/// A box whose way a fleet serves orders one of its trucks for when it can set out; where a gate has appointments it
/// books the earliest slot and waits where it is.
class Trucking {
 public:
  Trucking(world::World const& world, Clock& clock, ProcessSet& processes, Recorder& recorder, Observer* observer,
           Boxes& boxes, Chains const& chains, Yards& yards, Experience& experience, RoadTraffic& traffic,
           TruckFleets& fleets, CustomsDesk& desk, NextStep& next, Disruptions const& disruptions,
           std::uint32_t replication);

  void begin(BoxId box, Time at);
  /// When an empty box has come home.
  using HomeAgain = std::function<void(Time)>;
  /// An empty box that is nobody's journey any more goes this way from a date on: on the truck of a fleet that has
  /// brought it, where it was emptied at once; else that has left it, and another is ordered.
  void bring_empty(AccountId way, Time at, HomeAgain home);
  /// A box goes no further: its truck is free, if it is aboard one of a fleet.
  void let_go(BoxId box, Time at);
  /// Trucks pass gates in the order of their coming, wherever they are, up to now: nobody looks at a yard before.
  void serve_gates(Time now);

  /// Boxes on trucks that are still to come to a gate.
  template <class Visit>
  void each_at_gates(Visit visit) const {
    arrivals_.each([&](TruckAtGate const& truck) { visit(truck.box); });
  }
  /// Boxes that a full yard holds, at its gate or where they set out; that have ordered a truck; that pass roads one by
  /// one.
  template <class Visit>
  void each_held(Visit visit) const {
    for (auto const& [box, due] : ordered_) visit(box);
    for (BoxId const box : under_way_) visit(box);
    for (auto const& terminal : terminals_) {
      for (Held const& truck : terminal.held.at_gate) visit(truck.box);
      for (Held const& box : terminal.held.at_origin) visit(box.box);
    }
  }
  /// What these have waited by the end of the run.
  void book_held(Time end);
  /// Those that it holds where they set out, and that are to leave its line: what they have waited is booked.
  std::vector<BoxId> withdraw_held(std::function<bool(BoxId)> const& leaves, Time now);
  void report(outcome::Records& records);

 private:
  struct Held {
    BoxId box;
    AccountId account;  // as in the box's row
    Time since;
  };
  struct HeldByYard {
    bool applies = false;  // to trucks that bring boxes to this yard
    bool looking = false;  // for room, now and then
    std::deque<Held> at_gate{}, at_origin{};
    double teu_on_road = 0;  // of boxes that have set out for it
  };
  struct TerminalSide {
    bool is_free = false;         // of all that could keep a truck at the gate
    bool fills_vehicles = false;  // which leave when they are full: their boxes are not to be noticed late
    demand::Stream dwell;
    HeldByYard held{};
  };
  struct TruckAtGate {
    BoxId box;
    AccountId account;  // as in the box's row
    bool inwards;
  };
  Process inspect_inland(BoxId box, Time from);
  Process inspect_on_arrival(BoxId box, Time from);
  Process serve_gates_at(Time at);
  bool goes_freely(Box const& box, StepFacts const& step) const {
    auto const is_free = [&](world::TerminalId terminal) { return !terminal || terminals_[terminal].is_free; };
    return roads_are_free_ && is_free(step.terminal) && is_free(step.into) && !box.inspect_inland;
  }
  void go_freely(BoxId id, Box& box, StepFacts const& step, Time at);
  Time stand_until_fetched(BoxId id, Box& box, StepFacts const& step, Time at);
  Time fetched(Box const& box, StepFacts const& step, Time at);
  void fetch(BoxId box, Time at);
  void set_out(BoxId box, Time at);
  void heads_for(StepFacts const& step);
  Time await_slot(BoxId box, Time at, Cause cause) { return slots_.any() ? book_slot(box, at, cause) : at; }
  Time book_slot(BoxId box, Time at, Cause cause);
  void begin_way(BoxId box, Time at);
  void drive(BoxId box, Time at);
  void arrive(BoxId box, Time set_out, Time arrives);
  Process drive_road_by_road(BoxId box, Time at);
  Process bring_empty_road_by_road(AccountId account, Time at, std::optional<FleetTruck> truck, HomeAgain home);

  // trucks of fleets
  bool is_served(AccountId account) const;
  bool hires(BoxId box, AccountId account) const;
  TruckSeat seat_on(AccountId account);
  TruckSeat seat_of(BoxId box, AccountId account);
  Process hire(BoxId box, Time due);
  /// That the first of two boxes waits for, and the second with it.
  struct TruckForTwo {
    Time due;
    std::coroutine_handle<> second{};
  };
  struct WithTheFirst {
    TruckForTwo& truck;
    bool await_ready() const { return false; }
    void await_suspend(std::coroutine_handle<> waiting) const { truck.second = waiting; }
    void await_resume() const {}
  };
  Task order(FleetTruck& truck, charges::Truck const& way, AccountId account, TruckSeat seat, Time due);
  FleetTruck* truck_of(BoxId box);
  double trucks_of(AccountId account) const;
  double trucks_for(BoxId box, AccountId account);
  bool stays_aboard(AccountId account) const;
  std::optional<FleetTruck> leave_truck(BoxId box, AccountId account, Time at);
  void end_step(BoxId box, AccountId account, Time at);

  void come_to_gate(BoxId box, AccountId account, world::TerminalId terminal, bool inwards, Time at);
  Process set_out_if_let(BoxId box, Time at);
  void come_to_yard(BoxId box, AccountId account, world::TerminalId terminal, Time at);
  bool has_room_at_gate(world::TerminalId terminal, double teu, Time now);
  void look_for_room(world::TerminalId terminal);
  Process let_in(world::TerminalId terminal);
  void let_in_now(world::TerminalId terminal, Time now);
  /// `came`: when it came to the gate, if the yard has held it there.
  void pass_gate(BoxId box, AccountId account, bool inwards, Time arrived, Time came);
  Time through_gate(world::TerminalId terminal, TruckAtGate const& truck, GateVisit const& visit, Time called) {
    return lanes_.are_free(terminal) ? called : through_lane(terminal, truck, visit, called);
  }
  /// `called`: when it is let into the line.
  Time through_lane(world::TerminalId terminal, TruckAtGate const& truck, GateVisit const& visit, Time called);

  world::World const& world_;
  Clock& clock_;
  ProcessSet& processes_;
  Recorder& recorder_;
  Observer* observer_;
  Boxes& boxes_;
  Chains const& chains_;
  Yards& yards_;
  Experience& experience_;
  TruckFleets& fleets_;
  CustomsDesk& desk_;
  NextStep& next_;
  Driving driving_;
  GateSlots slots_;
  GateLanes lanes_;
  Table<world::TerminalId, TerminalSide> terminals_;
  bool roads_are_free_ = false;         // of whatever would make a way take longer, and of whoever watches
  bool pairs_up_ = false;               // some boxes travel two on a truck
  bool counts_hours_at_gates_ = false;  // as hours of trucks
  bool serves_in_time_ = false;         // gates: dates of others hang on who is through
  Agenda<TruckAtGate> arrivals_;        // at gates; most come days ahead
  bool serving_ = false;
  std::map<BoxId, Time> ordered_;                     // trucks of fleets, for that date
  std::map<BoxId, FleetTruck> aboard_;                // of trucks of fleets
  std::map<AccountId, TruckForTwo*> trucks_for_two_;  // that have no second box yet, by step
  std::map<AccountId, double> pairs_;  // of a step whose boxes travel in pairs: the part of a truck that is due
  std::map<BoxId, TruckSeat> seats_;   // of boxes that have been asked for it on this step
  std::set<BoxId> under_way_;          // road by road
  std::optional<FleetTruck>* left_by_box_ = nullptr;  // whose step ends just now
};

}  // namespace tongzhou::engine
