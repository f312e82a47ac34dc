#pragma once

#include <algorithm>
#include <coroutine>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>

#include "network/base/id.hpp"
#include "sim/engine/ashore.hpp"
#include "sim/engine/cargo_handling.hpp"
#include "sim/engine/clock.hpp"
#include "sim/engine/closures.hpp"
#include "sim/engine/gauge_changes.hpp"
#include "sim/engine/journeys.hpp"
#include "sim/engine/links.hpp"
#include "sim/engine/locks.hpp"
#include "sim/engine/observer.hpp"
#include "sim/engine/process.hpp"
#include "sim/engine/quays.hpp"
#include "sim/engine/recorder.hpp"
#include "sim/engine/vehicle.hpp"
#include "sim/engine/water_ahead.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// The ways over which vehicles go from stop to stop.
struct Network {
  Links& links;
  Locks& locks;
  GaugeChanges& gauge_changes;
};

/// The vehicles of one service that leave their first stop when they are full: who came first is filled first.
class LoadingLine {
 public:
  explicit LoadingLine(Clock& clock) : clock_(&clock) {}

  void join(Vehicle const& vehicle) { line_.push_back({&vehicle, {}}); }
  bool is_first(Vehicle const& vehicle) const { return line_.front().vehicle == &vehicle; }
  /// The first has loaded, and the next one's turn has come.
  void first_is_done() {
    line_.pop_front();
    if (!line_.empty() && line_.front().waiting) clock_->wake(line_.front().waiting, clock_->now());
  }

  struct Turn {
    LoadingLine& of;
    Vehicle const& vehicle;
    bool await_ready() const { return of.is_first(vehicle); }
    void await_suspend(std::coroutine_handle<> waiting) const {
      std::ranges::find(of.line_, &vehicle, &Place::vehicle)->waiting = waiting;
    }
    void await_resume() const {}
  };
  /// `co_await line.turn(vehicle)`, of one that has joined.
  Turn turn(Vehicle const& vehicle) { return {*this, vehicle}; }

 private:
  struct Place {
    Vehicle const* vehicle;
    std::coroutine_handle<> waiting;
  };
  Clock* clock_;
  std::deque<Place> line_;
};

/// Vehicles and their rotations: they call at stops, load what is ready, sail on, and catch up when they are late.
class Fleet {
 public:
  Fleet(world::World const& world, Clock& clock, ProcessSet& processes, Recorder& recorder, Observer* observer,
        Journeys& journeys, WaterAhead& water, Ashore& ashore, CargoHandling& handling, Quays& quays, Network network,
        Table<world::ServiceId, Closures> const& closures, std::uint32_t replication);

  void open();

  /// At the end of the run: who is aboard.
  void count_aboard();

 private:
  Process run_rotation(world::ServiceId service, int vehicle);
  Process departures(world::ServiceId service);
  Process trip(world::ServiceId service, std::uint64_t number);
  std::uint64_t next_round(world::ServiceId service, std::uint64_t last);
  bool leaves_out(Vehicle const& vehicle, std::size_t stop) const;
  void pass_by(Vehicle& vehicle, std::size_t stop, Time due_next);
  Task call(Vehicle& vehicle, std::size_t stop, Time scheduled, Time due_next);
  template <class HasRoom>
  Task find_room(Vehicle& vehicle, world::TerminalId terminal, HasRoom has_room);
  Task work_cranes(Vehicle& vehicle, world::TerminalId terminal, double moves);
  Time lifted(Vehicle& vehicle, Call& call, double moves, std::size_t discharged, Time alone);
  static bool waits_until_full(Vehicle const& vehicle, Call const& call);
  static Time next_look(Vehicle const& vehicle, Call& call, Time scheduled, Time at);
  Time leaves_by(Vehicle const& vehicle, Call const& call, Time at) const;
  Time prepare_to_leave(Vehicle& vehicle, Call& call, Time at);
  void leave(Vehicle const& vehicle, Call const& call);
  Task sail(Vehicle& vehicle, std::size_t stop);
  Task pass(Vehicle& vehicle, world::Passage passage, Speed speed, Time& at);
  bool has_water(Vehicle const& vehicle, std::size_t passage, Time at) const;
  world::TerminalId next_terminal(Vehicle const& vehicle) const;
  Task come_to_quay(Vehicle& vehicle, Speed speed, Time& at);
  Task lighten(Vehicle& vehicle, std::size_t passage, Speed speed, Time& at);
  struct PortOnTheWay;
  std::optional<PortOnTheWay> port_behind(Vehicle const& vehicle, std::size_t passage, Time at) const;
  bool can_serve(Vehicle const& vehicle, world::TerminalId terminal, Time at) const;
  Task call_on_the_way(Vehicle& vehicle, PortOnTheWay port, Time& at);
  Task put_ashore(Vehicle& vehicle, world::TerminalId terminal, double most_tonnes);
  Task take_up(Vehicle& vehicle, std::size_t passage, Time& at);
  Speed speed_to_be_there(Vehicle const& vehicle, std::size_t stop) const;

  world::World const& world_;
  Clock& clock_;
  ProcessSet& processes_;
  Recorder& recorder_;
  Observer* observer_;
  Journeys& journeys_;
  WaterAhead& water_;
  Ashore& ashore_;
  CargoHandling& handling_;
  Quays& quays_;
  Network network_;
  Table<world::ServiceId, Closures> const& closures_;
  std::uint32_t replication_;
  VehiclesUnderWay vehicles_;
  Table<world::ServiceId, std::uint64_t> next_round_;  // of a timetable: the departure that nobody has taken yet
  Table<world::ServiceId, LoadingLine> loading_;       // of services that leave when they are full
};

}  // namespace tongzhou::engine
