#pragma once

#include "network/base/id.hpp"
#include "sim/demand/stream.hpp"
#include "sim/engine/berths.hpp"
#include "sim/engine/clock.hpp"
#include "sim/engine/process.hpp"
#include "sim/engine/recorder.hpp"
#include "sim/engine/vehicle.hpp"
#include "sim/outcome/records.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// Shunting engines of rail terminals, first come, first served: one forms a train and pushes it to its loading track,
/// or pulls it out again, part by part where the track is shorter. A train holds its track while it waits for an engine
/// to be pulled out.
class ShuntingYards {
 public:
  ShuntingYards(world::World const& world, Clock& clock, Recorder& recorder, std::uint32_t replication);

  bool serves(world::TerminalId terminal) const { return world_.terminals[terminal].shunting.engines > 0; }
  /// In or out, whichever is next, with part of its wagons.
  Task move(Vehicle& train, double wagon_share, world::TerminalId terminal);

  void report(outcome::Records& records);

 private:
  Task move_part(Vehicle& train, world::TerminalId terminal);
  struct Yard {
    Berths engines;  // so many at a time, as tracks are
    demand::Stream stream;
  };
  world::World const& world_;
  Clock& clock_;
  Recorder& recorder_;
  Table<world::TerminalId, Yard> yards_;
};

}  // namespace tongzhou::engine
