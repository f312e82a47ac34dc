#pragma once

#include <nlohmann/json.hpp>

#include "tools/cli/console.hpp"

namespace tongzhou::cli {

/// The intervals of an experiment's result (format "tongzhou-experiment-result/1"), one table a measure.
void print_summary(nlohmann::ordered_json const& experiment, Console& console);

}  // namespace tongzhou::cli
