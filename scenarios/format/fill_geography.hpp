#pragma once

#include <string>
#include <vector>

#include "scenarios/format/json.hpp"

namespace tongzhou::format {

/// What a scenario should say because it cannot be worked out.
struct GeographyGap {
  std::string pointer, words;
};

/// Puts into a scenario what it leaves out and the map knows, each with a `note` that says how:
/// - `lat` and `lon` of a place by its `unlocode`, from the table of ports;
/// - `distance_km` of a link: along its `geometry`; of a sea lane by the network of sea lanes, its geometry with it; of
///   others by the geodesic between its places times a usual detour. All but the first are assumptions: `source` says
///   so where the link has none.
/// Leaves alone what the schema or the builder will refuse.
std::vector<GeographyGap> fill_geography(Json& scenario);

}  // namespace tongzhou::format
