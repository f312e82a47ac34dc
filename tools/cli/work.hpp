#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <optional>

#include "scenarios/experiments/conduct.hpp"
#include "scenarios/experiments/experiment.hpp"
#include "tools/cli/verb.hpp"

namespace tongzhou::cli {

/// How many runs are worked through. Nothing here changes a result.
struct WorkOptions {
  std::filesystem::path out;  // where folders of results go; empty: results
  std::uint32_t jobs = 0;     // 0: as many as there are cores
  bool resume = false;
  std::int64_t time_limit_s = 3600;
  bool yes = false;                                   // also what is expected to take more than the limits
  std::optional<std::uint64_t> memory_limit_mb;       // 0: none; not given: its share of the machine's
  bool quiet = false, verbose = false, json = false;  // how much is said, and to whom
};

void add_out(Command& command, WorkOptions& work);
/// All but --out and how much is said.
void add_work(Command& command, WorkOptions& work);
/// --quiet, --verbose and --json.
void add_talk(Command& command, WorkOptions& work);

/// What one run may take, of as many at a time as there are jobs.
experiments::Limits limits_of(WorkOptions const& work, unsigned jobs);

/// As the libraries want it told; a bar only where there is a terminal.
experiments::Settings settings_of(WorkOptions const& work, Invocation const& invocation);

/// A line for each option that means nothing on its base.
void print_left_out(experiments::Experiment const& experiment, Console& console);

/// Prints what came of it and where it stands, unless that is nowhere, and gives its exit code.
ExitCode print_conclusion(experiments::Conclusion const& conclusion, WorkOptions const& work,
                          void (*print)(nlohmann::ordered_json const&, Console&), Console& console);

}  // namespace tongzhou::cli
