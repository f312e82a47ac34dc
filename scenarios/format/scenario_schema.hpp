#pragma once

#include <string_view>

#include "scenarios/format/schema.hpp"

namespace tongzhou::format {

/// The JSON Schema of scenario files, as it stands in scenario.schema.json.
std::string_view schema_text();

/// The same, ready to check documents.
Schema const& scenario_schema();

}  // namespace tongzhou::format
