#pragma once

#include "scenarios/format/json.hpp"
#include "scenarios/format/problems.hpp"
#include "scenarios/format/table_reading.hpp"

namespace tongzhou::format {

/// What the rows of a table with a layout say, in its place in the scenario. `of_cells` is told of values that no cell
/// can mean; such a value is kept as text.
Json read_rows(TableSource const& source, Problems& problems, Problems& of_cells);

}  // namespace tongzhou::format
