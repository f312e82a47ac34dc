#pragma once

#include <string_view>

namespace tongzhou::format {

/// The JSON Schema of result files, as it stands in result.schema.json.
std::string_view result_schema_text();

}  // namespace tongzhou::format
