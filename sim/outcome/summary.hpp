#pragma once

#include <vector>

#include "sim/outcome/bills.hpp"
#include "sim/outcome/records.hpp"

namespace tongzhou::outcome {

/// All figures of a run but those of mail, drawn from what is on record.
Outcome summarise(Records records, world::World const& world);

/// Sums over the flows and services of an outcome. A bill that nobody is charged with, of vehicles that carried none of
/// our boxes, is in the total alone; where services and trucks state no costs of their own, what they earn less fuel
/// stands in for them.
Totals totals(Records const& records, world::World const& world, Bills const& bills, Outcome const& outcome);

std::vector<Week> weeks(Records const& records);

}  // namespace tongzhou::outcome
