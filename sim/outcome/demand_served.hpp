#pragma once

#include <vector>

#include "sim/outcome/bills.hpp"
#include "sim/outcome/records.hpp"

namespace tongzhou::outcome {

/// Boxes, times, hours by cause, money and CO2e of each flow. The transit hours on record must be sorted.
Table<world::FlowId, FlowOutcome> flow_outcomes(Records const& records, world::World const& world, Bills const& bills);

/// Flows of the same origin, destination and trade class together, in that order. The transit hours on record must be
/// sorted.
std::vector<ConnectionOutcome> connections(Records const& records, world::World const& world);

}  // namespace tongzhou::outcome
