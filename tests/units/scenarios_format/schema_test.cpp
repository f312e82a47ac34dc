#include "scenarios/format/schema.hpp"

#include <catch2/catch.hpp>
#include <stdexcept>

#include "scenarios/format/problems.hpp"
#include "tests/units/scenarios_format/oracle.hpp"

using namespace tongzhou::format;
using nlohmann::json;

namespace {

/// What is said about a value, one line a report; a report about a key is marked so.
std::string about(json const& schema, json const& value) {
  std::string lines;
  validate(Schema{schema}, value, [&](std::string const& pointer, std::string const& text, bool on_key) {
    lines += (lines.empty() ? "" : "\n") + pointer + (on_key ? " (key)" : "") + ": " + text;
  });
  CHECK(lines.empty() == valijson_accepts(schema, value));
  return lines;
}

json operator""_schema(char const* text, std::size_t size) { return json::parse(std::string(text, size)); }

/// A small world with every keyword that we know.
json const world_schema = R"({
  "$schema": "http://json-schema.org/draft-07/schema#",
  "type": "object",
  "description": "a world",
  "required": ["places", "start"],
  "additionalProperties": false,
  "properties": {
    "$schema": {"type": "string"},
    "start": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "examples": ["2025-01-01"]},
    "name": {"anyOf": [{"type": "string", "minLength": 1}, {"$ref": "#/definitions/names"}]},
    "places": {
      "type": "object", "minProperties": 1,
      "propertyNames": {"pattern": "^[A-Z]{5}$"},
      "additionalProperties": {"$ref": "#/definitions/place"}
    },
    "links": {"type": "array", "maxItems": 3, "items": {"$ref": "#/definitions/link"}},
    "share": {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1},
    "notes": {"type": "object", "patternProperties": {"^x-": {"type": "string"}}, "additionalProperties": false},
    "version": {"const": 1},
    "depth": {"type": ["number", "null"], "minimum": 0}
  },
  "definitions": {
    "names": {"type": "object", "required": ["en"], "additionalProperties": false,
              "properties": {"en": {"type": "string"}, "zh": {"type": "string"}}},
    "place": {"type": "object", "required": ["berths"], "additionalProperties": false,
              "properties": {"berths": {"type": "integer", "minimum": 1, "maximum": 200},
                             "inside": {"$ref": "#/definitions/place"}}},
    "link": {"oneOf": [{"$ref": "#/definitions/sea"}, {"$ref": "#/definitions/rail"}]},
    "sea": {"type": "object", "required": ["kind", "from", "to"], "additionalProperties": false,
            "properties": {"kind": {"enum": ["sea", "river"]}, "from": {"type": "string"}, "to": {"type": "string"},
                           "depth_m": {"type": "array", "minItems": 2, "items": {"type": "number"}}}},
    "rail": {"type": "object", "required": ["kind", "from", "to"], "additionalProperties": false,
             "properties": {"kind": {"const": "rail"}, "from": {"type": "string"}, "to": {"type": "string"},
                            "tracks": {"type": "integer", "exclusiveMinimum": 0}}}
  }
})"_schema;

json const world = R"({
  "$schema": "s.json", "start": "2025-01-01", "name": {"en": "Yangtze", "zh": "\u957f\u6c5f"},
  "places": {"CNSHA": {"berths": 40}, "CNNGB": {"berths": 1, "inside": {"berths": 2}}},
  "links": [{"kind": "sea", "from": "CNSHA", "to": "CNNGB", "depth_m": [12, 11.5]},
            {"kind": "rail", "from": "a", "to": "b", "tracks": 2}],
  "share": 0.25, "notes": {"x-a": "b"}, "version": 1, "depth": null
})"_schema;

/// The world with one member of the top replaced.
std::string about_world(char const* key, json const& value) {
  auto changed = world;
  changed[key] = value;
  return about(world_schema, changed);
}

}  // namespace

TEST_CASE("a good world passes") { CHECK(about(world_schema, world).empty()); }

