#pragma once

#include <vector>

#include "network/base/id.hpp"
#include "sim/engine/clock.hpp"
#include "sim/engine/closures.hpp"
#include "sim/engine/lock_server.hpp"
#include "sim/engine/process.hpp"
#include "sim/engine/recorder.hpp"
#include "sim/engine/vehicle.hpp"
#include "sim/outcome/records.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// Ships through locks: they wait for a filling of a chamber, with others.
class Locks {
 public:
  Locks(world::World const& world, Clock& clock, Recorder& recorder,
        Table<world::LockId, std::vector<Closures>> const& closures, std::uint32_t replication);

  /// Lets chambers and the traffic of others begin.
  void open(ProcessSet& processes);
  Task pass(Vehicle& vehicle, world::LockId lock, world::Direction direction);
  /// How long vehicles waited there lately.
  Duration usual_wait(world::LockId lock, world::Direction direction) const {
    return locks_[lock].usual_wait(direction);
  }

  void report(outcome::Records& records);

 private:
  bool has_appointment(Vehicle const& vehicle, world::LockId lock) const;
  void ask_dues(Vehicle const& vehicle, world::LockId lock);

  world::World const& world_;
  Clock& clock_;
  Recorder& recorder_;
  Table<world::LockId, LockServer> locks_;
};

}  // namespace tongzhou::engine
