#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "scenarios/format/problems.hpp"
#include "scenarios/imports/imported.hpp"

namespace tongzhou::imports {

/// A GTFS feed, a folder or its .zip: trains and ferries with their stations, each pattern of stops of a route a
/// service that leaves by its weekly timetable; railways and lanes between stops that follow one another. Trains and
/// ferries get the vehicle class of this name, which the scenario has to have. Buses and the like are left out.
std::optional<Imported> read_transit_feed(std::filesystem::path const& feed, std::string const& vehicle_class,
                                          format::Problems& problems);

}  // namespace tongzhou::imports
