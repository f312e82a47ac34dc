#include "viz/export/lines.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <cstddef>

#include "tests/units/viz_export/harbour.hpp"
#include "viz/export/events.hpp"
#include "viz/export/geojson.hpp"

using namespace tongzhou::exports;
using Json = nlohmann::ordered_json;
using nlohmann::json;

namespace {

Json line(char const* positions) { return line_geometry(Json::parse(positions)); }

Json one(char const* positions) { return {{"type", "LineString"}, {"coordinates", Json::parse(positions)}}; }
Json several(char const* parts) { return {{"type", "MultiLineString"}, {"coordinates", Json::parse(parts)}}; }

/// The first scenario with one end of its river 175 degrees east, the other 175 degrees west.
json pacific() {
  auto result = year().result;
  for (auto const* west : {"Wuhan", "CNWUH"}) result["places"][west].update({{"lat", 35}, {"lon", 175}});
  for (auto const* east : {"Shanghai", "CNSHA"}) result["places"][east].update({{"lat", 36}, {"lon", -175}});
  return result;
}

}  // namespace

TEST_CASE("a line that stays on its side of 180 degrees is one line") {
  CHECK(line("[[114, 30], [121, 31]]") == one("[[114, 30], [121, 31]]"));
  CHECK(line("[[-90, 0], [90, 0]]") == one("[[-90, 0], [90, 0]]"));
  CHECK(line("[[170, 10], [180, 20]]") == one("[[170, 10], [180, 20]]"));
}

TEST_CASE("a line over 180 degrees is cut there, to the east and to the west") {
  // Half of the ten degrees on each side: half of the way from 35 to 36 north.
  CHECK(line("[[175, 35], [-175, 36]]") == several("[[[175, 35], [180.0, 35.5]], [[-180.0, 35.5], [-175, 36]]]"));
  // Three quarters of eight degrees lie west of 180: 174 + 6.
  CHECK(line("[[-178, 0], [174, 8]]") == several("[[[-178, 0], [-180.0, 2.0]], [[180.0, 2.0], [174, 8]]]"));
}

TEST_CASE("a line that begins or ends on 180 degrees lies on one side alone") {
  CHECK(line("[[180, 35], [-175, 36]]") == one("[[-180.0, 35.0], [-175, 36]]"));
  CHECK(line("[[-180, 35], [175, 36]]") == one("[[180.0, 35.0], [175, 36]]"));
  CHECK(line("[[175, 35], [-180, 36]]") == one("[[175, 35], [180.0, 36.0]]"));
  CHECK(line("[[175, 35], [180, 36], [-175, 37]]") ==
        several("[[[175, 35], [180, 36]], [[-180.0, 36.0], [-175, 37]]]"));
}

TEST_CASE("there and back over 180 degrees is three parts") {
  CHECK(line("[[175, 0], [-175, 0], [175, 0]]").at("coordinates").size() == 3);
}

TEST_CASE("a voyage over 180 degrees keeps its clock") {
  auto const parts = cut_at_antimeridian(Json::parse("[[178, 0, 0, 1000], [-179, 3, 0, 1300]]"));
  REQUIRE(parts.size() == 2);
  CHECK(parts[0] == Json::parse("[[178, 0, 0, 1000], [180.0, 2.0, 0, 1200]]"));
  CHECK(parts[1] == Json::parse("[[-180.0, 2.0, 0, 1200], [-179, 3, 0, 1300]]"));
}

TEST_CASE("links, connections and voyages over 180 degrees are nowhere wider than they are") {
  auto const result = pacific();
  tongzhou::format::Problems problems;
  auto const file = room() / "pacific.geojson";
  REQUIRE(write_trips(result, year().events, file, problems));
  for (json const& map : {json(network_geojson(result)), json(flows_geojson(result)), json::parse(text_of(file))}) {
    std::size_t cut = 0;
    for (auto const& feature : map.at("features")) {
      auto const& geometry = feature.at("geometry");
      if (geometry.at("type") == "Point") continue;
      auto const parts =
          geometry.at("type") == "LineString" ? json::array({geometry.at("coordinates")}) : geometry.at("coordinates");
      for (auto const& part : parts) {
        for (std::size_t i = 1; i < part.size(); ++i) {
          CHECK(std::abs(part[i][0].get<double>() - part[i - 1][0].get<double>()) <= 180);
          if (std::abs(part[i][0].get<double>()) == 180 || std::abs(part[i - 1][0].get<double>()) == 180) ++cut;
        }
      }
    }
    CHECK(cut >= 2);
  }
}
