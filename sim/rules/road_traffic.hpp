#pragma once

#include "sim/world/link.hpp"

namespace tongzhou::rules {

/// How many times as long as on an empty road vehicles take at a flow, by the volume-delay function of the Bureau of
/// Public Roads (Traffic Assignment Manual, 1964): 1 + alpha x (flow / capacity) ^ beta.
double time_factor(world::RoadCapacity const&, double vehicles_per_hour);

/// The same over the hours of a day, with other traffic alone.
double mean_time_factor(world::RoadCapacity const&);

}  // namespace tongzhou::rules
