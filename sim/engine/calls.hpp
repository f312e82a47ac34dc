#pragma once

#include <cstddef>
#include <optional>

#include "network/base/id.hpp"
#include "sim/engine/berthing.hpp"
#include "sim/engine/cargo_handling.hpp"
#include "sim/engine/clock.hpp"
#include "sim/engine/closures.hpp"
#include "sim/engine/direct_lifts.hpp"
#include "sim/engine/journeys.hpp"
#include "sim/engine/loading_line.hpp"
#include "sim/engine/observer.hpp"
#include "sim/engine/process.hpp"
#include "sim/engine/quay_work.hpp"
#include "sim/engine/quays.hpp"
#include "sim/engine/recorder.hpp"
#include "sim/engine/vehicle.hpp"
#include "sim/engine/water_ahead.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// Vehicles at their stops: a berth, then the cranes; what becomes ready while a vehicle waits for its timetable is
/// loaded too.
class Calls {
 public:
  Calls(world::World const& world, Clock& clock, Recorder& recorder, Observer* observer, Journeys& journeys,
        WaterAhead& water, DirectLifts& direct_lifts, CargoHandling& handling, Quays& quays, Berthing& berthing,
        QuayWork& work, Table<world::ServiceId, Closures> const& closures);

  /// From its arrival at a stop to its departure. `scheduled`: that by the timetable; `due_next`: at the next stop.
  Task call(Vehicle& vehicle, std::size_t stop, Time scheduled, Time due_next);

 private:
  struct Visit;
  void make_ready(Vehicle& vehicle, Visit& visit);
  bool is_too_heavy(Vehicle const& vehicle, Visit const& visit) const;
  Task heed_water_ahead(Vehicle& vehicle, Visit& visit);
  Task handle(Vehicle& vehicle, Visit& visit);
  Task lift_straight(Vehicle& vehicle, Visit& visit, DirectPart part);
  Time takes_straight_until(Visit const& visit) const;
  Task wait_to_take(Vehicle& vehicle, Visit& visit);
  double look(Vehicle& vehicle, Visit& visit, YardView const& yard);
  Task wait_for_room(Vehicle& vehicle, Visit& visit);
  std::size_t may_go_ashore(Vehicle const& vehicle, Visit const& visit, YardView const& yard);
  Task lift(Vehicle& vehicle, Visit& visit, YardView const& yard, std::size_t off, double moves);
  void lift_ahead(Vehicle& vehicle, Visit& visit, YardView const& yard, std::size_t off, double moves);
  static bool waits_until_full(Vehicle const& vehicle, Call const& call);
  static bool waits_for_a_random_date(Vehicle const& vehicle, Call const& call);
  std::optional<Time> next_look(Vehicle const& vehicle, Visit& visit) const;
  bool is_shut_until_it_leaves(Vehicle const& vehicle, Visit const& visit) const;
  Time leaves_by(Vehicle const& vehicle, Visit const& visit) const;
  bool holds_window(Vehicle const& vehicle) const;
  static Time window_begins(Vehicle const& vehicle, Call const& call, Time scheduled);
  Time begin_wait_for_departure(Vehicle& vehicle, Visit const& visit);
  Task idle_at_berth(Vehicle& vehicle, Visit& visit, Lease& berth, Time leaves);
  bool leaves_berth_at_once(Vehicle& vehicle, Visit& visit, Lease& berth);
  Task leave_berth(Vehicle& vehicle, Visit& visit, Lease& berth);
  static void make_ready_to_leave(Vehicle& vehicle, Visit& visit);
  void give_up_berth(Vehicle const& vehicle, Visit& visit, Lease& berth);
  void prepare_to_leave(Vehicle& vehicle, Visit& visit);
  void end(Vehicle const& vehicle, Visit const& visit);

  world::World const& world_;
  Clock& clock_;
  Recorder& recorder_;
  Observer* observer_;
  Journeys& journeys_;
  WaterAhead& water_;
  DirectLifts& direct_lifts_;
  CargoHandling& handling_;
  Quays& quays_;
  Berthing& berthing_;
  QuayWork& work_;
  Table<world::ServiceId, Closures> const& closures_;
  Table<world::ServiceId, LoadingLine> loading_;  // of services that leave when they are full
};

}  // namespace tongzhou::engine
