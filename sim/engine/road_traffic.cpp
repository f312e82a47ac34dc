#include "sim/engine/road_traffic.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "sim/charges/passage_time.hpp"
#include "sim/rules/road_traffic.hpp"
#include "sim/rules/sailing.hpp"

namespace tongzhou::engine {
using world::Direction;

RoadTraffic::RoadTraffic(world::World const& world, Recorder& recorder, Experience& experience)
    : world_(world), recorder_(recorder), experience_(experience) {
  auto const has_capacity = [](world::Link const& link) { return link.capacity.has_value(); };
  if (std::ranges::any_of(world.links, has_capacity)) lanes_.resize(world.links.size());
}

bool RoadTraffic::is_met_on(charges::Truck const& way) const {
  return !lanes_.empty() &&
         std::ranges::any_of(way.links, [&](world::LinkId road) { return world_.links[road].capacity.has_value(); });
}

void RoadTraffic::Lane::come(double many, Time now) {
  while (!within_an_hour.empty() && within_an_hour.front().at <= now - hours(1)) {
    trucks -= within_an_hour.front().trucks;
    within_an_hour.pop_front();
  }
  if (within_an_hour.empty()) trucks = 0;
  within_an_hour.push_back({now, many});
  trucks += many;
}

Duration RoadTraffic::enter(world::LinkId id, Direction direction, double trucks, double empties, Time now) {
  auto const& link = world_.links[id];
  auto const& vehicle = world_.vehicle_classes[world_.trucking->vehicle];
  Duration const planned = charges::mean_time(world_, vehicle, {id, direction});
  if (!link.capacity) return planned;
  auto& lanes = lanes_[id];
  auto const back = direction == Direction::up ? Direction::down : Direction::up;
  lanes[direction].come(trucks, now);
  if (empties > 0) lanes[back].come(empties, now);
  Duration const takes = drive(id, direction, trucks, now);
  if (empties > 0) drive(id, back, empties, now);
  experience_.drove_in_traffic(id, direction, takes + link.barrier - planned, now);
  return takes + link.barrier;
}

// Among all that have come onto it.
Duration RoadTraffic::drive(world::LinkId id, Direction direction, double trucks, Time now) {
  auto const& link = world_.links[id];
  auto const& vehicle = world_.vehicle_classes[world_.trucking->vehicle];
  auto const hour = static_cast<std::size_t>(std::fmod(in_hours(now), 24));
  double const vehicles = link.capacity->other_vehicles[hour] + lanes_[id][direction].trucks;
  Duration const free = rules::time_on(vehicle, link, direction, vehicle.speed);
  Duration const takes = free * rules::time_factor(*link.capacity, vehicles);
  recorder_.drove_in_traffic(id, trucks, vehicles / link.capacity->vehicles_per_hour, takes - free, now);
  return takes;
}

}  // namespace tongzhou::engine
