#pragma once

#include <nlohmann/json.hpp>

#include "sim/outcome/outcome.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::format::sections {

/// The section `postal` of a result.
nlohmann::ordered_json postal(outcome::Outcome const& outcome, world::World const& world);

}  // namespace tongzhou::format::sections
