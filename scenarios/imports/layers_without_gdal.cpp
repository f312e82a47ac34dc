#include "scenarios/imports/layers.hpp"

namespace tongzhou::imports {

std::optional<std::string> layers_as_geojson(std::filesystem::path const& file, std::string& why) {
  auto turned = file.filename();
  turned.replace_extension(".geojson");
  why = "this program was built without GDAL, which reads such files; turn it into GeoJSON: ogr2ogr -t_srs EPSG:4326 " +
        turned.string() + " " + file.filename().string();
  return std::nullopt;
}

}  // namespace tongzhou::imports
