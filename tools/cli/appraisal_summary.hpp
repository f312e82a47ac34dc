#pragma once

#include <nlohmann/json.hpp>

#include "tools/cli/console.hpp"

namespace tongzhou::cli {

/// An appraisal in words and tables.
void print_appraisal(nlohmann::ordered_json const& appraisal, Console& console);

}  // namespace tongzhou::cli
