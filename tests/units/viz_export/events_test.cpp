#include "viz/export/events.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <set>

#include "tests/units/viz_export/harbour.hpp"

using namespace tongzhou;
using namespace tongzhou::exports;
using nlohmann::json;

namespace {

/// OCEL 2.0 in JSON, as its specification wants it.
json const ocel_schema = json::parse(R"({
  "definitions": {
    "types": {"type": "array", "items": {
      "type": "object", "required": ["name", "attributes"],
      "properties": {"name": {"type": "string"}, "attributes": {"type": "array", "items": {
        "type": "object", "required": ["name", "type"],
        "properties": {"name": {"type": "string"}, "type": {"enum": ["string", "time", "integer", "float", "boolean"]}},
        "additionalProperties": false}}},
      "additionalProperties": false}},
    "time": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"},
    "relationships": {"type": "array", "items": {
      "type": "object", "required": ["objectId", "qualifier"],
      "properties": {"objectId": {"type": "string"}, "qualifier": {"type": "string"}},
      "additionalProperties": false}}
  },
  "type": "object", "required": ["objectTypes", "eventTypes", "objects", "events"],
  "properties": {
    "objectTypes": {"$ref": "#/definitions/types"},
    "eventTypes": {"$ref": "#/definitions/types"},
    "objects": {"type": "array", "items": {
      "type": "object", "required": ["id", "type"],
      "properties": {"id": {"type": "string"}, "type": {"type": "string"},
        "attributes": {"type": "array", "items": {
          "type": "object", "required": ["name", "time", "value"],
          "properties": {"name": {"type": "string"}, "time": {"$ref": "#/definitions/time"}, "value": {"type": "string"}},
          "additionalProperties": false}},
        "relationships": {"$ref": "#/definitions/relationships"}},
      "additionalProperties": false}},
    "events": {"type": "array", "items": {
      "type": "object", "required": ["id", "type", "time", "relationships"],
      "properties": {"id": {"type": "string"}, "type": {"type": "string"}, "time": {"$ref": "#/definitions/time"},
        "attributes": {"type": "array", "items": {
          "type": "object", "required": ["name", "value"],
          "properties": {"name": {"type": "string"}, "value": {"type": ["string", "boolean"]}},
          "additionalProperties": false}},
        "relationships": {"$ref": "#/definitions/relationships"}},
      "additionalProperties": false}}},
  "additionalProperties": false
})");

/// Of the first 5000 lines: enough for every kind of event.
std::filesystem::path first_events() {
  auto const part = room() / "first-events.jsonl";
  std::ifstream in{year().events};
  std::ofstream out{part};
  std::string line;
  for (int i = 0; i < 5000 && std::getline(in, line); ++i) out << line << '\n';
  return part;
}

std::string said(format::Problems const& problems) {
  std::string text;
  for (auto const& problem : problems.sorted()) text += to_line(problem) + "\n";
  return text;
}

}  // namespace

TEST_CASE("events become an object-centric log in which nothing is spoken of that is not there") {
  format::Problems problems;
  REQUIRE(write_ocel(first_events(), room() / "log.json", problems));
  auto const log = json::parse(text_of(room() / "log.json"));
  CHECK(departures(ocel_schema, log) == "");
  std::set<std::string> ids, types, codes;
  for (auto const& type : log.at("objectTypes")) types.insert(type.at("name").get<std::string>());
  for (auto const& type : log.at("eventTypes")) codes.insert(type.at("name").get<std::string>());
  for (auto const& object : log.at("objects")) {
    CHECK(ids.insert(object.at("id").get<std::string>()).second);
    CHECK(types.contains(object.at("type").get<std::string>()));
  }
  for (auto const* section : {"objects", "events"}) {
    for (auto const& one : log.at(section)) {
      for (auto const& r : one.at("relationships")) CHECK(ids.contains(r.at("objectId").get<std::string>()));
    }
  }
  for (auto const& event : log.at("events")) CHECK(codes.contains(event.at("type").get<std::string>()));
  CHECK(codes == std::set<std::string>{"ARRI", "BRTH", "DEPA", "DISC", "GTIN", "GTOT", "LOAD", "STRP", "STUF"});
}

