#pragma once

#include "sim/engine/approaches.hpp"
#include "sim/engine/berths.hpp"
#include "sim/engine/clock.hpp"
#include "sim/engine/observer.hpp"
#include "sim/engine/process.hpp"
#include "sim/engine/quays.hpp"
#include "sim/engine/recorder.hpp"
#include "sim/engine/shunting.hpp"
#include "sim/engine/vehicle.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// What the timetable says of a call to come: whether the vehicle goes before those without a window, and before when
/// it does not come alongside.
struct BerthWindow {
  bool is_held = false;
  Time begins{};
};

/// How vehicles come alongside and leave: ships at quays, trains on tracks, aeroplanes on stands. Who has a berth holds
/// it while it waits for the way in, and while it waits for the way out.
class Berthing {
 public:
  Berthing(world::World const& world, Clock& clock, Recorder& recorder, Observer* observer, Quays& quays,
           Approaches& approaches, ShuntingYards& shunting)
      : world_(world),
        clock_(clock),
        recorder_(recorder),
        observer_(observer),
        quays_(quays),
        approaches_(approaches),
        shunting_(shunting) {}

  /// From where it waits to a berth.
  Task come_alongside(Vehicle& vehicle, world::TerminalId terminal, Lease& berth, BerthWindow window = {});
  /// The same where nothing is waited for: neither its window nor a berth, and no approach and no engine is in the way.
  /// Else nothing has happened.
  bool comes_alongside_at_once(Vehicle& vehicle, world::TerminalId terminal, Lease& berth, BerthWindow window);
  /// Does an engine pull trains out of their tracks there?
  bool is_shunted(world::TerminalId terminal) const { return shunting_.serves(terminal); }
  Task pull_out(Vehicle& vehicle, double wagon_share, world::TerminalId terminal);
  /// Between the anchorage and the berth.
  bool has_approach(Vehicle const& vehicle, world::TerminalId terminal) const {
    return approaches_.leads_to(terminal, vehicle);
  }
  /// Until it may leave the berth, where there is an approach.
  Task wait_to_leave(Vehicle& vehicle, world::TerminalId terminal);
  /// From the berth, which is free again, over the approach to the anchorage.
  Task go_out(Vehicle& vehicle, world::TerminalId terminal);

 private:
  void comes(Vehicle& vehicle, world::TerminalId terminal);
  void is_alongside(Vehicle& vehicle, world::TerminalId terminal);

  world::World const& world_;
  Clock& clock_;
  Recorder& recorder_;
  Observer* observer_;
  Quays& quays_;
  Approaches& approaches_;
  ShuntingYards& shunting_;
};

}  // namespace tongzhou::engine
