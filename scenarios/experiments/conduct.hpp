#pragma once

#include <filesystem>
#include <iosfwd>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "scenarios/experiments/experiment.hpp"
#include "scenarios/experiments/maker.hpp"
#include "scenarios/experiments/progress.hpp"
#include "scenarios/experiments/workers.hpp"

// An experiment from its file to its result, on this machine or spread over many.
namespace tongzhou::experiments {

/// How the work is done: nothing here changes a result.
struct Settings {
  std::filesystem::path program;  // becomes the workers
  Maker maker;
  std::filesystem::path out = "results";
  unsigned jobs = 1;
  bool resume = false;  // do only what is missing
  Limits limits;
  Progress::Style progress = Progress::Style::none;
  std::string go_on;  // the command that goes on after an interruption
};

/// What came of it: 0 done, 1 the run failed, 3 the scenario is invalid, 4 some runs are missing, 130 interrupted.
struct Conclusion {
  int exit_code = 0;
  std::filesystem::path file;  // experiment.json, where it was written
  nlohmann::ordered_json merged;
};

/// Runs it all: pilots first where the warm-up is to be found, then rounds until the stopping rule is content.
Conclusion conduct(Experiment experiment, Settings const& settings, std::ostream& err);

/// Writes the manifest instead of running; with a stopping rule it holds all runs up to the cap. Says where on `out`.
int plan(Experiment experiment, Settings const& settings, std::ostream& out, std::ostream& err);

/// Runs the tasks [first, first + count) of a manifest; results that are there already are not made again with
/// `resume`.
int execute(std::filesystem::path const& manifest, std::size_t first, std::size_t count, Settings const& settings,
            std::ostream& err);

/// Says how many runs are there, or, for a job scheduler, which chunks of so many tasks are not complete: 0,3-5.
int status(std::filesystem::path const& manifest, bool only_missing, std::size_t chunk, Settings const& settings,
           std::ostream& out, std::ostream& err);

/// Merges what is there.
Conclusion collect(std::filesystem::path const& manifest, Settings const& settings, std::ostream& err);

}  // namespace tongzhou::experiments