TEST_CASE("numbers: the range is said, and nothing is taken for a number that is none") {
  auto const berths = R"({"type": "integer", "minimum": 1, "maximum": 200})"_schema;
  CHECK(about(berths, 1).empty());
  CHECK(about(berths, 200).empty());
  CHECK(about(berths, 0) == ": expected a whole number from 1 to 200, found 0");
  CHECK(about(berths, -5) == ": expected a whole number from 1 to 200, found -5");
  CHECK(about(berths, 2.9) == ": expected a whole number from 1 to 200, found 2.9");
  CHECK(about(berths, true) == ": expected a whole number from 1 to 200, found true");
  CHECK(about(berths, "12") == ": expected a whole number from 1 to 200, found text \"12\"; write 12 without quotes");
  CHECK(about(berths, nullptr) == ": expected a whole number from 1 to 200, found null");
  CHECK(about(berths, json::array()) == ": expected a whole number from 1 to 200, found a list");
  CHECK(about(R"({"type": "integer", "minimum": 0})"_schema, -5) ==
        ": expected a whole number of at least 0, found -5");
  CHECK(about(R"({"type": "number", "maximum": 5})"_schema, 6) == ": expected a number of at most 5, found 6");
  CHECK(about(R"({"type": "number", "exclusiveMinimum": 0})"_schema, 0) == ": expected a number above 0, found 0");
  CHECK(about(R"({"type": "number", "exclusiveMaximum": 1})"_schema, 1) == ": expected a number below 1, found 1");
  CHECK(about(R"({"type": "number", "exclusiveMinimum": 0, "maximum": 1})"_schema, 1.5) ==
        ": expected a number above 0 and at most 1, found 1.5");
  CHECK(about(R"({"type": "number", "minimum": 0, "exclusiveMaximum": 1})"_schema, 1) ==
        ": expected a number of at least 0 and below 1, found 1");
  CHECK(about(R"({"type": "number"})"_schema, 3).empty());
}

TEST_CASE("the largest whole numbers do not wrap into small ones") {
  auto const refuses = [](json const& schema, json const& value) { return !we_accept(Schema{schema}, value); };
  CHECK(refuses(R"({"maximum": -1})"_schema, json(18446744073709551615u)));
  CHECK(refuses(R"({"enum": [-1]})"_schema, json(18446744073709551615u)));
  CHECK_FALSE(refuses(R"({"minimum": 9007199254740992})"_schema, json(9007199254740993)));
  CHECK(refuses(R"({"maximum": 9007199254740992})"_schema, json(9007199254740993)));
}

TEST_CASE("texts") {
  CHECK(about(R"({"type": "string"})"_schema, 5) == ": expected text, found a number");
  CHECK(about(R"({"type": "string"})"_schema, false) == ": expected text, found false");
  CHECK(about(R"({"type": "string", "minLength": 1})"_schema, "") == ": expected some text, found \"\"");
  CHECK(about(R"({"type": "string", "minLength": 3})"_schema, "\u6c5f\u6c5f") ==
        ": expected text of at least 3 characters, found \"\u6c5f\u6c5f\"");
  CHECK(about(R"({"type": "string", "pattern": "^[A-Z]+$"})"_schema, "a") ==
        ": expected text of the form ^[A-Z]+$, found \"a\"");
  CHECK(about(R"({"type": "string", "pattern": "^[A-Z]+$", "examples": ["CN"]})"_schema, std::string(50, 'a')) ==
        ": expected text like \"CN\", found \"" + std::string(40, 'a') + "...\"");
}

TEST_CASE("a text too long for a pattern does not exhaust the stack") {
  Schema const schema{R"({"pattern": "^(a|b)*$"})"_schema};
  CHECK(we_accept(schema, std::string(1000, 'a')));
  CHECK_FALSE(we_accept(schema, std::string(10000000, 'a')));
}

