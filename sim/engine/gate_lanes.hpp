#pragma once

#include <vector>

#include "network/base/id.hpp"
#include "sim/demand/stream.hpp"
#include "sim/engine/closures.hpp"
#include "sim/engine/disruptions.hpp"
#include "sim/engine/experience.hpp"
#include "sim/engine/gate_slots.hpp"
#include "sim/engine/measure.hpp"
#include "sim/outcome/records.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// The lanes of gates. Trucks pass first come, first served over the lanes, where there are any; nobody passes while
/// the terminal is closed, and who passes while it is slowed takes longer.
class GateLanes {
 public:
  GateLanes(world::World const& world, Window const& window, Experience& experience, Disruptions const& disruptions,
            std::uint32_t replication);

  /// Else nobody ever queues.
  bool are_at(world::TerminalId terminal) const { return !gates_[terminal].lanes.empty(); }
  /// Nor is it ever closed.
  bool are_free(world::TerminalId terminal) const { return gates_[terminal].is_free; }
  struct Passed {
    Time called, served, out;
  };
  /// A truck that is let into the line at a date, after all that were before. The second box on a truck takes no lane:
  /// it passes with the first, where both have come at once.
  Passed pass(world::TerminalId terminal, Passenger const& passenger, GateVisit const& visit, Time called);
  /// It waits still as the run ends.
  void waits_still(world::TerminalId terminal, Time came, Time end) { gates_[terminal].queue.passes(came, end, 1); }
  void report(outcome::Records& records);

 private:
  struct Gate {
    Closures const* closures;  // of the terminal
    std::vector<Time> lanes;   // free from then on; a heap, earliest first
    bool is_free;
    QueueWatch queue;
    demand::Stream service;
    HalfEmptyTrucks<Passed> half_empty{};
  };
  Passed take_lane(world::TerminalId terminal, Passenger const& passenger, GateVisit const& visit, Time called);

  world::World const& world_;
  Experience& experience_;
  Table<world::TerminalId, Gate> gates_;
};

}  // namespace tongzhou::engine
