#pragma once

#include <optional>

#include "network/base/calendar.hpp"
#include "network/base/quantity.hpp"
#include "scenarios/format/reader.hpp"
#include "sim/world/service.hpp"

// When services depart, and what they do when they are late.
namespace tongzhou::format {

/// None when the problems say why.
std::optional<world::Schedule> schedule_of(Reader const& given);

/// Mean time between departures of a timetable; none when there is no timetable.
std::optional<Duration> headway(world::Schedule const& schedule);

constexpr double most_vehicles = 1000;  // of one service, as in the schema

/// The shortest time that a vehicle of a fleet has from a departure of a timetable to its next one.
Duration shortest_round(world::Schedule const& schedule, int fleet, Date start);

/// The fewest vehicles that keep a timetable: each is back from its round when its next one is due, also where departures
/// are uneven over the week.
double fleet_needed(world::Schedule const& schedule, Duration round_trip, Date start);

/// Whoever is a whole gap late takes the next departure, unless the file says otherwise.
world::Recovery recovery_of(Reader const& given, std::optional<Duration> gap);

}  // namespace tongzhou::format
