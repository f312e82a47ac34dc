#include "scenarios/imports/map_features.hpp"

#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "scenarios/format/guard.hpp"
#include "scenarios/format/locate.hpp"

namespace tongzhou::imports {
namespace {

using format::Json;
using format::step_for;
using geography::Position;

/// RFC 7946 allows a third number, the height; what more there is means nothing.
std::optional<Position> position_in(Json const& value) {
  if (!value.is_array() || value.size() < 2 || !value[0].is_number() || !value[1].is_number()) return std::nullopt;
  Position const at{value[0].get<double>(), value[1].get<double>()};
  if (std::abs(at.longitude) > 180 || std::abs(at.latitude) > 90) return std::nullopt;
  return at;
}

class Reader {
 public:
  Reader(std::string_view text, std::string const& file, format::Problems& problems)
      : text_(text), file_(file), problems_(problems) {}

  std::optional<MapFeatures> read() {
    auto const known = problems_.count();
    auto const json = format::parse(text_, file_, problems_);
    if (!json) return std::nullopt;
    auto const features = json->is_object() ? json->find("features") : json->end();
    if (!json->is_object() || json->value("type", Json{}) != "FeatureCollection" || features == json->end() ||
        !features->is_array()) {
      problem("", "expected a GeoJSON feature collection: {\"type\": \"FeatureCollection\", \"features\": [...]}");
      return std::nullopt;
    }
    for (std::size_t i = 0; i < features->size() && !problems_.full(); ++i) {
      add((*features)[i], "/features" + step_for(i));
    }
    if (problems_.count() > known) return std::nullopt;
    return std::move(found_);
  }

 private:
  void problem(std::string const& pointer, std::string words) {
    if (!positions_) positions_.emplace(text_);
    auto const position = positions_->find(pointer).position;
    problems_.add({file_, position.line, position.column, pointer, std::move(words)});
  }

  void add(Json const& feature, std::string const& pointer) {
    bool const whole = feature.is_object() && feature.contains("geometry");
    if (!whole) return problem(pointer, "expected a feature with a geometry");
    auto const& geometry = feature.at("geometry");
    if (geometry.is_null()) {
      ++found_.others;
      return;
    }
    if (!geometry.is_object()) return problem(pointer + "/geometry", "expected a geometry");
    auto const type = geometry.value("type", Json{});
    auto const coordinates = geometry.find("coordinates");
    auto const at = pointer + "/geometry/coordinates";
    if (type != "Point" && type != "LineString" && type != "MultiLineString") {
      ++found_.others;
      return;
    }
    if (coordinates == geometry.end() || !coordinates->is_array()) return problem(at, "expected coordinates");
    MapFeature head{id_of(feature), {}, feature.value("properties", Json{}), pointer};
    if (!head.properties.is_object()) head.properties = Json::object();
    if (type == "Point") return add_point(*coordinates, at, std::move(head));
    if (type == "LineString") return add_line(*coordinates, at, std::move(head));
    for (std::size_t part = 0; part < coordinates->size(); ++part) {
      auto one = head;
      if (coordinates->size() > 1 && !one.id.empty()) one.id += fmt::format("-{}", part + 1);
      add_line((*coordinates)[part], at + step_for(part), std::move(one));
    }
  }

  static std::string id_of(Json const& feature) {
    auto const& properties = feature.value("properties", Json{});
    for (auto const* const key : {"id", "code", "@id"}) {
      if (!properties.is_object() || !properties.contains(key)) continue;
      auto const& id = properties.at(key);
      if (id.is_string()) return id.get<std::string>();
      if (id.is_number_integer()) return id.dump();
    }
    auto const id = feature.value("id", Json{});
    if (id.is_string()) return id.get<std::string>();
    return id.is_number_integer() ? id.dump() : "";
  }

  static constexpr char const* bad_position = "expected longitude and latitude in degrees, in this order";

  void add_point(Json const& coordinates, std::string const& pointer, MapFeature feature) {
    auto const at = position_in(coordinates);
    if (!at) return problem(pointer, bad_position);
    feature.positions = {*at};
    found_.features.push_back(std::move(feature));
  }

  void add_line(Json const& coordinates, std::string const& pointer, MapFeature feature) {
    if (!coordinates.is_array() || coordinates.size() < 2) return problem(pointer, "a line has at least two positions");
    for (std::size_t i = 0; i < coordinates.size(); ++i) {
      auto const at = position_in(coordinates[i]);
      if (!at) return problem(pointer + step_for(i), bad_position);
      feature.positions.push_back(*at);
    }
    found_.features.push_back(std::move(feature));
  }

  std::string_view text_;
  std::string const& file_;
  format::Problems& problems_;
  std::optional<format::SourcePositions> positions_;  // made when the first problem is told
  MapFeatures found_;
};

}  // namespace

std::optional<MapFeatures> read_features(std::string_view text, std::string const& file, format::Problems& problems) {
  return Reader{text, file, problems}.read();
}

}  // namespace tongzhou::imports
