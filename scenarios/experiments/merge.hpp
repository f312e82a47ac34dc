#pragma once

#include <nlohmann/json.hpp>

#include "scenarios/experiments/figures.hpp"
#include "scenarios/experiments/manifest.hpp"

namespace tongzhou::experiments {

/// The experiment's result, format "tongzhou-experiment-result/1": docs/experiments.md, experiment-result.schema.json.
/// It depends on nothing but the manifest and the runs.
nlohmann::ordered_json merge(Manifest const& manifest, Runs const& runs);

/// Whether the stopping rule is content with these runs. "Decided" looks at the difference of each option with a level
/// that allows for all options and all looks.
bool is_content(Manifest const& manifest, Runs const& runs);

/// The measures that no run has.
std::vector<std::string> unknown_measures(Manifest const& manifest, Runs const& runs);

}  // namespace tongzhou::experiments
