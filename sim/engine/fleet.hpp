#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "network/base/id.hpp"
#include "sim/demand/distribution.hpp"
#include "sim/demand/stream.hpp"
#include "sim/engine/calls.hpp"
#include "sim/engine/cargo_handling.hpp"
#include "sim/engine/clock.hpp"
#include "sim/engine/journeys.hpp"
#include "sim/engine/observer.hpp"
#include "sim/engine/process.hpp"
#include "sim/engine/recorder.hpp"
#include "sim/engine/rolling_stock.hpp"
#include "sim/engine/vehicle.hpp"
#include "sim/engine/voyages.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// Vehicles and their rotations: they call at stops, sail on, and leave out calls or rounds when they are late.
class Fleet {
 public:
  Fleet(world::World const& world, Clock& clock, ProcessSet& processes, Recorder& recorder, Observer* observer,
        Journeys& journeys, CargoHandling& handling, Calls& calls, Voyages& voyages, RollingStock& rolling_stock,
        std::uint32_t replication);

  void open();

  /// At the end of the run: who is aboard.
  void count_aboard();

 private:
  Process run_rotation(world::ServiceId service, int vehicle);
  Process departures(world::ServiceId service);
  Process trip(world::ServiceId service, std::uint64_t number);
  std::uint64_t next_round(Vehicle const& vehicle, std::uint64_t last);
  bool leaves_out(Vehicle const& vehicle, std::size_t stop) const;
  bool passes_by(Vehicle& vehicle, std::size_t& stop);
  std::size_t turn_back_short(Vehicle& vehicle, std::size_t stop);
  void pass_by(Vehicle& vehicle, std::size_t stop, Time due_next);

  world::World const& world_;
  Clock& clock_;
  ProcessSet& processes_;
  Recorder& recorder_;
  Observer* observer_;
  Journeys& journeys_;
  CargoHandling& handling_;
  Calls& calls_;
  Voyages& voyages_;
  RollingStock& rolling_stock_;
  VehiclesUnderWay vehicles_;
  /// Of a service that departs at random: the dates on which the first vehicle that is there departs.
  struct RandomDepartures {
    demand::Distribution<Duration> between;
    demand::Stream stream;
    Time last;
    Time take() { return last = last + draw(between, stream); }
  };
  Table<world::ServiceId, std::optional<RandomDepartures>> random_;
  /// Of a timetable, by turn: the departure that nobody has taken yet.
  Table<world::ServiceId, std::vector<std::uint64_t>> next_round_;
};

}  // namespace tongzhou::engine
