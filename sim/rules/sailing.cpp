#include "sim/rules/sailing.hpp"

#include <algorithm>
#include <cmath>

namespace tongzhou::rules {
namespace {

/// Of what it can carry: by mass, or by TEU where its deadweight is not known.
double load_share(world::VehicleClass const& vehicle, Load const& load) {
  bool const by_mass = vehicle.deadweight != Mass::unlimited();
  double const most = by_mass ? in_tonnes(vehicle.deadweight) : vehicle.teu;
  return most > 0 ? std::clamp((by_mass ? in_tonnes(load.mass) : load.teu) / most, 0.0, 1.0) : 1;
}

/// Over ground.
Speed limit(world::Link const& link, world::Direction direction) {
  return direction == world::Direction::down ? link.speed_down : link.speed_up;
}

/// What a ship makes through the water for a speed over ground; where the stream alone is faster, it drifts.
Speed through_water_for(Speed over_ground, world::Link const& link, world::Direction direction) {
  Speed const through = direction == world::Direction::down ? over_ground - link.current : over_ground + link.current;
  return std::max(Speed{}, through);
}

}  // namespace

bool is_ship(world::VehicleClass const& vehicle) {
  return vehicle.mode == world::Mode::sea || vehicle.mode == world::Mode::river;
}

Speed speed_over_ground(world::VehicleClass const& vehicle, world::Link const& link, world::Direction direction,
                        Speed through_water) {
  bool const down = direction == world::Direction::down;
  Speed const ground = !is_ship(vehicle) ? through_water
                       : down            ? through_water + link.current
                                         : through_water - link.current;
  return std::min(ground, limit(link, direction));
}

Duration time_on(world::VehicleClass const& vehicle, world::Link const& link, world::Direction direction,
                 Speed through_water) {
  return link.distance / speed_over_ground(vehicle, link, direction, through_water);
}

Length draught(world::VehicleClass const& vehicle, Mass load) {
  if (vehicle.deadweight == Mass::unlimited()) return vehicle.draught_full;
  return vehicle.draught_light + (vehicle.draught_full - vehicle.draught_light) * (load / vehicle.deadweight);
}

Mass payload(world::VehicleClass const& vehicle, Length depth) {
  Length const range = vehicle.draught_full - vehicle.draught_light;
  Length const room = depth - vehicle.under_keel - vehicle.draught_light;
  if (room < Length{}) return Mass{-1};
  if (room >= range || range <= Length{}) return vehicle.deadweight;
  return vehicle.deadweight * (room / range);
}

int parts_on_track(Length train, world::Terminal const& terminal) {
  return std::max(1, static_cast<int>(std::ceil(train / terminal.berth_length)));
}

double fuel_on(world::VehicleClass const& vehicle, world::Link const& link, world::Direction direction,
               Speed through_water, Load load, Length depth, double slowed) {
  double const laden = vehicle.light_fuel_share + (1 - vehicle.light_fuel_share) * load_share(vehicle, load);
  if (!is_ship(vehicle)) return vehicle.fuel_per_km * in_km(link.distance) * laden;
  Speed const ground = speed_over_ground(vehicle, link, direction, through_water) * slowed;
  double const ratio = through_water_for(ground, link, direction) / vehicle.speed;
  double const squat = std::isinf(depth.raw()) ? 0 : draught(vehicle, load.mass) / depth;
  double const per_day =
      vehicle.fuel_per_day * ratio * ratio * ratio * laden * (1 + vehicle.shallow_water_share * squat * squat);
  return per_day * in_days(link.distance / ground);
}

double freight(world::Freight const& tariff, bool long_box, Length distance) {
  return long_box ? tariff.per_box_40ft + tariff.per_km_40ft * in_km(distance)
                  : tariff.per_box_20ft + tariff.per_km_20ft * in_km(distance);
}

}  // namespace tongzhou::rules
