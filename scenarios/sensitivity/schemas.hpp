#pragma once

#include <string_view>

namespace tongzhou::sensitivity {

/// The JSON Schema of doubts.json, as it stands in doubts-result.schema.json.
std::string_view doubts_result_schema_text();

}  // namespace tongzhou::sensitivity
