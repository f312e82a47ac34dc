#pragma once

#include <vector>

#include "sim/outcome/bills.hpp"
#include "sim/outcome/records.hpp"

namespace tongzhou::outcome {

/// Proof that the figures of an outcome add up: each line compares two ways to the same number.
std::vector<Check> audit(Records const& records, world::World const& world, Bills const& bills, Outcome const& outcome);

}  // namespace tongzhou::outcome
