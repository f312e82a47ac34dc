#pragma once

#include <nlohmann/json.hpp>
#include <vector>

namespace tongzhou::exports {

/// A line in parts, none of which crosses the meridian of 180 degrees (RFC 7946, 3.1.9): between two positions a line
/// takes the shorter way around the earth. What follows longitude and latitude in a position, such as a time, is
/// interpolated, whole numbers to whole numbers. Parts have at least two positions: a line that begins or ends on 180
/// degrees has no part beyond it.
std::vector<nlohmann::ordered_json> cut_at_antimeridian(nlohmann::ordered_json const& positions);

/// A LineString, or a MultiLineString where the line crosses 180 degrees.
nlohmann::ordered_json line_geometry(nlohmann::ordered_json const& positions);

}  // namespace tongzhou::exports
