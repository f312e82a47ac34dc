#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace tongzhou::imports {

/// The layers of a GeoPackage, a Shapefile or the like as one GeoJSON feature collection, in longitude and latitude: by
/// GDAL, if the program was built with it (TONGZHOU_GDAL). Nothing, and why, otherwise.
std::optional<std::string> layers_as_geojson(std::filesystem::path const& file, std::string& why);

}  // namespace tongzhou::imports
