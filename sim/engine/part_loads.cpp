#include "sim/engine/part_loads.hpp"

#include <fmt/format.h>

#include <utility>

namespace tongzhou::engine {

PartLoads::PartLoads(world::World const& world, world::Flow const& flow, std::uint32_t replication)
    : station_(&world.freight_stations[flow.freight_station]),
      lot_(flow.lot_boxes),
      hour_costs_(flow.lot_boxes * flow.time_value_per_hour),
      lots_(flow.boxes_per_year * flow.lcl_share / flow.lot_boxes, flow.season, demand::Pattern::poisson, {},
            world.start, demand::Stream{world.seed, replication, fmt::format("part loads {}", flow.name.code)}),
      next_(lots_.next()) {}

void PartLoads::add(Time at) {
  if (open_.lots == 0) first_ = at;
  ++open_.lots;
  open_.fill += lot_;
  came_ += in_seconds(at.since_start());
}

PartLoads::Load PartLoads::close(Time at) {
  open_.waited = seconds(open_.lots * in_seconds(at.since_start()) - came_);
  open_.waiting_costs = in_hours(open_.waited) * hour_costs_;
  came_ = 0;
  return std::exchange(open_, {});
}

}  // namespace tongzhou::engine
