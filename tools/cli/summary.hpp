#pragma once

#include <string>

#include "sim/outcome/outcome.hpp"
#include "sim/world/world.hpp"
#include "tools/cli/talk.hpp"

namespace tongzhou::cli {

/// What a planner asks first, on one screen.
void print_summary(outcome::Outcome const& outcome, world::World const& world, std::string const& name, Talk& talk);

}  // namespace tongzhou::cli
