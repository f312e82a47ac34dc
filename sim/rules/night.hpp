#pragma once

#include "network/base/quantity.hpp"

namespace tongzhou::rules {

/// How much of a span lies between 22:00 and 6:00: the night of China's Noise Pollution Prevention Law of 2021, article
/// 88. Clocks are those of the scenario's start.
Duration at_night(Time from, Time to);

}  // namespace tongzhou::rules