TEST_CASE("listed values: all are named, with the nearest spelling") {
  auto const kinds = R"({"enum": ["sea", "river", "rail"]})"_schema;
  CHECK(about(kinds, "rail").empty());
  CHECK(about(kinds, "rial") ==
        ": expected one of \"sea\", \"river\", \"rail\", found \"rial\"; did you mean \"rail\"?");
  CHECK(about(kinds, "balloon") == ": expected one of \"sea\", \"river\", \"rail\", found \"balloon\"");
  CHECK(about(kinds, 3) == ": expected one of \"sea\", \"river\", \"rail\", found a number");
  CHECK(about(R"({"const": 1})"_schema, 2) == ": expected 1, found 2");
  CHECK(about(R"({"enum": [1, "all"]})"_schema, 2) == ": expected one of 1, \"all\", found 2");
}

TEST_CASE("keys: unknown ones at the key, missing ones together") {
  auto const leg = R"({"type": "object", "required": ["from", "to", "vessel"], "additionalProperties": false,
                       "properties": {"from": {}, "to": {}, "vessel": {}}})"_schema;
  CHECK(about(leg, R"({"from": 1, "to": 2, "vesel": 3})"_schema) ==
        ": missing key \"vessel\"\n/vesel (key): unknown key; did you mean \"vessel\"?");
  CHECK(about(leg, R"({"vessel": 3})"_schema) == ": missing keys \"from\", \"to\"");
  CHECK(about(leg, R"({"from": 1, "to": 2, "vessel": 3, "a/b": 4})"_schema) == "/a~1b (key): unknown key");
  CHECK(about_world("notes", {{"y", "b"}}) == "/notes/y (key): unknown key; keys here are of the form ^x-");
  CHECK(about_world("notes", {{"x-y", 3}}) == "/notes/x-y: expected text, found a number");
  CHECK(about_world("places", {{"Wuhan", {{"berths", 1}}}}) ==
        "/places/Wuhan (key): unknown key; keys here are of the form ^[A-Z]{5}$");
  CHECK(about_world("places", json::object()) == "/places: expected at least 1 entry, found none");
}

TEST_CASE("lists") {
  auto const list = R"({"type": "array", "minItems": 2, "maxItems": 3, "items": {"type": "number"}})"_schema;
  CHECK(about(list, {1, 2}).empty());
  CHECK(about(list, json::array()) == ": expected 2 to 3 items, found none");
  CHECK(about(list, {1, "a", 3, nullptr}) ==
        ": expected 2 to 3 items, found 4\n/1: expected a number, found text \"a\"\n/3: expected a number, found null");
  CHECK(about(R"({"minItems": 1})"_schema, json::array()) == ": expected at least 1 item, found none");
  CHECK(about(R"({"minItems": 2, "maxItems": 2})"_schema, {1}) == ": expected exactly 2 items, found 1");
  CHECK(about(R"({"type": "array"})"_schema, json::object()) == ": expected a list, found an object");
}

TEST_CASE("of several forms, the message is about the one that was meant") {
  CHECK(about_world("links", R"([{"kind": "rail", "from": "a", "to": "b", "tracks": 0}])"_schema) ==
        "/links/0/tracks: expected a whole number above 0, found 0");
  CHECK(about_world("links", R"([{"kind": "river", "from": "a", "too": "b"}])"_schema) ==
        "/links/0: missing key \"to\"\n/links/0/too (key): unknown key; did you mean \"to\"?");
  CHECK(about_world("links", R"([{"kind": "rial", "from": "a", "to": "b"}])"_schema) ==
        "/links/0/kind: expected one of \"sea\", \"river\", \"rail\", found \"rial\"; did you mean \"rail\"?");
  CHECK(about_world("links", R"([{"from": "a", "to": "b"}])"_schema) ==
        "/links/0: missing key \"kind\": one of \"sea\", \"river\", \"rail\"");
  CHECK(about_world("links", {7}) == "/links/0: expected an object, found a number");
  CHECK(about_world("name", 7) == "/name: expected some text or an object, found a number");
  CHECK(about_world("name", "") == "/name: expected some text, found \"\"");
  CHECK(about_world("name", {{"zh", "a"}}) == "/name: missing key \"en\"");
  CHECK(about_world("depth", -1) == "/depth: expected a number of at least 0 or null, found -1");
}

