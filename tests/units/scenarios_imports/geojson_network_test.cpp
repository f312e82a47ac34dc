#include "scenarios/imports/geojson_network.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <string>

#include "tests/units/scenarios_format/said.hpp"

using namespace tongzhou;
using imports::NetworkOptions;

namespace {

std::string line(std::string const& properties, std::string const& coordinates) {
  return R"({"type": "Feature", "properties": )" + properties +
         R"(, "geometry": {"type": "LineString", "coordinates": )" + coordinates + "}}";
}

std::string point(std::string const& properties, std::string const& coordinates) {
  return R"({"type": "Feature", "properties": )" + properties + R"(, "geometry": {"type": "Point", "coordinates": )" +
         coordinates + "}}";
}

std::string collection(std::initializer_list<std::string> features) {
  std::string text;
  for (auto const& feature : features) text += (text.empty() ? "" : ",\n") + feature;
  return R"({"type": "FeatureCollection", "features": [)" + text + "]}";
}

imports::Imported network(std::string const& text, NetworkOptions const& options = {}) {
  format::Problems problems;
  auto made = imports::read_network(text, "map.geojson", options, problems);
  CHECK(format::said(problems) == "");
  return made.value_or(imports::Imported{});
}

std::string mistakes(std::string const& text) {
  format::Problems problems;
  CHECK_FALSE(imports::read_network(text, "map.geojson", {}, problems));
  return format::said(problems);
}

}  // namespace

TEST_CASE("points of a map are places, and a line between two of them is a link as long as the line") {
  auto const made = network(collection(
      {point(R"({"code": "A", "kind": "rail_terminal", "name": "甲"})", "[0, 0]"), point(R"({"id": "B"})", "[1, 0]"),
       line(R"({"id": "ab", "kind": "railway", "gauge": "1520"})", "[[0, 0], [1, 0]]")}));
  CHECK(
      made.overlay["places"].dump() ==
      R"({"A":{"kind":"rail_terminal","lat":0.0,"lon":0.0,"name":"甲"},"B":{"kind":"junction","lat":0.0,"lon":1.0}})");
  auto const& link = made.overlay["links"]["ab"];
  CHECK(link["from"] == "A");
  CHECK(link["to"] == "B");
  CHECK(link["distance_km"].get<double>() == Approx(111.320));  // a degree of the equator
  CHECK(link["gauge_mm"] == 1520);
  CHECK(link["geometry"].dump() == "[[0.0,0.0],[1.0,0.0]]");
}

TEST_CASE("lines that share a position meet there, whether it is an end of them or not") {
  // A branch leaves the main line at 1 E: three links, one junction that no place stands at, three ends.
  auto const made = network(collection({line(R"({"id": "main", "kind": "railway"})", "[[0, 0], [1, 0], [2, 0]]"),
                                        line(R"({"id": "branch", "kind": "railway"})", "[[1, 0], [1, 1]]")}));
  CHECK(made.overlay["places"].size() == 4);
  REQUIRE(made.overlay["links"].size() == 3);
  CHECK(made.overlay["links"]["main-1"]["from"] == "J1");
  CHECK(made.overlay["links"]["main-1"]["to"] == "J2");
  CHECK(made.overlay["links"]["main-2"]["from"] == "J2");
  CHECK(made.overlay["links"]["main-2"]["to"] == "J3");
  CHECK(made.overlay["links"]["branch"]["from"] == "J2");
  CHECK(made.overlay["places"]["J2"].dump() == R"({"kind":"junction","lat":0.0,"lon":1.0})");
}

TEST_CASE("a way that its map has in pieces is one link, unless its pieces differ") {
  auto const pieces = [](char const* last) {
    return collection({point(R"({"id": "A"})", "[0, 0]"), point(R"({"id": "B"})", "[3, 0]"),
                       line(R"({"id": 11, "kind": "railway"})", "[[0, 0], [1, 0]]"),
                       line(R"({"id": 12, "kind": "railway"})", "[[2, 0], [1, 0]]"), line(last, "[[2, 0], [3, 0]]")});
  };
  auto const whole = network(pieces(R"({"id": 13, "kind": "railway"})"));
  REQUIRE(whole.overlay["links"].size() == 1);
  CHECK(whole.overlay["links"]["11"]["from"] == "A");
  CHECK(whole.overlay["links"]["11"]["to"] == "B");
  CHECK(whole.overlay["links"]["11"]["distance_km"].get<double>() == Approx(3 * 111.3195).epsilon(1e-5));
  auto const parted = network(pieces(R"({"id": 13, "kind": "railway", "tracks": 1})"));
  CHECK(parted.overlay["links"].size() == 2);
  CHECK(parted.overlay["links"]["13"]["tracks"] == 1);
}

