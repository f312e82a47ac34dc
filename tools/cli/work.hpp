#pragma once

#include "scenarios/experiments/conduct.hpp"
#include "tools/cli/verbs.hpp"

namespace tongzhou::cli {

/// How many runs are worked through, as the libraries want it told; a bar only where there is a terminal.
experiments::Settings settings_of(WorkOptions const& work, bool quiet);

}  // namespace tongzhou::cli
