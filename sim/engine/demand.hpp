#pragma once

#include <cstdint>

#include "network/base/id.hpp"
#include "sim/demand/arrivals.hpp"
#include "sim/engine/clock.hpp"
#include "sim/engine/empty_depots.hpp"
#include "sim/engine/journeys.hpp"
#include "sim/engine/process.hpp"
#include "sim/engine/recorder.hpp"
#include "sim/engine/route_choice.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// Makes boxes, as many as their trades send at the cost of the day, finds empty ones for cargoes, and hands them on.
class Demand {
 public:
  Demand(world::World const& world, Clock& clock, Recorder& recorder, RouteChoice& choice, EmptyDepots& depots,
         Journeys& journeys, std::uint32_t replication);

  void open(ProcessSet& processes) { processes.spawn(generate_demand()); }

 private:
  struct FlowAtWork {
    demand::Arrivals arrivals;
    demand::Arrival next;
  };
  Process generate_demand();
  void generate(world::FlowId flow, Time at);
  void send(world::FlowId flow, Time at);
  void settle_depots(Time day);

  world::World const& world_;
  Clock& clock_;
  RouteChoice& choice_;
  EmptyDepots& depots_;
  Journeys& journeys_;
  Recorder& recorder_;
  Table<world::FlowId, FlowAtWork> flows_;
  bool some_give_up_ = false;
  Time next_repositioning_;
};

}  // namespace tongzhou::engine
