#pragma once

#include <nlohmann/json.hpp>

#include "sim/outcome/outcome.hpp"
#include "sim/world/world.hpp"

// Sections of a result about services, their rolling stock, and trucks.
namespace tongzhou::format::sections {

using Json = nlohmann::ordered_json;

void put_rolling_stock(Json& result, outcome::Outcome const& outcome, world::World const& world);
Json truck_fleets(outcome::Outcome const& outcome, world::World const& world);
Json services(outcome::Outcome const& outcome, world::World const& world);
Json trucking(outcome::TruckingOutcome const& trucks, world::Trucking const& facts);

}  // namespace tongzhou::format::sections
