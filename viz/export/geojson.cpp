#include "viz/export/geojson.hpp"

#include <string>
#include <utility>

#include "scenarios/format/files.hpp"
#include "viz/export/lines.hpp"
#include "viz/export/tables.hpp"

namespace tongzhou::exports {
namespace {

using Json = nlohmann::ordered_json;

Json position(format::Json const& result, std::string const& place) {
  auto const& facts = result.at("places").at(place);
  return {facts.at("lon"), facts.at("lat")};
}

/// A row of a table as the properties of a feature.
Json properties(Table const& table, std::vector<format::Json> const& row) {
  auto made = Json::object();
  for (std::size_t i = 0; i < row.size(); ++i) made[table.columns[i].name] = Json(row[i]);
  return made;
}

Json feature(Json id, Json geometry, Json properties) {
  return {{"type", "Feature"},
          {"id", std::move(id)},
          {"geometry", std::move(geometry)},
          {"properties", std::move(properties)}};
}

Json line(format::Json const& result, std::string const& from, std::string const& to) {
  return line_geometry(Json::array({position(result, from), position(result, to)}));
}

/// Along its own line where it has one.
Json link_line(format::Json const& result, std::string const& link) {
  auto const& facts = result.at("links").at(link);
  if (auto const drawn = facts.find("geometry"); drawn != facts.end()) return line_geometry(Json(*drawn));
  return line(result, facts.at("from"), facts.at("to"));
}

Json collection(Json features) { return {{"type", "FeatureCollection"}, {"features", std::move(features)}}; }

void write(Json const& collection, std::filesystem::path const& file) {
  std::string text = "{\"type\":\"FeatureCollection\",\"features\":[";
  std::string_view between = "\n";
  for (auto const& one : collection.at("features")) {
    text += between;
    text += one.dump();
    between = ",\n";
  }
  format::write_whole(file, text + "\n]}\n");
}

}  // namespace

Json network_geojson(format::Json const& result) {
  auto const made = tables(result);
  auto features = Json::array();
  auto const& links = find(made, "links");
  for (auto const& row : links.rows) {
    auto facts = properties(links, row);
    facts["teu"] = facts.at("teu_down").get<double>() + facts.at("teu_up").get<double>();
    auto id = "link:" + facts.at("code").get<std::string>();
    auto geometry = link_line(result, facts.at("code"));
    features.push_back(feature(std::move(id), std::move(geometry), std::move(facts)));
  }
  auto const& places = find(made, "places");
  for (auto const& row : places.rows) {
    auto facts = properties(places, row);
    auto const code = facts.at("code").get<std::string>();
    features.push_back(
        feature("place:" + code, {{"type", "Point"}, {"coordinates", position(result, code)}}, std::move(facts)));
  }
  return collection(std::move(features));
}

Json flows_geojson(format::Json const& result) {
  auto const made = tables(result);
  auto const& connections = find(made, "connections");
  auto features = Json::array();
  for (auto const& row : connections.rows) {
    auto facts = properties(connections, row);
    if (facts.at("boxes_out") == 0) continue;
    auto id = facts.at("connection");
    auto geometry = line(result, facts.at("from_place"), facts.at("to_place"));
    features.push_back(feature(std::move(id), std::move(geometry), std::move(facts)));
  }
  return collection(std::move(features));
}

void write_geojson(format::Json const& result, std::filesystem::path const& folder) {
  write(network_geojson(result), folder / "network.geojson");
  write(flows_geojson(result), folder / "flows.geojson");
}

}  // namespace tongzhou::exports
