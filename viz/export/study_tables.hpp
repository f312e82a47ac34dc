#pragma once

#include <vector>

#include "scenarios/format/json.hpp"
#include "viz/export/tables.hpp"

namespace tongzhou::exports {

/// The result of an experiment ("tongzhou-experiment-result/1") as tables.
std::vector<Table> experiment_tables(format::Json const& experiment);

/// An appraisal ("tongzhou-appraisal/1") as tables.
std::vector<Table> appraisal_tables(format::Json const& appraisal);

}  // namespace tongzhou::exports
