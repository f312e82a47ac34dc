#pragma once

#include <filesystem>
#include <iosfwd>
#include <nlohmann/json.hpp>

#include "scenarios/experiments/exit_code.hpp"
#include "scenarios/experiments/experiment.hpp"
#include "scenarios/experiments/settings.hpp"

// An experiment from its file to its result, on this machine or spread over many.
namespace tongzhou::experiments {

/// What came of it.
struct Conclusion {
  ExitCode exit_code = ExitCode::done;
  std::filesystem::path file;  // experiment.json, where it was written
  nlohmann::ordered_json merged;
};

/// Runs it all: pilots first where the warm-up is to be found, then rounds until the stopping rule is content.
Conclusion conduct(Experiment experiment, Settings const& settings, std::ostream& err);

/// Writes the manifest instead of running; with a stopping rule it holds all runs up to the cap. Says where on `out`.
ExitCode plan(Experiment experiment, Settings const& settings, std::ostream& out, std::ostream& err);

/// Runs the tasks [first, first + count) of a manifest; results that are there already are not made again with
/// `resume`.
ExitCode execute(std::filesystem::path const& manifest, std::size_t first, std::size_t count, Settings const& settings,
                 std::ostream& err);

/// How many runs are there, in words; for a job scheduler which chunks of so many tasks are not complete, 0,3-5; or
/// both in JSON.
enum class StatusStyle { words, missing, json };
ExitCode status(std::filesystem::path const& manifest, StatusStyle style, std::size_t chunk, Settings const& settings,
                std::ostream& out, std::ostream& err);

/// Merges what is there.
Conclusion collect(std::filesystem::path const& manifest, Settings const& settings, std::ostream& err);

}  // namespace tongzhou::experiments
