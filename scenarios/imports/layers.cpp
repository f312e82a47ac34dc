#include "scenarios/imports/layers.hpp"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <gdal_priv.h>
#include <ogr_spatialref.h>
#include <ogrsf_frmts.h>

#include <array>
#include <cstdint>
#include <memory>
#include <utility>

#include "scenarios/format/guard.hpp"
#include "scenarios/format/json.hpp"
#include "scenarios/format/problems.hpp"
#include "scenarios/format/table_cells.hpp"
#include "scenarios/sheets/encoding.hpp"
#include "scenarios/sheets/notation.hpp"

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

/// Shapefiles do not have to say how their texts are encoded.
std::string utf8(char const* bytes) {
  std::size_t bad_byte = 0;
  auto decoded = sheets::decode_text(bytes, bad_byte);
  return decoded ? std::move(decoded->text) : std::string{};
}

Json text_or_json(std::string text, OGRFieldSubType kind) {
  format::Problems unheard;
  auto read = kind == OFSTJSON ? format::parse(text, "", unheard) : std::nullopt;
  return read ? std::move(*read) : Json(std::move(text));
}

Json value_of(OGRFeature& feature, int field) {
  auto const* const definition = feature.GetFieldDefnRef(field);
  auto const kind = definition->GetSubType();
  switch (definition->GetType()) {
    case OFTInteger:
    case OFTInteger64: {
      auto const value = static_cast<std::int64_t>(feature.GetFieldAsInteger64(field));
      return kind == OFSTBoolean ? Json(value != 0) : Json(value);
    }
    case OFTReal:
      // A table of a Shapefile has fractions where another map has whole numbers.
      return format::number_of(sheets::shortest(feature.GetFieldAsDouble(field)));
    default:
      return text_or_json(utf8(feature.GetFieldAsString(field)), kind);
  }
}

Json properties_of(OGRFeature& feature) {
  auto properties = Json::object();
  for (int i = 0; i < feature.GetFieldCount(); ++i) {
    if (feature.IsFieldSetAndNotNull(i))
      properties[utf8(feature.GetFieldDefnRef(i)->GetNameRef())] = value_of(feature, i);
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

bool exists_beside(std::filesystem::path file, char const* extension) {
  std::error_code error;
  return std::filesystem::exists(file.replace_extension(extension), error);
}

}  // namespace

std::optional<std::string> layers_as_geojson(std::filesystem::path const& file, std::string& why) {
  GDALAllRegister();
  CPLPushErrorHandler(CPLQuietErrorHandler);  // what GDAL says is told by us
  // Of these alone: other drivers follow what a file says to servers and other files.
  constexpr std::array<char const*, 5> drivers{"GPKG", "ESRI Shapefile", "FlatGeobuf", "GML", nullptr};
  // A Shapefile without .cpg is given as it is and recognised by us: GDAL would take Chinese for Latin letters.
  constexpr std::array<char const*, 2> as_it_is{"ENCODING=", nullptr};
  bool const says_encoding = file.extension() != ".shp" || exists_beside(file, ".cpg");
  std::unique_ptr<GDALDataset, CloseDataset> const dataset{
      static_cast<GDALDataset*>(GDALOpenEx(file.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers.data(),
                                           says_encoding ? nullptr : as_it_is.data(), nullptr))};
  auto features = Json::array();
  if (!dataset) why = last_error();
  for (int i = 0; dataset && why.empty() && i < dataset->GetLayerCount(); ++i)
    add_layer(*dataset->GetLayer(i), features, why);
  CPLPopErrorHandler();
  if (!why.empty()) return std::nullopt;
  return Json{{"type", "FeatureCollection"}, {"features", std::move(features)}}.dump();
}

}  // namespace tongzhou::imports
