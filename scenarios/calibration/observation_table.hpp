#pragma once

#include <filesystem>
#include <optional>

#include "scenarios/format/json.hpp"
#include "scenarios/format/problems.hpp"

namespace tongzhou::calibration {

/// Observations by name from a CSV file with one of them a row: headings are the keys of an observation, and `name`.
/// Measures stand between semicolons. Nothing when something is wrong, told at its row and column.
std::optional<format::Json> read_observation_table(std::filesystem::path const& file, format::Problems& problems);

}  // namespace tongzhou::calibration
