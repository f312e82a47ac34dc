#include "sim/engine/payload_limits.hpp"

#include <algorithm>
#include <variant>

#include "sim/rules/lockage.hpp"
#include "sim/rules/sailing.hpp"
#include "sim/rules/wagons.hpp"

namespace tongzhou::engine {
namespace {

/// Of the deepest chamber that takes a ship.
Length sill(world::World const& world, world::LockId lock, world::VehicleClass const& vehicle,
            world::Direction direction) {
  Length deepest;
  for (auto const& chamber : world.locks[lock].chambers)
    if (rules::takes(chamber, vehicle, direction)) deepest = std::max(deepest, chamber.sill_depth);
  return deepest;
}

/// The shallowest water from one stop to the next.
Length shallowest(world::World const& world, rules::WaterAtBerths const& at_berth, world::Service const& service,
                  std::size_t leg, std::size_t part) {
  auto const& stop = service.stops[leg];
  auto const& next = service.stops[(leg + 1) % service.stops.size()];
  auto const& vehicle = world.vehicle_classes[service.vehicle];
  Length depth = at_berth(vehicle, stop.terminal)[part];
  if (!stop.to_next.empty()) depth = std::min(depth, at_berth(vehicle, next.terminal)[part]);
  for (auto const& passage : stop.to_next) {
    if (auto const* link = std::get_if<world::LinkId>(&passage.what))
      depth = std::min(depth, world.links[*link].depth[part]);
    else if (auto const* lock = std::get_if<world::LockId>(&passage.what))
      depth = std::min(depth, sill(world, *lock, vehicle, passage.direction));
  }
  return depth;
}

/// Of a vehicle for a leg.
double limit(world::World const& world, rules::WaterAtBerths const& at_berth, world::Service const& service,
             std::size_t leg, std::size_t part) {
  auto const& vehicle = world.vehicle_classes[service.vehicle];
  return std::min(in_tonnes(rules::deadweight(vehicle, service.stops[leg])),
                  in_tonnes(rules::payload(vehicle, shallowest(world, at_berth, service, leg, part))));
}

}  // namespace

PayloadLimits::PayloadLimits(world::World const& world, rules::WaterAtBerths const& at_berth) {
  for (auto const& service : world.services) {
    std::vector<ByPartAndLeg> by_turn;
    for (auto const& run : service.turns()) {
      auto& limits = by_turn.emplace_back();
      limits.reserve(parts_of_year * run.stops.size());
      for (std::size_t part = 0; part < parts_of_year; ++part)
        for (std::size_t leg = 0; leg < run.stops.size(); ++leg)
          limits.push_back(limit(world, at_berth, run, leg, part));
    }
    limits_.add(std::move(by_turn));
  }
}

}  // namespace tongzhou::engine
