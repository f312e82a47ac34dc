#pragma once

#include <string>
#include <vector>

#include "network/base/quantity.hpp"
#include "scenarios/format/document.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::format {

/// What the timetable of a service that goes round asks for, and what it leaves.
struct Round {
  std::string service;
  int fleet = 0;
  Duration round_trip;  // stays included, waits left out
  Duration slack;       // what is left of a round until the vehicle's next departure
  double berth_hours_a_week = 0;
};
/// In the order of the file's ids.
std::vector<Round> rounds(Document const& document, world::World const& world);

}  // namespace tongzhou::format
