#include "viz/export/geojson.hpp"

#include <catch2/catch.hpp>

#include "tests/units/viz_export/harbour.hpp"

using namespace tongzhou::exports;
using nlohmann::json;

namespace {

/// RFC 7946, as far as we write it: positions are longitude, latitude, and what may follow.
json const geojson_schema = json::parse(R"({
  "definitions": {
    "position": {"type": "array", "minItems": 2, "items": {"type": "number"}},
    "positions": {"type": "array", "minItems": 2, "items": {"$ref": "#/definitions/position"}},
    "ring": {"type": "array", "minItems": 4, "items": {"$ref": "#/definitions/position"}}
  },
  "type": "object", "required": ["type", "features"],
  "properties": {
    "type": {"const": "FeatureCollection"},
    "features": {"type": "array", "items": {
      "type": "object", "required": ["type", "geometry", "properties"],
      "properties": {
        "type": {"const": "Feature"},
        "id": {"type": ["string", "number"]},
        "properties": {"type": "object"},
        "geometry": {"oneOf": [
          {"type": "object", "required": ["type", "coordinates"],
           "properties": {"type": {"const": "Point"}, "coordinates": {"$ref": "#/definitions/position"}},
           "additionalProperties": false},
          {"type": "object", "required": ["type", "coordinates"],
           "properties": {"type": {"const": "LineString"}, "coordinates": {"$ref": "#/definitions/positions"}},
           "additionalProperties": false},
          {"type": "object", "required": ["type", "coordinates"],
           "properties": {"type": {"const": "MultiLineString"},
                          "coordinates": {"type": "array", "items": {"$ref": "#/definitions/positions"}}},
           "additionalProperties": false},
          {"type": "object", "required": ["type", "coordinates"],
           "properties": {"type": {"const": "Polygon"},
                          "coordinates": {"type": "array", "items": {"$ref": "#/definitions/ring"}}},
           "additionalProperties": false}]}},
      "additionalProperties": false}}},
  "additionalProperties": false
})");

json const& feature(json const& collection, std::string const& id) {
  for (auto const& one : collection.at("features")) {
    if (one.at("id") == id) return one;
  }
  throw std::out_of_range(id);
}

}  // namespace

TEST_CASE("the network is GeoJSON: a point for each place, a line for each link") {
  json const network = network_geojson(year().result);
  CHECK(departures(geojson_schema, network) == "");
  CHECK(network.at("features").size() == 4 + 3);
  auto const& river = feature(network, "link:river");
  // Longitude first: Wuhan's port, then Shanghai's.
  CHECK(river.at("geometry").at("coordinates") == json::parse("[[114.46, 30.66], [121.6, 31.35]]"));
  auto const& facts = year().result.at("links").at("river");
  CHECK(river.at("properties").at("teu").get<double>() ==
        facts.at("teu_down").get<double>() + facts.at("teu_up").get<double>());
  CHECK(feature(network, "place:CNSHA").at("geometry").at("type") == "Point");
}

TEST_CASE("flows are lines that carry all boxes delivered, each once") {
  json const flows = flows_geojson(year().result);
  CHECK(departures(geojson_schema, flows) == "");
  double boxes = 0;
  for (auto const& flow : flows.at("features")) boxes += flow.at("properties").at("boxes_out").get<double>();
  CHECK(boxes == year().result.at("totals").at("boxes_out").get<double>());
}

TEST_CASE("the land is GeoJSON and closes its rings") {
  auto const land = json::parse(land_geojson());
  CHECK(departures(geojson_schema, land) == "");
  for (auto const& part : land.at("features")) {
    for (auto const& ring : part.at("geometry").at("coordinates")) CHECK(ring.front() == ring.back());
  }
}

TEST_CASE("the files are what the functions make") {
  write_geojson(year().result, room() / "geojson");
  CHECK(json::parse(text_of(room() / "geojson" / "network.geojson")) == json(network_geojson(year().result)));
  CHECK(json::parse(text_of(room() / "geojson" / "flows.geojson")) == json(flows_geojson(year().result)));
}

TEST_CASE("a link with a line of its own is drawn along it, in two parts where it crosses 180 degrees") {
  auto result = year().result;
  auto& river = result.at("links").at("river");
  river["geometry"] = {{114.4, 30.6}, {116, 30}, {121.5, 31.4}};
  json const bent = network_geojson(result);
  CHECK(feature(bent, "link:river").at("geometry").dump() ==
        R"({"coordinates":[[114.4,30.6],[116,30],[121.5,31.4]],"type":"LineString"})");
  river["geometry"] = {{170, 10}, {-170, 10}, {-160, 20}};
  json const far = network_geojson(result);
  CHECK(departures(geojson_schema, far) == "");
  CHECK(feature(far, "link:river").at("geometry").dump() ==
        R"({"coordinates":[[[170,10],[180.0,10.0]],[[-180.0,10.0],[-170,10],[-160,20]]],"type":"MultiLineString"})");
}
