#pragma once

#include <functional>

#include "scenarios/format/reader.hpp"
#include "sim/world/world.hpp"

// The usual speed of a service, by its keys "speed", "speed_km_per_h" and "least_speed_km_per_h".
namespace tongzhou::format {

/// Its own, where it has one: no more than its class can.
void read_speed(Reader const& given, world::Service& service, world::World const& world);

bool sails_by_timetable(Reader const& given);
/// The slowest speed at which a round takes no longer than so long, but no less than the least: half of the usual one
/// where the file states none, or a fifth above the strongest stream on the way (assumptions). `round_trip` sets the
/// times of its stops by its speed, and says what a round takes.
void slow_down(Reader const& given, world::Service& service, world::World const& world, Duration available,
               std::function<Duration()> const& round_trip);

}  // namespace tongzhou::format
