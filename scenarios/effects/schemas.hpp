#pragma once

#include <string_view>

namespace tongzhou::effects {

/// The JSON Schema of measures.json, as it stands in measures-result.schema.json.
std::string_view measures_result_schema_text();

}  // namespace tongzhou::effects
