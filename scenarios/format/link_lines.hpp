#pragma once

#include <nlohmann/json.hpp>

#include "scenarios/format/json.hpp"

namespace tongzhou::format {

/// Adds to the links of a result the lines that its scenario draws them with: `geometry`. They are for maps; no world
/// needs them.
void add_link_lines(nlohmann::ordered_json& result, Json const& scenario);

}  // namespace tongzhou::format
