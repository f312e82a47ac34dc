#include "scenarios/format/fill_geography.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using namespace tongzhou::format;

namespace {

Json filled(std::string const& text) {
  auto scenario = Json::parse(text);
  for (auto const& [pointer, words] : fill_geography(scenario)) FAIL_CHECK(pointer + ": " + words);
  return scenario;
}

std::vector<std::string> gaps_of(std::string const& text) {
  auto scenario = Json::parse(text);
  std::vector<std::string> gaps;
  for (auto const& [pointer, words] : fill_geography(scenario)) gaps.push_back(pointer + ": " + words);
  return gaps;
}

}  // namespace

TEST_CASE("a UN/LOCODE says where a place is, unless the file says so itself") {
  auto const places = filled(R"({"places": {"上海": {"unlocode": "CNSHA"},
    "Wharf": {"unlocode": "CNSHA", "lat": 31, "lon": 122}}})")["places"];
  CHECK(places["上海"]["lat"] == 31.4001);
  CHECK(places["上海"]["lon"] == 121.4971);
  CHECK(places["上海"]["note"] == "lat, lon: CNSHA of the table of ports");
  CHECK(places["Wharf"].dump() == R"({"lat":31,"lon":122,"unlocode":"CNSHA"})");
}

TEST_CASE("what is doubtful about a port stands in the note, after what the file says") {
  auto const place = filled(R"({"places": {"H": {"unlocode": "CNHAK", "note": "south"}}})")["places"]["H"];
  CHECK(place["note"].get<std::string>().starts_with("south; lat, lon: CNHAK of the table of ports (the ports file"));
}

TEST_CASE("a port that the table does not have is told with the nearest code") {
  CHECK(gaps_of(R"({"places": {"A": {"unlocode": "CNSHX"}}})")
            .at(0)
            .starts_with(
                R"(/places/A/unlocode: the table of ports has no "CNSHX": give lat and lon; did you mean "CNSH)"));
}

TEST_CASE("a distance left out is that by sea lanes, an assumption, and the link gets their line") {
  auto const link = filled(R"({"places": {"A": {"unlocode": "CNSHA"}, "B": {"unlocode": "KRPUS"}},
    "links": {"ab": {"kind": "sea_lane", "from": "A", "to": "B"}}})")["links"]["ab"];
  CHECK(link["distance_km"].get<double>() == Approx(876).epsilon(0.01));
  CHECK(link["source"] == "assumption");
  CHECK(link["note"] == "distance_km: assumption, by sea lanes");
  CHECK(link["geometry"].front() == Json::parse("[121.4971, 31.4001]"));
  CHECK(link["geometry"].back() == Json::parse("[129.0358, 35.0982]"));
}

TEST_CASE("on land, on rivers and in the air it is the geodesic times a usual detour") {
  // A degree of the equator, 111.3195 km, times 1.25, 1.4 and 1.05.
  auto const links = filled(R"({"places": {"A": {"lat": 0, "lon": 0}, "B": {"lat": 0, "lon": 1}}, "links": {
    "rails": {"kind": "railway", "from": "A", "to": "B"}, "road": {"kind": "road", "from": "B", "to": "A"},
    "river": {"kind": "waterway", "from": "A", "to": "B", "source": "a survey"}, "air": {"kind": "air", "from": "A", "to": "B"}}})")
      ["links"];
  CHECK(links["rails"]["distance_km"] == 139.1);
  CHECK(links["road"]["distance_km"] == 139.1);
  CHECK(links["river"]["distance_km"] == 155.8);
  CHECK(links["air"]["distance_km"] == 116.9);
  CHECK(links["rails"]["note"] == "distance_km: assumption, geodesic 111.3 km times 1.25");
  CHECK(links["river"]["source"] == "a survey");
  CHECK_FALSE(links["rails"].contains("geometry"));
}

TEST_CASE("a link with a line is as long as the line, whatever its kind, and that is no assumption") {
  auto const link =
      filled(R"({"places": {"A": {}, "B": {}}, "links": {"ab": {"kind": "sea_lane", "from": "A", "to": "B",
    "geometry": [[179, 0], [180, 0], [-179, 0]]}}})")["links"]["ab"];
  CHECK(link["distance_km"] == 222.6);  // two degrees of the equator
  CHECK(link["note"] == "distance_km: along its geometry");
  CHECK_FALSE(link.contains("source"));
}

TEST_CASE("a distance that is given stays as it is") {
  std::string const text =
      R"({"links":{"ab":{"distance_km":5,"from":"A","kind":"road","to":"B"}},"places":{"A":{"lat":0,"lon":0},"B":{"lat":0,"lon":1}}})";
  CHECK(filled(text).dump() == text);
}

TEST_CASE("a distance that cannot be worked out is told, with what is missing") {
  CHECK(
      gaps_of(
          R"({"places": {"A": {"lat": 0, "lon": 0}, "B": {"lat": 1}, "C": {"lat": 0, "lon": 0}, "Wuhan": {"unlocode": "CNWUH"},
    "Shanghai": {"unlocode": "CNSHA"}}, "links": {
    "a": {"kind": "road", "from": "A", "to": "B"}, "b": {"kind": "road", "from": "A", "to": "C"},
    "c": {"kind": "sea_lane", "from": "Shanghai", "to": "Wuhan"}}})") ==
      std::vector<std::string>{
          R"(/links/a: missing key "distance_km": "B" has no lat and lon to work it out from)",
          R"(/links/b: missing key "distance_km": its places lie at one point)",
          R"(/links/c: missing key "distance_km": "Wuhan" lies 455 km from the nearest sea lane)"});
}

TEST_CASE("what the schema refuses is left to it") {
  for (
      auto const* const text :
      {R"([])", R"({"places": 1})", R"({"places": {"A": 1}, "links": []})", R"({"places": {"A": {"unlocode": 7}}})",
       R"({"places": {"A": {"lat": "x", "lon": 0}}, "links": {"l": 1, "m": {"kind": "road", "from": "A", "to": "A"},
            "n": {"kind": "road", "from": "A", "to": "gone"}}})",
       R"({"places": {"A": {"lat": 0, "lon": 0}, "B": {"lat": 1, "lon": 0}}, "links": {"l": {"kind": "canal", "from": "A", "to": "B"}}})"}) {
    INFO(text);
    CHECK(filled(text) == Json::parse(text));
  }
}
