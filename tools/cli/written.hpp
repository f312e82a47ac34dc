#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "scenarios/format/json.hpp"
#include "scenarios/format/problems.hpp"

namespace tongzhou::cli {

/// A file that this program wrote: the result of a run, of an experiment, an appraisal, a calibration, doubts or
/// measures. Its key `format` says which.
struct Written {
  enum class Kind { result, experiment, appraisal, calibration, doubts, measures } kind{};
  format::Json json;
};

/// Nothing, and problems with their places, for a text that does not fit the schema of what it says it is; one that
/// says nothing known is held to be the result of a run.
std::optional<Written> check_written(std::string const& text, std::filesystem::path const& name,
                                     format::Problems& problems);

}  // namespace tongzhou::cli
