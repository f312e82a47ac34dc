#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tongzhou::experiments {

/// Results of several replications of one scenario as one that has the same shape: each number the mean over the runs,
/// and beside it how far each run lay from it, so that means and intervals of whatever follows from the numbers can be
/// worked out later, run by run.
struct Pool {
  nlohmann::ordered_json mean;
  /// The same shape, but only numbers that differ between the runs: "<largest distance from the mean>:" and two digits
  /// of base 64 for each run, 0 to 4094 for the distance from -largest to +largest, 4095 where the run has no number
  /// there. A list is an object by index.
  nlohmann::ordered_json spread;
};

/// Lists are matched by what their entries are (connections by their places, bottlenecks by what they are of), or by
/// place. What a run does not mention, a route that nobody took, counts as 0 in amounts and not at all in means and
/// shares. An audit holds where it holds in all runs; other facts hold where they hold in one. There is at least one.
Pool pool(std::vector<nlohmann::ordered_json> const& runs);

/// Two digits of base 64.
std::string level_text(int level);

}  // namespace tongzhou::experiments