TEST_CASE("movements are what vehicles did in the first four weeks that are counted, minutes from their beginning") {
  auto result = year().result;
  result.at("period").at("warm_up_days") = 13.5;
  format::Problems problems;
  auto const found = movements(result, year().events, problems);
  CHECK(problems.empty());
  // The warm-up ends within 14 January; the first whole day after it is the fifteenth.
  CHECK(found.at("start") == "2025-01-15");
  CHECK(found.at("days") == 28);
  std::vector<std::string> codes;
  for (auto const& voyage : found.at("voyages")) {
    CHECK(voyage.at("service") == "weekly-boat");
    double last = 0;
    for (auto const& event : voyage.at("events")) {
      auto const minutes = event[0].get<double>();
      CHECK(minutes >= last);
      CHECK(minutes < 28 * 1440);
      last = minutes;
      codes.push_back(event[1].get<std::string>());
      // Who waits says for what, and until when.
      CHECK(event.size() == (codes.back() == "WAIT" ? 5 : 4));
      if (codes.back() == "WAIT") {
        CHECK(event[3].get<std::string>().starts_with("waiting_for_"));
        CHECK(event[4].get<double>() >= minutes);
      }
    }
  }
  // Each week a ship calls at Wuhan and at Shanghai, and travels the river down and up.
  CHECK(std::ranges::count(codes, "BRTH") == 8);
  CHECK(std::ranges::count(codes, "DEPA") == 8);
  CHECK(std::ranges::count(codes, "PASS") == 8);
}

TEST_CASE("a voyage is a line from port to port, later at each point") {
  format::Problems problems;
  REQUIRE(write_trips(year().result, year().events, room() / "trips.geojson", problems));
  auto const trips = json::parse(text_of(room() / "trips.geojson"));
  // One ship leaves each week of the year from Wuhan, and comes back.
  CHECK(trips.at("features").size() == 52);
  for (auto const& trip : trips.at("features")) {
    auto const& points = trip.at("geometry").at("coordinates");
    REQUIRE(points.size() >= 2);
    for (std::size_t i = 1; i < points.size(); ++i) CHECK(points[i - 1][3].get<double>() <= points[i][3].get<double>());
  }
  auto const& second = trips.at("features")[1];
  CHECK(second.at("properties").at("service") == "weekly-boat");
  CHECK(second.at("geometry").at("coordinates")[0][0] == 114.46);
  CHECK(second.at("geometry").at("coordinates").back()[0] == 114.46);
  // 2025-01-01 is day 20089 since 1970; the second ship arrives to load in the first week.
  auto const begins = second.at("geometry").at("coordinates")[0][3].get<double>();
  CHECK(begins >= 20089.0 * 86400);
  CHECK(begins <= 20089.0 * 86400 + 8 * 86400);
}

TEST_CASE("a line that is no event is a problem at its line, and nothing is written") {
  std::ofstream{room() / "wrong.jsonl"} << text_of(year().events).substr(0, text_of(year().events).find('\n') + 1)
                                        << R"({"eventType": "WEATHER"})" << '\n';
  format::Problems problems;
  CHECK_FALSE(write_ocel(room() / "wrong.jsonl", room() / "wrong.json", problems));
  CHECK(said(problems).find("wrong.jsonl:2:1") != std::string::npos);
  CHECK_FALSE(std::filesystem::exists(room() / "wrong.json"));
}

TEST_CASE("events of another scenario do not fit the result") {
  auto result = year().result;
  result.at("places").erase("CNSHA");
  format::Problems problems;
  CHECK_FALSE(write_trips(result, first_events(), room() / "foreign.geojson", problems));
  CHECK(said(problems).find("place 'CNSHA' is not in the result") != std::string::npos);
  CHECK_FALSE(std::filesystem::exists(room() / "foreign.geojson"));
}
