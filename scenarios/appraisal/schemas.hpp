#pragma once

#include <string_view>

#include "scenarios/format/schema.hpp"

namespace tongzhou::appraisal {

/// The JSON Schemas of investment files and of what becomes of them, as they stand in *.schema.json.
std::string_view investment_schema_text();
std::string_view appraisal_schema_text();

/// The first of them, ready to check documents.
format::Schema const& investment_schema();

}  // namespace tongzhou::appraisal
