#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/experiments/manifest.hpp"
#include "scenarios/experiments/store.hpp"

namespace tongzhou::experiments {

/// What the comparison needs of one result.
struct Figures {
  std::vector<std::optional<double>> values;  // by measure; none where the result has no number there
  std::vector<double> teu_inside;             // at the end of each whole week
  bool audit_holds = false;
  bool fills_up = false;
  std::vector<std::string> remarks = {};  // what is unusual in its scenario
};

/// Throws when the text is no result. What measures in words add up stands in `sums`; what a result lacks of them adds
/// nothing, as a flow that only an option has.
Figures figures_of(std::string_view result, std::vector<std::string> const& measures, Sums const& sums = {});

/// What is known of the runs of an experiment: by scenario, then by replication.
using Runs = std::vector<std::map<std::uint32_t, Figures>>;

/// What is in the store, and what is not as it should be.
struct Gathered {
  Runs runs;
  std::vector<std::filesystem::path> damaged;                                   // content and name do not agree
  std::vector<std::pair<std::filesystem::path, std::filesystem::path>> alarms;  // two runs wrote differently
};
/// Reads all results of the manifest that are there, on all cores.
Gathered gather(Manifest const& manifest, Store const& store);

/// The tasks without a result, in their order.
std::vector<Task> missing(Manifest const& manifest, Runs const& runs);

}  // namespace tongzhou::experiments
