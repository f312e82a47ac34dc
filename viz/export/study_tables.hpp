#pragma once

#include <nlohmann/json.hpp>
#include <vector>

#include "viz/export/tables.hpp"

namespace tongzhou::exports {

/// The result of an experiment ("tongzhou-experiment-result/1") as tables.
std::vector<Table> experiment_tables(nlohmann::json const& experiment);

/// An appraisal ("tongzhou-appraisal/1") as tables.
std::vector<Table> appraisal_tables(nlohmann::json const& appraisal);

}  // namespace tongzhou::exports
