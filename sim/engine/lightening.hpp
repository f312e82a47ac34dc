#pragma once

#include <cstddef>
#include <optional>

#include "sim/engine/ashore.hpp"
#include "sim/engine/berthing.hpp"
#include "sim/engine/clock.hpp"
#include "sim/engine/observer.hpp"
#include "sim/engine/passages.hpp"
#include "sim/engine/process.hpp"
#include "sim/engine/quay_work.hpp"
#include "sim/engine/quays.hpp"
#include "sim/engine/recorder.hpp"
#include "sim/engine/vehicle.hpp"
#include "sim/engine/water_ahead.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// Ships under way that meet less water than they loaded for: they go back to the nearest port that can serve them, put
/// ashore what is too much, and come again; and ships that take up on their way what others had put ashore.
class Lightening {
 public:
  Lightening(world::World const& world, Clock& clock, Recorder& recorder, Observer* observer, WaterAhead& water,
             Ashore& ashore, Quays& quays, Berthing& berthing, QuayWork& work, Passages& passages)
      : world_(world),
        clock_(clock),
        recorder_(recorder),
        observer_(observer),
        water_(water),
        ashore_(ashore),
        quays_(quays),
        berthing_(berthing),
        work_(work),
        passages_(passages) {}

  /// Does the ship float over a passage of the leg under way, now or so soon that it waits for it? The passage after
  /// the last is the berth at the next stop.
  bool floats(Vehicle const& vehicle, std::size_t passage, Time at) const;
  /// Until it does; one that would not even empty, or cannot go back, has tried.
  Task until_it_floats(Vehicle& vehicle, std::size_t passage, Speed speed, Time& at);
  /// Boxes for which it kept room, where a passage begins, or at the next stop.
  Task take_up(Vehicle& vehicle, std::size_t passage, Time& at);

 private:
  /// A quay on a leg under way, where a passage of it begins.
  struct PortOnTheWay {
    std::size_t passage;
    world::TerminalId terminal;
  };
  Task lighten(Vehicle& vehicle, std::size_t passage, Speed speed, Time& at);
  std::optional<PortOnTheWay> port_behind(Vehicle const& vehicle, std::size_t passage, Time at) const;
  bool can_serve(Vehicle const& vehicle, world::TerminalId terminal, Time at) const;
  Task call_on_the_way(Vehicle& vehicle, PortOnTheWay port, Time& at);

  world::World const& world_;
  Clock& clock_;
  Recorder& recorder_;
  Observer* observer_;
  WaterAhead& water_;
  Ashore& ashore_;
  Quays& quays_;
  Berthing& berthing_;
  QuayWork& work_;
  Passages& passages_;
};

/// Where a vehicle on a leg under way goes next.
world::TerminalId next_terminal(Vehicle const& vehicle);

}  // namespace tongzhou::engine
