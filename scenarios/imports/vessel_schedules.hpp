#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "scenarios/format/problems.hpp"
#include "scenarios/imports/imported.hpp"

namespace tongzhou::imports {

/// Operational vessel schedules as carriers give them (DCSA OVS 3: service schedules with vessel schedules with
/// transport calls): each service with the ports in the order in which its ships call, how often the first one is left,
/// and how long ships stay; sea lanes between ports that follow one another, as long as the network of lanes says.
/// Ships get the vehicle class of this name, which the scenario has to have.
std::optional<Imported> read_vessel_schedules(std::string_view text, std::string const& file,
                                              std::string const& vehicle_class, format::Problems& problems);

}  // namespace tongzhou::imports
