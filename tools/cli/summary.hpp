#pragma once

#include <string>

#include "sim/outcome/outcome.hpp"
#include "sim/world/world.hpp"
#include "tools/cli/console.hpp"

namespace tongzhou::cli {

/// What a planner asks first, on one screen.
void print_summary(outcome::Outcome const& outcome, world::World const& world, std::string const& name,
                   Console& console);

}  // namespace tongzhou::cli
