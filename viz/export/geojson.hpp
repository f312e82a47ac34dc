#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string_view>

#include "scenarios/format/json.hpp"

namespace tongzhou::exports {

/// Places as points and links as lines between them, with their figures (RFC 7946).
nlohmann::ordered_json network_geojson(format::Json const& result);

/// Connections that had deliveries: lines from origin to destination, with TEU and transit times.
nlohmann::ordered_json flows_geojson(format::Json const& result);

/// Natural Earth's land at 1:110 million, as GeoJSON.
std::string_view land_geojson();

/// <folder>/network.geojson and flows.geojson.
void write_geojson(format::Json const& result, std::filesystem::path const& folder);

}  // namespace tongzhou::exports
