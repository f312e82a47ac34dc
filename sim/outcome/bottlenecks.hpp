#pragma once

#include <vector>

#include "sim/outcome/records.hpp"

namespace tongzhou::outcome {

/// Where box-hours are lost in waiting, most first (equal ones in the order of the world), with each one's share of all
/// of them. Asks the outcome for terminals, links and services.
std::vector<Bottleneck> bottlenecks(Records const& records, world::World const& world, Outcome const& outcome);

}  // namespace tongzhou::outcome