TEST_CASE("a place near the ends of several lines is where they meet; one along a line parts it") {
  // Station S lies 111 m from two ends; halt H 55 m from the middle of the line; far F from all.
  auto const made = network(collection({point(R"({"id": "S"})", "[0.001, 0]"), point(R"({"id": "H"})", "[1, 0.0005]"),
                                        point(R"({"id": "F"})", "[50, 50]"),
                                        line(R"({"id": "east", "kind": "railway"})", "[[0, 0], [1, 0], [2, 0]]"),
                                        line(R"({"id": "north", "kind": "railway"})", "[[0.001, 0.001], [0, 1]]")}));
  CHECK(made.overlay["links"]["east-1"]["from"] == "S");
  CHECK(made.overlay["links"]["east-1"]["to"] == "H");
  CHECK(made.overlay["links"]["east-2"]["from"] == "H");
  CHECK(made.overlay["links"]["north"]["from"] == "S");
  CHECK(made.remarks == std::vector<std::string>{"1 places lie more than 500 m from all lines"});
}

TEST_CASE("lines may name their places themselves, which the scenario then has to have") {
  auto const made = network(collection(
      {line(R"({"code": "r", "kind": "waterway", "from_place": "Up", "to": "Down", "depth_m": 4, "distance_km": 120})",
            "[[0, 0], [1, 0]]")}));
  CHECK_FALSE(made.overlay.contains("places"));
  CHECK(made.overlay["links"]["r"]["from"] == "Up");
  CHECK(made.overlay["links"]["r"]["to"] == "Down");
  CHECK(made.overlay["links"]["r"]["depth_m"] == 4);
  CHECK(made.overlay["links"]["r"]["distance_km"] == 120);
}

TEST_CASE("a line over 180 degrees goes the short way") {
  auto const made = network(collection({line(R"({"id": "l", "kind": "sea_lane"})", "[[179, 0], [-180, 0], [-179, 0]]"),
                                        line(R"({"id": "m", "kind": "sea_lane"})", "[[180, 0], [180, 1]]")}));
  CHECK(made.overlay["links"].size() == 3);  // 180 degrees east and west are one: the lines meet there
  CHECK(made.overlay["links"]["l-1"]["distance_km"].get<double>() == Approx(111.320));
}

TEST_CASE("parts of a multiline, areas, what no key is called, and lines of no kind") {
  NetworkOptions const rails{"railway", 500};
  auto const text = R"({"type": "FeatureCollection", "features": [
    {"type": "Feature", "id": "way/7", "properties": {"operator": "x", "electrified": "yes"},
     "geometry": {"type": "MultiLineString", "coordinates": [[[0, 0], [1, 0]], [[5, 5], [6, 5]]]}},
    {"type": "Feature", "properties": null, "geometry": {"type": "Polygon", "coordinates": []}}]})";
  auto const made = network(text, rails);
  CHECK(made.overlay["links"].contains("way-7-1"));
  CHECK(made.overlay["links"]["way-7-2"]["kind"] == "railway");
  CHECK(made.remarks == std::vector<std::string>{
                            "1 features that are neither points nor lines are left out",
                            "properties that are no keys of the scenario file are left out: electrified, operator"});
  CHECK(network(text).remarks.at(1) == "2 lines without a \"kind\" are left out; say what they are with --kind");
}

