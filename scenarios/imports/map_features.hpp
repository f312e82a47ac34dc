#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/format/json.hpp"
#include "scenarios/format/problems.hpp"
#include "scenarios/geography/geodesic.hpp"

namespace tongzhou::imports {

/// A point or a line of a map and what is said of it.
struct MapFeature {
  std::string id;                              // empty when it has none
  std::vector<geography::Position> positions;  // one: a point
  format::Json properties;
  std::string pointer;  // in the file
};

/// Points and lines of a GeoJSON feature collection, lines of several parts one by one; features of other kinds are
/// counted. Nothing, and problems, when the file is none or a feature cannot be read.
struct MapFeatures {
  std::vector<MapFeature> features;
  std::size_t others = 0;
};
std::optional<MapFeatures> read_features(std::string_view text, std::string const& file, format::Problems& problems);

}  // namespace tongzhou::imports
