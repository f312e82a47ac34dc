#pragma once

#include <cstdint>

#include "sim/demand/stream.hpp"

namespace tongzhou::demand {

/// How many of events that come independently, `mean` on average. The mean is finite, not negative and below 1e12.
std::uint64_t poisson(double mean, Stream& stream);

}  // namespace tongzhou::demand
