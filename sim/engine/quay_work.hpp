#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include "sim/engine/ashore.hpp"
#include "sim/engine/cargo_handling.hpp"
#include "sim/engine/clock.hpp"
#include "sim/engine/journeys.hpp"
#include "sim/engine/process.hpp"
#include "sim/engine/quays.hpp"
#include "sim/engine/recorder.hpp"
#include "sim/engine/vehicle.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// What is done to a vehicle alongside, and takes time: cranes lift, or the yard has no room.
class QuayWork {
 public:
  QuayWork(world::World const& world, Clock& clock, Recorder& recorder, Journeys& journeys, Ashore& ashore,
           CargoHandling& handling, Quays& quays)
      : world_(world),
        clock_(clock),
        recorder_(recorder),
        journeys_(journeys),
        ashore_(ashore),
        handling_(handling),
        quays_(quays) {}

  /// Until the cranes have done so many moves.
  Task lift(Vehicle& vehicle, world::TerminalId terminal, double moves);
  /// Where cranes are never short, the end of so many moves that begin now is known and needs no event: it lies ahead
  /// of the clock. Not where another vehicle may look at what stands there meanwhile.
  bool knows_end(world::TerminalId terminal) const {
    return quays_[terminal].cranes.never_short() && !quays_[terminal].has_direct_lifts;
  }
  Time lift_ahead(Vehicle& vehicle, world::TerminalId terminal, double moves);
  /// How many moves its cranes can do in that time for one vehicle.
  std::size_t moves_within(Vehicle const& vehicle, world::TerminalId terminal, Duration time);
  /// Until the yard has room for the first of these boxes, or none is needed any more.
  Task find_room(Vehicle& vehicle, world::TerminalId terminal, std::span<Aboard const> boxes,
                 std::function<bool()> needs_none);
  /// Until the vehicle carries no more than so many tonnes on the leg under way, which may come to be more while the
  /// yard has no room.
  Task put_ashore(Vehicle& vehicle, world::TerminalId terminal, std::function<double()> most_tonnes);
  /// Others of its service have put something ashore that is still there.
  bool may_take_up(Vehicle const& vehicle) const { return !ashore_.none(vehicle.id); }
  /// Until what others put ashore here on a leg is aboard, so far as there is room, and at most so many tonnes are.
  Task take_up(Vehicle& vehicle, std::size_t leg, world::TerminalId terminal, double most_tonnes);

  /// At the end of the run: what vehicles have waited that find no room yet.
  void book_unfinished(Time end);

 private:
  /// Of the cranes, for so many moves.
  struct Effort {
    double cranes, moves;  // moves at full pace
    Time alone;            // when it is done if nobody competes
  };
  Effort effort(Vehicle const& vehicle, world::TerminalId terminal, double moves);
  double pace(world::TerminalId terminal);
  void lifted(world::TerminalId terminal, double moves, Time at);
  struct Blocked {
    Vehicle* vehicle;
    world::TerminalId terminal;
    Time since;
  };

  world::World const& world_;
  Clock& clock_;
  Recorder& recorder_;
  Journeys& journeys_;
  Ashore& ashore_;
  CargoHandling& handling_;
  Quays& quays_;
  std::vector<Blocked> blocked_;  // by a full yard
};

}  // namespace tongzhou::engine
