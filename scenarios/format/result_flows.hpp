#pragma once

#include <nlohmann/json.hpp>

#include "sim/outcome/outcome.hpp"
#include "sim/world/world.hpp"

// Sections of a result about flows: their routes, modes and connections, and whether the network fills up.
namespace tongzhou::format::sections {

using Json = nlohmann::ordered_json;

Json modes(outcome::ByCarriage const& modes);
Json overload(outcome::Overload const& overload, world::World const& world);
Json flows(outcome::Outcome const& outcome, world::World const& world);
Json connections(outcome::Outcome const& outcome, world::World const& world);

}  // namespace tongzhou::format::sections
