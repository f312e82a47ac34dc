#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "network/base/id.hpp"
#include "sim/demand/stream.hpp"
#include "sim/engine/catching_up.hpp"
#include "sim/engine/clock.hpp"
#include "sim/engine/lightening.hpp"
#include "sim/engine/passages.hpp"
#include "sim/engine/process.hpp"
#include "sim/engine/recorder.hpp"
#include "sim/engine/vehicle.hpp"
#include "sim/engine/water_ahead.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// Vehicles on their way from a stop to the next.
class Voyages {
 public:
  Voyages(world::World const& world, Clock& clock, Recorder& recorder, WaterAhead const& water, Lightening& lightening,
          Passages& passages, std::uint32_t replication);

  /// Until it is there.
  Task sail(Vehicle& vehicle, std::size_t stop);
  /// The same where it waits for nobody and for no water on all its way: when it will be there. Else nothing has
  /// happened.
  std::optional<Time> sail_freely(Vehicle& vehicle, std::size_t stop);

 private:
  Speed set_out(Vehicle& vehicle, std::size_t stop) const;
  bool may_ground(Vehicle const& vehicle) const;
  Time change_crews(Vehicle const& vehicle, Time& on_duty_since, bool at_end, Time at);
  Task lighten_before_quay(Vehicle& vehicle, Speed speed, Time& at);
  Time wait_for_water_at_quay(Vehicle& vehicle, Time at) const;

  world::World const& world_;
  Clock& clock_;
  Recorder& recorder_;
  WaterAhead const& water_;
  Lightening& lightening_;
  Passages& passages_;
  CatchingUp catching_up_;
  Table<world::VehicleClassId, demand::Stream> crew_changes_;
};

}  // namespace tongzhou::engine
