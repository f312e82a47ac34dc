#pragma once

#include <span>
#include <string>

#include "scenarios/format/table_reading.hpp"

namespace tongzhou::format {

/// False when no value of the table stands at these steps: then no finder is needed.
bool may_hold(TableSource const& source, std::span<std::string const> steps);

/// For a table that was read without a problem, and that outlives it.
PlaceFinder place_finder(TableSource const& source);

}  // namespace tongzhou::format
