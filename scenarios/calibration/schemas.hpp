#pragma once

#include <string_view>

#include "scenarios/format/schema.hpp"

namespace tongzhou::calibration {

/// The JSON Schema of calibration files, as it stands in calibration.schema.json, and ready to check documents.
std::string_view calibration_schema_text();
/// That of calibration.json, as it stands in calibration-result.schema.json.
std::string_view calibration_result_schema_text();
format::Schema const& calibration_schema();

}  // namespace tongzhou::calibration
