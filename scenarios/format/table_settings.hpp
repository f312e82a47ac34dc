#pragma once

#include "scenarios/format/json.hpp"
#include "scenarios/format/problems.hpp"
#include "scenarios/format/table_reading.hpp"

namespace tongzhou::format {

/// What a table of keys and values says of what is in no other table; `locate` is told of each value, if given.
Json read_settings(TableSource const& source, Problems& problems, Locate const* locate);

}  // namespace tongzhou::format
