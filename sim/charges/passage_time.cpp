#include "sim/charges/passage_time.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <numeric>
#include <utility>
#include <variant>
#include <vector>

#include "sim/rules/convoy.hpp"
#include "sim/rules/drivers_hours.hpp"
#include "sim/rules/gauge_change.hpp"
#include "sim/rules/lockage.hpp"
#include "sim/rules/passenger_trains.hpp"
#include "sim/rules/road_traffic.hpp"
#include "sim/rules/sailing.hpp"
#include "sim/rules/wagons.hpp"

namespace tongzhou::charges {
namespace {

Duration through(world::Lock const& lock, world::VehicleClass const& vehicle, world::Direction direction) {
  auto fastest = Duration::unlimited();
  for (auto const& chamber : lock.chambers)
    if (rules::takes(chamber, vehicle, direction)) fastest = std::min(fastest, mean(chamber.lockage) + chamber.passage);
  return fastest;
}

/// A change of gauge.
Duration over(world::GaugeChange const& border, int wagons, double boxes) {
  return border.hours.mean_wait() + rules::mean_time(border, wagons, boxes) + rules::mean_time(border.formalities);
}

/// On the way from a stop, with the wagons with which a train goes on from there.
Duration mean_time_from(world::World const& world, world::Service const& service, world::Stop const& stop,
                        world::Passage const& passage) {
  auto const* border = std::get_if<world::GaugeChangeId>(&passage.what);
  if (border == nullptr) return mean_time(world, service, passage);
  auto const& vehicle = world.vehicle_classes[service.vehicle];
  return over(world.gauge_changes[*border], rules::wagons(vehicle, stop), boxes_when_full(vehicle) * stop.wagon_share);
}

/// For an hour of the day in which there are paths.
Duration mean_wait_for_hour(std::array<int, 24> const& paths) {
  std::vector<world::RecurringClosures::Span> without;
  for (std::size_t hour = 0; hour < paths.size(); ++hour)
    if (paths[hour] == 0) without.push_back({hours(static_cast<double>(hour)), hours(static_cast<double>(hour + 1))});
  return world::RecurringClosures{hours(24), std::move(without)}.mean_delay({});
}

}  // namespace

Duration mean_standing(world::Link const& link, world::VehicleClass const& vehicle, world::Direction direction,
                       Speed speed) {
  Duration standing = link.barrier + mean(link.technical_stop);
  standing += rules::mean_wait_for_convoy(direction == world::Direction::down ? link.convoys_down : link.convoys_up);
  if (link.paths_by_hour) standing += mean_wait_for_hour(*link.paths_by_hour);
  if (link.passengers) {
    Duration const takes = rules::time_on(vehicle, link, direction, speed) * mean_factor(link);
    standing += rules::mean_wait_for_passengers(link, takes / link.sections);
  }
  return standing;
}

Duration mean_held_up(world::World const& world, world::Service const& service, world::Passage const& passage) {
  auto const* id = std::get_if<world::LinkId>(&passage.what);
  if (id == nullptr || world.links[*id].maintenance.none()) return {};
  auto const& link = world.links[*id];
  Duration const running =
      rules::time_on(world.vehicle_classes[service.vehicle], link, passage.direction, usual_speed(world, service)) *
      mean_factor(link);
  return link.maintenance.mean_delay(running);
}

Duration mean_crew_changes(world::VehicleClass const& vehicle, Duration way) {
  if (vehicle.crew_change_after == Duration::unlimited()) return {};
  return mean(vehicle.crew_change) * rules::spans_before_end(way, vehicle.crew_change_after);
}

double mean_factor(world::Link const& link) {
  if (link.capacity) return rules::mean_time_factor(*link.capacity);
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
           mean_standing(world.links[*link], vehicle, passage.direction, speed);
  if (auto const* lock = std::get_if<world::LockId>(&passage.what))
    return through(world.locks[*lock], vehicle, passage.direction);
  return over(world.gauge_changes[std::get<world::GaugeChangeId>(passage.what)], vehicle.wagons,
              boxes_when_full(vehicle));
}

world::ApproachId approach_of(world::World const& world, world::VehicleClass const& vehicle,
                              world::TerminalId terminal) {
  auto const approach = world.places[world.terminals[terminal].place].approach;
  bool const goes_by_it = approach && rules::is_ship(vehicle) && world.approaches[approach].used_by(vehicle.length);
  return goes_by_it ? approach : world::ApproachId{};
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
  if (stop.to_next.empty()) return {};
  Duration time = approach_time(world, vehicle, stop.terminal);
  for (auto const& passage : stop.to_next)
    time += mean_time_from(world, service, stop, passage) + mean_held_up(world, service, passage);
  return time + mean_crew_changes(vehicle, time);
}

double mean_teu(world::World const& world, world::Service const& service) {
  double sum = 0;
  for (auto const& run : service.turns()) sum += world.vehicle_classes[run.vehicle].teu;
  return sum / static_cast<double>(service.turns().size());
}

double boxes_when_full(world::VehicleClass const& vehicle) {
  constexpr double teu_per_box = 1.5;
  return vehicle.teu / teu_per_box;
}

}  // namespace tongzhou::charges
