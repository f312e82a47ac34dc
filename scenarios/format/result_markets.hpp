#pragma once

#include <nlohmann/json.hpp>

#include "sim/outcome/outcome.hpp"
#include "sim/world/world.hpp"

// Sections of a result about markets, goods and empties.
namespace tongzhou::format::sections {

using Json = nlohmann::ordered_json;

/// What only some scenarios have.
void put_markets(Json& result, outcome::Outcome const& outcome, world::World const& world);
Json empties(outcome::Outcome const& outcome, world::World const& world);

}  // namespace tongzhou::format::sections
