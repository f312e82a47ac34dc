#pragma once

#include <cstdint>

#include "sim/world/postal.hpp"

namespace tongzhou::rules {

/// The day J on which a parcel counts as posted, as a day of the run.
std::int64_t day_of_posting(world::ServiceStandard const& standard, Time posted);

/// Working days from the first day of the run until one, that one not included.
double working_days_before(world::ServiceStandard const& standard, std::int64_t day);

/// Working days after J up to the day of delivery, that day included. What comes on a day off counts as on the last
/// working day before it.
int working_days_taken(world::ServiceStandard const& standard, std::int64_t day_of_posting, Time delivered);

}  // namespace tongzhou::rules
