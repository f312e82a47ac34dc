#pragma once

#include <string>

#include "scenarios/format/effort.hpp"

namespace tongzhou::cli {

/// "about 31,000 events and 9,000 boxes, some 1 s and 21 MB": right to a factor of a few.
std::string expected(format::Effort const& effort);

/// 75 -> "1 minute 15 s", in units that a planner waits by.
std::string duration_words(double seconds);

}  // namespace tongzhou::cli
