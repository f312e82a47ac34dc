#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "network/base/id.hpp"
#include "sim/demand/stream.hpp"
#include "sim/engine/chains.hpp"
#include "sim/engine/clock.hpp"
#include "sim/engine/journeys.hpp"
#include "sim/engine/recorder.hpp"
#include "sim/engine/vehicle.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// Boxes that customs take off their trains at a border. Each follows by the next train of its service that has room
/// for it once it is released.
class BorderInspections {
 public:
  BorderInspections(world::World const& world, Clock const& clock, Recorder& recorder, Chains const& chains,
                    Journeys& journeys, std::uint32_t replication);

  /// Those that are chosen of the boxes aboard stay behind; those that were released go on with this train.
  void exchange(Vehicle& train, world::GaugeChangeId border);

  /// At the end of the run.
  void count();

 private:
  struct Waiting {
    BoxId box;
    AccountId account;
    std::size_t leg;
    world::GaugeChangeId border;
    Time since, released;
  };
  std::vector<Waiting> choose(Vehicle const& train, world::GaugeChangeId border);
  void take_up(Vehicle& train, world::GaugeChangeId border);
  void put_off(Vehicle& train, std::vector<Waiting> const& chosen);
  static bool has_room(Vehicle const& train, StepFacts const& step);
  void book(Waiting const& waiting, Time until);

  world::World const& world_;
  Clock const& clock_;
  Recorder& recorder_;
  Chains const& chains_;
  Journeys& journeys_;
  Table<world::GaugeChangeId, demand::Stream> streams_;
  Table<world::ServiceId, std::vector<Waiting>> of_service_;  // first come first
};

}  // namespace tongzhou::engine
