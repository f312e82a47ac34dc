#pragma once

#include "network/base/id.hpp"
#include "sim/demand/stream.hpp"
#include "sim/engine/berths.hpp"
#include "sim/engine/clock.hpp"
#include "sim/engine/process.hpp"
#include "sim/engine/recorder.hpp"
#include "sim/engine/train_paths.hpp"
#include "sim/engine/vehicle.hpp"
#include "sim/outcome/records.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// Trains over borders where the gauge changes: they wait for a track and stand on it, train by train.
class GaugeChanges {
 public:
  GaugeChanges(world::World const& world, Clock& clock, Recorder& recorder, std::uint32_t replication);

  Task pass(Vehicle& vehicle, world::GaugeChangeId border);

  void report(outcome::Records& records);

 private:
  struct Border {
    Berths tracks;
    TrainPaths a_day;  // both directions
    demand::Stream stream;
  };
  world::World const& world_;
  Clock& clock_;
  Recorder& recorder_;
  Table<world::GaugeChangeId, Border> borders_;
};

}  // namespace tongzhou::engine
