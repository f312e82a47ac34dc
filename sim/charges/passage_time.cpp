#include "sim/charges/passage_time.hpp"

#include <algorithm>
#include <numeric>
#include <variant>

#include "sim/rules/lockage.hpp"
#include "sim/rules/sailing.hpp"

namespace tongzhou::charges {
namespace {

Duration through(world::Lock const& lock, world::VehicleClass const& vehicle, world::Direction direction) {
  auto fastest = Duration::unlimited();
  for (auto const& chamber : lock.chambers)
    if (rules::takes(chamber, vehicle, direction)) fastest = std::min(fastest, mean(chamber.lockage) + chamber.passage);
  return fastest;
}

}  // namespace

double mean_factor(world::Link const& link) {
  if (!link.varies()) return 1;
  auto const& months = link.month_factor;
  return mean(link.time_factor) * std::accumulate(months.begin(), months.end(), 0.0) /
         static_cast<double>(months.size());
}

Speed usual_speed(world::World const& world, world::Service const& service) {
  return service.speed > Speed{} ? service.speed : world.vehicle_classes[service.vehicle].speed;
}

Duration mean_time(world::World const& world, world::Service const& service, world::Passage const& passage) {
  return mean_time(world, world.vehicle_classes[service.vehicle], passage, usual_speed(world, service));
}

Duration mean_time(world::World const& world, world::VehicleClass const& vehicle, world::Passage const& passage) {
  return mean_time(world, vehicle, passage, vehicle.speed);
}

Duration mean_time(world::World const& world, world::VehicleClass const& vehicle, world::Passage const& passage,
                   Speed speed) {
  if (auto const* link = std::get_if<world::LinkId>(&passage.what))
    return rules::time_on(vehicle, world.links[*link], passage.direction, speed) * mean_factor(world.links[*link]) +
           world.links[*link].barrier + mean(world.links[*link].technical_stop);
  if (auto const* lock = std::get_if<world::LockId>(&passage.what))
    return through(world.locks[*lock], vehicle, passage.direction);
  auto const& change = world.gauge_changes[std::get<world::GaugeChangeId>(passage.what)];
  return change.hours.mean_wait() + mean(change.per_train) + change.per_box * boxes_when_full(vehicle);
}

world::ApproachId approach_of(world::World const& world, world::VehicleClass const& vehicle,
                              world::TerminalId terminal) {
  return rules::is_ship(vehicle) ? world.places[world.terminals[terminal].place].approach : world::ApproachId{};
}

Duration approach_time(world::World const& world, world::VehicleClass const& vehicle, world::TerminalId terminal) {
  auto const approach = approach_of(world, vehicle, terminal);
  return approach ? mean(world.approaches[approach].passage) : Duration{};
}

Duration time_before_departure(world::World const& world, world::Service const& service) {
  return service.cut_off + approach_time(world, world.vehicle_classes[service.vehicle], service.stops.front().terminal);
}

Duration mean_time(world::World const& world, world::Service const& service, world::Stop const& stop) {
  auto const& vehicle = world.vehicle_classes[service.vehicle];
  Duration time = stop.to_next.empty() ? Duration{} : approach_time(world, vehicle, stop.terminal);
  for (auto const& passage : stop.to_next) time += mean_time(world, service, passage);
  return time;
}

double boxes_when_full(world::VehicleClass const& vehicle) {
  constexpr double teu_per_box = 1.5;
  return vehicle.teu / teu_per_box;
}

}  // namespace tongzhou::charges
