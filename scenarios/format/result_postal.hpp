#pragma once

#include <nlohmann/json.hpp>

#include "sim/outcome/outcome.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::format {

/// The section `postal` of a result.
nlohmann::ordered_json postal_section(outcome::Outcome const& outcome, world::World const& world);

}  // namespace tongzhou::format
