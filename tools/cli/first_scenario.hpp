#pragma once

#include <string_view>

namespace tongzhou::cli {

/// The library's first-steps scenario, its `$schema` beside it.
std::string_view first_scenario_text();
/// An experiment with it, likewise.
std::string_view first_experiment_text();

}  // namespace tongzhou::cli
