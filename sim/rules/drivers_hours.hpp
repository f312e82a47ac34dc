#pragma once

#include "network/base/quantity.hpp"
#include "sim/world/service.hpp"

namespace tongzhou::rules {

/// Whole spans that are over before the end of a way; a rounding is no reason for a rest.
double spans_before_end(Duration way, Duration span);

/// How long a driver rests on a way of so much driving, when he sets out rested: a break after each stretch but the
/// last of a day, a night after each full day but where the way ends with it.
Duration rests(world::DriversHours const& law, Duration driving);

}  // namespace tongzhou::rules
