#include "scenarios/format/service_speed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <variant>

#include "sim/charges/passage_time.hpp"
#include "sim/rules/sailing.hpp"

namespace tongzhou::format {
namespace {

/// That vehicles of the service have to make way against.
Speed strongest_stream(world::Service const& service, world::World const& world) {
  Speed strongest;
  if (!rules::is_ship(world.vehicle_classes[service.vehicle])) return strongest;
  for (auto const& stop : service.stops)
    for (auto const& passage : stop.to_next)
      if (auto const* link = std::get_if<world::LinkId>(&passage.what);
          link && passage.direction == world::Direction::up)
        strongest = std::max(strongest, world.links[*link].current);
  return strongest;
}

Speed speed_of(Reader const& given, char const* key, world::Service const& service, world::World const& world) {
  Speed const speed = km_per_hour(given.number(key));
  Speed const most = world.vehicle_classes[service.vehicle].max_speed;
  if (speed > most)
    given.refuse(key, fmt::format("{:g} km/h is more than vehicle class \"{}\" can, {:g} km/h", in_km_per_hour(speed),
                                  world.vehicle_classes[service.vehicle].name.code, in_km_per_hour(most)));
  return speed;
}

Speed least_speed(Reader const& given, world::Service const& service, world::World const& world) {
  constexpr auto const* key = "least_speed_km_per_h";
  Speed const speed = speed_of(given, key, service, world);
  if (Speed const stream = strongest_stream(service, world); speed <= stream)
    given.refuse(key, fmt::format("{:g} km/h makes no way against a stream of {:g} km/h", in_km_per_hour(speed),
                                  in_km_per_hour(stream)));
  return speed;
}

}  // namespace

void read_speed(Reader const& given, world::Service& service, world::World const& world) {
  if (given.has("speed_km_per_h")) service.speed = speed_of(given, "speed_km_per_h", service, world);
  if (given.has("least_speed_km_per_h") && !sails_by_timetable(given))
    given.refuse_key("least_speed_km_per_h", "goes with \"speed\": \"by_timetable\" only");
}

bool sails_by_timetable(Reader const& given) { return given.text("speed", "usual") == "by_timetable"; }

void slow_down(Reader const& given, world::Service& service, world::World const& world, Duration available,
               std::function<Duration()> const& round_trip) {
  Speed const usual = charges::usual_speed(world, service);
  Speed const assumed = std::max(usual * 0.5, strongest_stream(service, world) * 1.2);
  Speed const least = std::min(usual, given.has("least_speed_km_per_h") ? least_speed(given, service, world) : assumed);
  auto const in_time = [&](Speed speed) {
    service.speed = speed;
    return round_trip() <= available;
  };
  if (in_time(least) || !in_time(usual)) return;
  Speed too_slow = least, enough = usual;
  for (int halvings = 0; halvings < 50; ++halvings) {
    Speed const between = too_slow + (enough - too_slow) * 0.5;
    (in_time(between) ? enough : too_slow) = between;
  }
  in_time(enough);
}

}  // namespace tongzhou::format
