#include "sim/itineraries/truck_way.hpp"

#include "sim/charges/passage_time.hpp"
#include "sim/rules/drivers_hours.hpp"

namespace tongzhou::itineraries {

void drive_on(world::World const& world, charges::Truck& truck, world::LinkId road) {
  auto const& link = world.links[road];
  auto const direction = link.from == truck.to_place ? world::Direction::down : world::Direction::up;
  truck.to_place = direction == world::Direction::down ? link.to : link.from;
  truck.links.push_back(road);
  truck.distance += link.distance;
  truck.time += charges::mean_time(world, world.vehicle_classes[world.trucking->vehicle], {road, direction});
  truck.barriers += link.barrier_cost;
  truck.toll += in_km(link.distance) * link.toll_per_km;
}

void add_rests(world::World const& world, charges::Truck& truck) {
  if (truck.links.empty()) return;
  truck.rests = rules::rests(world.trucking->drivers_hours, truck.time);
  truck.time += truck.rests;
}

}  // namespace tongzhou::itineraries
