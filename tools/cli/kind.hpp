#pragma once

#include <filesystem>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/format/problems.hpp"
#include "tools/cli/console.hpp"

namespace tongzhou::cli {

/// The files that a planner has at hand.
enum class Kind {
  scenario,
  overlay,
  experiment,
  investment,
  calibration,
  result,
  experiment_result,
  appraisal,
  calibrated,
  doubts,
  measured,
  manifest,
  published,
  events
};

/// What exports are made of, and reports, which show three more.
inline std::vector<Kind> const any_result{Kind::result, Kind::experiment_result, Kind::appraisal};
inline std::vector<Kind> const any_reported{Kind::result, Kind::experiment_result, Kind::appraisal, Kind::calibrated,
                                            Kind::doubts, Kind::measured};

/// What a text looks like: by its `format` where it has one, else by keys that only this kind has. Nothing when it
/// looks like none of ours.
std::optional<Kind> kind_of(std::string_view text);

/// What a command was given, and what it takes there.
struct Given {
  std::filesystem::path file;
  std::vector<Kind> wanted;
};

/// One line for a file that is of another kind than the command takes: what it looks like, and which command takes it.
/// Nothing when it may be what was wanted, or cannot be read.
std::optional<format::Problem> other_kind(Given const& given);

/// Prints the problems. Of a file that is of another kind than wanted, only that; of files that were not given but
/// named by others, a scenario is wanted, or an overlay.
void print_problems(format::Problems const& problems, std::vector<Given> const& given, Console& console);

}  // namespace tongzhou::cli
