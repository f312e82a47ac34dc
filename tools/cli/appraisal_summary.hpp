#pragma once

#include <nlohmann/json.hpp>

#include "tools/cli/talk.hpp"

namespace tongzhou::cli {

/// An appraisal in words and tables.
void print_appraisal(nlohmann::ordered_json const& appraisal, Talk& talk);

}  // namespace tongzhou::cli
