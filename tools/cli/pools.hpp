#pragma once

#include <filesystem>
#include <string>

#include "scenarios/format/json.hpp"
#include "scenarios/format/problems.hpp"

namespace tongzhou::cli {

/// The runs behind the result of an experiment, where they stand beside it, as the report reads them: for each option
/// that has two or more, the result pooled over them (experiments::pool) and the scenario; and the quantiles of
/// Student's distribution by which half-widths are made of them. Empty where there are no such runs. Runs that are none
/// are problems.
std::string pools_beside(std::filesystem::path const& file, format::Json const& experiment, format::Problems& problems);

}  // namespace tongzhou::cli
