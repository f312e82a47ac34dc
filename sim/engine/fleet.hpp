#pragma once

#include <cstddef>
#include <cstdint>

#include "network/base/id.hpp"
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
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// The ways over which vehicles go from stop to stop.
struct Network {
  Links& links;
  Locks& locks;
  GaugeChanges& gauge_changes;
};

/// Vehicles and their rotations: they call at stops, load what is ready, sail on, and catch up when they are late.
class Fleet {
 public:
  Fleet(world::World const& world, Clock& clock, ProcessSet& processes, Recorder& recorder, Observer* observer,
        Journeys& journeys, CargoHandling& handling, Quays& quays, Network network,
        Table<world::ServiceId, Closures> const& closures, std::uint32_t replication);

  void open();

  /// At the end of the run: who is aboard.
  void count_aboard();

 private:
  Process run_rotation(world::ServiceId service, int vehicle);
  Process departures(world::ServiceId service);
  Process trip(world::ServiceId service, std::uint64_t number);
  Task call(Vehicle& vehicle, std::size_t stop, Time scheduled);
  Task find_room(Vehicle& vehicle, world::TerminalId terminal);
  Time lifted(Vehicle& vehicle, Call& call, double moves, std::size_t discharged, Time alone);
  static bool waits_until_full(Vehicle const& vehicle, Call const& call);
  static Time next_look(Vehicle const& vehicle, Call& call, Time scheduled, Time at);
  Time prepare_to_leave(Vehicle& vehicle, Call& call, Time at);
  void leave(Vehicle const& vehicle, Call const& call, Time scheduled);
  Task sail(Vehicle& vehicle, std::size_t stop, Time due);
  Speed speed_to_be_there(Vehicle const& vehicle, std::size_t stop, Time due) const;

  world::World const& world_;
  Clock& clock_;
  ProcessSet& processes_;
  Recorder& recorder_;
  Observer* observer_;
  Journeys& journeys_;
  CargoHandling& handling_;
  Quays& quays_;
  Network network_;
  Table<world::ServiceId, Closures> const& closures_;
  std::uint32_t replication_;
  VehiclesUnderWay vehicles_;
};

}  // namespace tongzhou::engine