TEST_CASE("values that no scenario takes are left out, and the features stay") {
  auto const made = network(
      collection(
          {point(R"({"id": "A", "kind": "station", "unlocode": "cnsha"})", "[0, 0]"),
           line(
               R"({"id": "_a.b", "kind": "main line", "maxspeed": "0", "tracks": 3, "distance_km": -1, "gauge": 1000})",
               "[[0, 0], [1, 0]]")}),
      {"railway", 500});
  CHECK(made.overlay["places"]["A"].dump() == R"({"kind":"junction","lat":0.0,"lon":0.0})");
  auto const& link = made.overlay["links"]["a.b"];  // an id begins with a letter or a digit
  CHECK(link["kind"] == "railway");
  CHECK(link["gauge_mm"] == 1000);
  CHECK_FALSE(link.contains("speed_limit_km_per_h"));
  CHECK_FALSE(link.contains("tracks"));
  CHECK(link["distance_km"].get<double>() == Approx(111.320));
  CHECK(made.remarks == std::vector<std::string>{"values that no scenario takes are left out, of distance_km, kind, "
                                                 "speed_limit_km_per_h, tracks, unlocode"});
}

TEST_CASE("a name that a Shapefile has cut after ten letters is known where only one key begins so") {
  auto const made = network(collection(
      {line(R"({"id": "x", "kind": "sea_lane", "distance_k": 120, "speed_limi": 20})", "[[0, 0], [1, 0]]")}));
  CHECK(made.overlay["links"]["x"]["distance_km"] == 120);
  CHECK(made.remarks ==
        std::vector<std::string>{"properties that are no keys of the scenario file are left out: speed_limi"});
}

// 100,001 positions zigzag by some 200 m: all of them are needed within 50 m, and a scenario holds 10,000.
TEST_CASE("a line of more positions than a scenario holds is drawn by fewer") {
  std::string positions;
  for (int i = 0; i <= 100'000; ++i)
    positions += fmt::format("{}[{:.4f}, {}]", i == 0 ? "" : ", ", i * 0.0015, i % 2 == 0 ? "0" : "0.0018");
  auto const made = network(collection({line(R"({"id": "x", "kind": "sea_lane"})", "[" + positions + "]")}));
  CHECK(made.overlay["links"]["x"]["geometry"].size() <= 10'000);
  format::Problems problems;
  CHECK(imports::check_imported(made, "map.geojson", problems));
}

TEST_CASE("what no scenario could hold is told and not written") {
  auto const made = network(collection({line(R"({"id": "x", "kind": "road"})", "[[0, 0], [1, 0]]")}));
  format::Problems problems;
  CHECK(imports::check_imported(made, "map.geojson", problems));
  auto wrong = made;
  wrong.overlay["links"]["x"]["distance_km"] = 50'000;  // once around the earth is 40,075 km
  CHECK_FALSE(imports::check_imported(wrong, "map.geojson", problems));
  CHECK(format::said(problems) ==
        "map.geojson /links/x/distance_km: no scenario could hold what it says: expected a number from 0.001 to 40100, "
        "found 50000");
}

TEST_CASE("two features of one name get names of their own") {
  auto const made = network(collection({line(R"({"id": "x", "kind": "road"})", "[[0, 0], [1, 0]]"),
                                        line(R"({"id": "x y", "kind": "road"})", "[[2, 0], [3, 0]]"),
                                        line(R"({"id": "x/y", "kind": "road"})", "[[4, 0], [5, 0]]")}));
  CHECK(made.overlay["links"].contains("x"));
  CHECK(made.overlay["links"].contains("x-y-1"));
  CHECK(made.overlay["links"].contains("x-y-2"));
}

TEST_CASE("what is wrong with a map is told by feature") {
  CHECK(mistakes("{").starts_with("map.geojson:1:2: "));
  CHECK(mistakes(R"({"type": "Topology"})").starts_with("map.geojson:1:1: expected a GeoJSON feature collection"));
  CHECK(mistakes(collection({"7"})) == "map.geojson:1:44 /features/0: expected a feature with a geometry");
  CHECK(mistakes(collection({line("{}", "[[0, 0]]")}))
            .ends_with("/features/0/geometry/coordinates: a line has at least two positions"));
  CHECK(
      mistakes(collection({line("{}", "[[0, 0], [31, 121]]")}))
          .ends_with("/features/0/geometry/coordinates/1: expected longitude and latitude in degrees, in this order"));
  CHECK(mistakes(collection({line("{}", "[[0, 0], [1, 1]]"), point("{}", "[1]")})).starts_with("map.geojson:2:"));
}
