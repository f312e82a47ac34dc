#pragma once

#include <string_view>

#include "scenarios/format/schema.hpp"

namespace tongzhou::experiments {

/// The JSON Schemas of experiment files and of what becomes of them, as they stand in *.schema.json.
std::string_view experiment_schema_text();
std::string_view experiment_result_schema_text();

/// The first of them, ready to check documents.
format::Schema const& experiment_schema();

}  // namespace tongzhou::experiments
