#pragma once

#include <nlohmann/json.hpp>

#include "sim/outcome/outcome.hpp"
#include "sim/world/world.hpp"

// Sections of a result about places, what stands at them, and the links between them.
namespace tongzhou::format::sections {

using Json = nlohmann::ordered_json;

Json places(outcome::Outcome const& outcome, world::World const& world);
Json facilities(outcome::Outcome const& outcome, world::World const& world);
Json locks(outcome::Outcome const& outcome, world::World const& world);
Json gauge_changes(outcome::Outcome const& outcome, world::World const& world);
Json hubs(outcome::Outcome const& outcome, world::World const& world);
Json customs(outcome::Outcome const& outcome, world::World const& world);
Json links(outcome::Outcome const& outcome, world::World const& world);

}  // namespace tongzhou::format::sections
