#pragma once

#include <cstdint>
#include <optional>

#include "network/base/id.hpp"
#include "sim/demand/arrivals.hpp"
#include "sim/engine/recorder.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// Part loads of one flow that wait at a freight station for a box: it sets out when it is full enough, or when its
/// first lot has waited long enough.
class PartLoads {
 public:
  PartLoads(world::World const& world, world::Flow const& flow, std::uint32_t replication);

  /// What sets out as a box.
  struct Load {
    double lots = 0, fill = 0;
    Duration waited;           // by all lots together
    double waiting_costs = 0;  // money: what that was worth to their shippers
  };
  /// Calls send(load, at) for every box that sets out before a date, in order.
  template <class Send>
  void gather(Time before, Send send) {
    for (;;) {
      Time const closes = open_.lots > 0 ? first_ + station_->longest_wait : Time::never();
      if (std::min(closes, next_.time) >= before) return;
      if (closes <= next_.time) {
        send(close(closes), closes);
        continue;
      }
      add(next_.time);
      if (is_full()) send(close(next_.time), next_.time);
      next_ = lots_.next();
    }
  }

 private:
  // A rounding error short of full is full.
  bool is_full() const { return open_.fill > station_->fill_share - 1e-9 || open_.fill + lot_ > 1 + 1e-9; }
  void add(Time at);
  Load close(Time at);

  world::FreightStation const* station_;
  double lot_;         // of a box
  double hour_costs_;  // money: of a lot
  demand::Arrivals lots_;
  demand::Arrival next_;
  Load open_;
  Time first_;
  double came_ = 0;  // sum of the dates of the lots, in seconds
};

}  // namespace tongzhou::engine
