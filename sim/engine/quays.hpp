#pragma once

#include <cstdint>

#include "network/base/id.hpp"
#include "network/base/prefetch.hpp"
#include "sim/demand/stream.hpp"
#include "sim/engine/berths.hpp"
#include "sim/engine/clock.hpp"
#include "sim/engine/closures.hpp"
#include "sim/engine/cranes.hpp"
#include "sim/engine/measure.hpp"
#include "sim/engine/process.hpp"
#include "sim/outcome/records.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// Where vehicles stand while they are worked: the berths of a quay, the tracks of a rail terminal, stands.
struct Quay {
  Closures const* closures;
  Berths berths;
  Cranes cranes;
  demand::Stream port_time;
  double cranes_per_vehicle;
  bool sends_idle_away;
  bool has_direct_lifts;  // some vehicles there take boxes straight from others
  double moves_done = 0;  // since the start of the run: what crews learn by

  /// How many cranes can work one vehicle of a class.
  double cranes_for(world::VehicleClass const& vehicle) const {
    double const limit = vehicle.crane_limit;
    return limit > 0 && limit < cranes_per_vehicle ? limit : cranes_per_vehicle;
  }
};

class Quays {
 public:
  Quays(world::World const& world, Clock& clock, Window const& window,
        Table<world::TerminalId, Closures> const& closures, std::uint32_t replication);

  Quay& operator[](world::TerminalId terminal) { return quays_[terminal]; }
  Quay const& operator[](world::TerminalId terminal) const { return quays_[terminal]; }

  /// Asks memory for a quay to which a vehicle comes.
  void prefetch(world::TerminalId terminal) const { tongzhou::prefetch(&quays_[terminal], sizeof(Quay)); }

  /// Lets in who waits wherever one that was closed opens.
  void open(ProcessSet& processes);

  void report(outcome::Records& records);

 private:
  Process keep_gate(Quay& quay);

  Clock& clock_;
  Table<world::TerminalId, Closures> manned_;  // of the cranes: while their terminal is closed, or for want of gangs
  Table<world::TerminalId, Quay> quays_;
};

}  // namespace tongzhou::engine
