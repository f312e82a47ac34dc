#pragma once

#include <cstdint>

#include "network/base/id.hpp"
#include "sim/demand/arrivals.hpp"
#include "sim/engine/clock.hpp"
#include "sim/engine/empty_depots.hpp"
#include "sim/engine/journeys.hpp"
#include "sim/engine/process.hpp"
#include "sim/engine/route_choice.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// Makes boxes, finds empty ones for cargoes, and hands them on.
class Demand {
 public:
  Demand(world::World const& world, Clock& clock, RouteChoice& choice, EmptyDepots& depots, Journeys& journeys,
         std::uint32_t replication);

  void open(ProcessSet& processes) { processes.spawn(generate_demand()); }

 private:
  struct FlowAtWork {
    demand::Arrivals arrivals;
    demand::Arrival next;
  };
  Process generate_demand();
  void generate(world::FlowId flow, Time at);
  void settle_depots(Time day);

  world::World const& world_;
  Clock& clock_;
  RouteChoice& choice_;
  EmptyDepots& depots_;
  Journeys& journeys_;
  Table<world::FlowId, FlowAtWork> flows_;
  Time next_repositioning_;
};

}  // namespace tongzhou::engine
