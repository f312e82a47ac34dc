#pragma once

#include "sim/engine/berths.hpp"
#include "sim/engine/clock.hpp"
#include "sim/engine/observer.hpp"
#include "sim/engine/process.hpp"
#include "sim/engine/quays.hpp"
#include "sim/engine/recorder.hpp"
#include "sim/engine/vehicle.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// How vehicles come alongside: ships at quays, trains on tracks, aeroplanes on stands.
class Berthing {
 public:
  Berthing(world::World const& world, Clock& clock, Recorder& recorder, Observer* observer, Quays& quays)
      : world_(world), clock_(clock), recorder_(recorder), observer_(observer), quays_(quays) {}

  /// From where it waits to a berth, which it holds from then on.
  Task come_alongside(Vehicle& vehicle, world::TerminalId terminal, Lease& berth);

 private:
  world::World const& world_;
  Clock& clock_;
  Recorder& recorder_;
  Observer* observer_;
  Quays& quays_;
};

}  // namespace tongzhou::engine