TEST_CASE("forms without a telling property: the one with the fewest departures, the first of equals") {
  auto const forms = R"({"anyOf": [
    {"type": "object", "required": ["mean", "shape"], "additionalProperties": false, "properties": {"mean": {}, "shape": {}}},
    {"type": "object", "required": ["low", "high"], "additionalProperties": false, "properties": {"low": {}, "high": {}}}
  ]})"_schema;
  CHECK(about(forms, {{"low", 1}}) == ": missing key \"high\"");
  CHECK(about(forms, json::object()) == ": missing keys \"mean\", \"shape\"");
  CHECK(about(R"({"oneOf": [{"type": "number"}, {"type": "integer"}]})"_schema, 1) ==
        ": fits more than one of the forms allowed here");
}

TEST_CASE("all problems are reported at once, up to a thousand") {
  CHECK(about(world_schema, R"({"start": 1, "places": {"CNSHA": {"berths": 0}}, "share": 1, "shrae": 2})"_schema) ==
        "/places/CNSHA/berths: expected a whole number from 1 to 200, found 0\n"
        "/share: expected a number above 0 and below 1, found 1\n"
        "/shrae (key): unknown key; did you mean \"share\"?\n"
        "/start: expected text like \"2025-01-01\", found a number");
  std::size_t reports = 0;
  validate(Schema{R"({"items": {"type": "string"}})"_schema}, json(std::vector<int>(5000)),
           [&](auto const&...) { ++reports; });
  CHECK(reports == Problems::most_kept);
}

TEST_CASE("a schema with a keyword that we do not know is a mistake of ours") {
  CHECK_THROWS_WITH(Schema{R"({"multipleOf": 2})"_schema}, "schema: unknown keyword multipleOf");
  CHECK_THROWS_WITH(Schema{R"({"items": {"typ": "string"}})"_schema}, "schema: unknown keyword typ");
  CHECK_THROWS_WITH(Schema{R"({"type": "float"})"_schema}, "schema: unknown type float");
  CHECK_THROWS_WITH(Schema{R"({"$ref": "#/definitions/a"})"_schema},
                    "schema: $ref to a missing definition: #/definitions/a");
  CHECK_THROWS_WITH(Schema{R"({"$ref": "other.json"})"_schema},
                    "schema: $ref must begin with #/definitions/, not other.json");
  CHECK_THROWS_WITH(
      Schema{R"({"definitions": {"a": {"$ref": "#/definitions/b"}, "b": {"$ref": "#/definitions/a"}}})"_schema},
      "schema: $ref goes round in a circle at a");
  CHECK_THROWS_WITH(
      Schema{R"({"definitions": {"a": {}}, "items": {"$ref": "#/definitions/a", "type": "null"}})"_schema},
      "schema: type beside $ref would be ignored");
  CHECK_THROWS_AS(Schema{R"({"pattern": 5})"_schema}, std::invalid_argument);
  CHECK_THROWS_AS(Schema{json(true)}, std::invalid_argument);
}

TEST_CASE("valijson and we agree on a world and on every way to spoil it") {
  auto const differ = disagreements(world_schema, world);
  CHECK(mutants(world).size() > 400);
  CHECK(differ == std::vector<std::string>{});
}

TEST_CASE("valijson and we agree on keywords without a type") {
  for (auto const* schema :
       {R"({"minimum": 1})", R"({"pattern": "^a"})", R"({"required": ["kind"]})", R"({"minItems": 2})",
        R"({"minLength": 1})", R"({"properties": {"kind": {"type": "string"}}})", R"({"minProperties": 1})",
        R"({"items": {"type": "integer"}})", R"({"enum": [1, "x", null, [1, "a"]]})", R"({"const": {"kind": "sea"}})",
        R"({"type": ["integer", "string", "array"]})", R"({"anyOf": [{"type": "null"}, {"minimum": 1}]})",
        R"({"oneOf": [{"type": "number"}, {"minimum": 1}]})"}) {
    CAPTURE(schema);
    CHECK(disagreements(json::parse(schema), json{{"kind", "sea"}}) == std::vector<std::string>{});
    CHECK(disagreements(json::parse(schema), json::array({1, "a"})) == std::vector<std::string>{});
  }
}
