#pragma once

#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "scenarios/experiments/figures.hpp"
#include "scenarios/experiments/interrupt.hpp"
#include "scenarios/experiments/manifest.hpp"
#include "scenarios/experiments/progress.hpp"
#include "scenarios/experiments/store.hpp"
#include "scenarios/experiments/workers.hpp"

namespace tongzhou::experiments {

/// What became of a list of tasks.
struct Batch {
  bool interrupted = false;
  std::size_t given_up = 0;
  // Of a scenario that is wrong: which, and each pointer and text.
  std::vector<std::pair<std::size_t, std::vector<std::pair<std::string, std::string>>>> problems;
};

/// Runs the tasks, `jobs` at a time (TBB), each in a worker process, and writes and takes in their results. A run that
/// fails is tried once more, then told with its seed and last words. Throws when a result cannot be written: those that
/// are, stay.
Batch run_tasks(Manifest const& manifest, std::span<Task const> tasks, unsigned jobs, Workers& workers,
                Store const& store, Interrupt const& interrupt, Progress& progress, Runs& runs);

}  // namespace tongzhou::experiments
