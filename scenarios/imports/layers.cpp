#include "scenarios/imports/layers.hpp"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <gdal_priv.h>
#include <ogr_spatialref.h>
#include <ogrsf_frmts.h>

#include <cstdint>
#include <memory>
#include <utility>

#include "scenarios/format/json.hpp"

namespace tongzhou::imports {
namespace {

using format::Json;

struct CloseDataset {
  void operator()(GDALDataset* dataset) const { GDALClose(dataset); }
};

std::string last_error() {
  std::string const said = CPLGetLastErrorMsg();
  return said.empty() ? "GDAL cannot read it" : "GDAL cannot read it: " + said;
}

Json properties_of(OGRFeature& feature) {
  auto properties = Json::object();
  for (int i = 0; i < feature.GetFieldCount(); ++i) {
    if (!feature.IsFieldSetAndNotNull(i)) continue;
    auto const* const definition = feature.GetFieldDefnRef(i);
    std::string const name = definition->GetNameRef();
    switch (definition->GetType()) {
      case OFTInteger:
      case OFTInteger64:
        properties[name] = static_cast<std::int64_t>(feature.GetFieldAsInteger64(i));
        break;
      case OFTReal:
        properties[name] = feature.GetFieldAsDouble(i);
        break;
      default:
        properties[name] = feature.GetFieldAsString(i);
    }
  }
  return properties;
}

/// The geometry in longitude and latitude; null when there is none.
Json geometry_of(OGRFeature& feature, OGRCoordinateTransformation* to_degrees, std::string& why) {
  auto* const geometry = feature.GetGeometryRef();
  if (geometry == nullptr) return nullptr;
  if (to_degrees != nullptr && geometry->transform(to_degrees) != OGRERR_NONE) {
    why = last_error();
    return nullptr;
  }
  std::unique_ptr<char, void (*)(void*)> const text{geometry->exportToJson(), VSIFree};
  return text ? format::parse_trusted(text.get()) : Json{};
}

void add_layer(OGRLayer& layer, Json& features, std::string& why) {
  OGRSpatialReference degrees;
  degrees.importFromEPSG(4326);
  degrees.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);  // longitude first, as GeoJSON has it
  auto* const own = layer.GetSpatialRef();
  if (own != nullptr) own->SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  bool const in_degrees = own == nullptr || own->IsSame(&degrees) != 0;
  std::unique_ptr<OGRCoordinateTransformation> const to_degrees{
      in_degrees ? nullptr : OGRCreateCoordinateTransformation(own, &degrees)};
  if (!in_degrees && !to_degrees) {
    why = last_error();
    return;
  }
  layer.ResetReading();
  for (auto const& feature : layer) {
    auto geometry = geometry_of(*feature, to_degrees.get(), why);
    if (!why.empty()) return;
    features.push_back({{"type", "Feature"},
                        {"id", static_cast<std::int64_t>(feature->GetFID())},
                        {"properties", properties_of(*feature)},
                        {"geometry", std::move(geometry)}});
  }
}

}  // namespace

std::optional<std::string> layers_as_geojson(std::filesystem::path const& file, std::string& why) {
  GDALAllRegister();
  CPLPushErrorHandler(CPLQuietErrorHandler);  // what GDAL says is told by us
  std::unique_ptr<GDALDataset, CloseDataset> const dataset{static_cast<GDALDataset*>(
      GDALOpenEx(file.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, nullptr, nullptr, nullptr))};
  auto features = Json::array();
  if (!dataset) why = last_error();
  for (int i = 0; dataset && why.empty() && i < dataset->GetLayerCount(); ++i)
    add_layer(*dataset->GetLayer(i), features, why);
  CPLPopErrorHandler();
  if (!why.empty()) return std::nullopt;
  return Json{{"type", "FeatureCollection"}, {"features", std::move(features)}}.dump();
}

}  // namespace tongzhou::imports
