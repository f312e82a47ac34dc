#pragma once

#include <filesystem>
#include <string>

#include "scenarios/experiments/maker.hpp"
#include "scenarios/experiments/progress.hpp"
#include "scenarios/experiments/workers.hpp"

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
  Progress::Translation translation;  // of what is said meanwhile; none: English
  std::string resume_command;         // to type after an interruption
};

}  // namespace tongzhou::experiments
