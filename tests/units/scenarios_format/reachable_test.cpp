#include "scenarios/format/reachable.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "tests/units/scenarios_format/river.hpp"

using namespace tongzhou;
using namespace tongzhou::format;

namespace {

std::string unreachable_with(std::string const& patch) {
  auto const document = river_with(patch);
  auto const world = *built_with(patch);
  itineraries::Planner const planner{world};
  Problems problems;
  bool const all = check_reachable(document, world, planner, itineraries::plan_all(world, planner), problems);
  CHECK(all == problems.empty());
  return said(problems);
}

}  // namespace

TEST_CASE("boxes that trucks and a boat can carry are nobody's problem") { CHECK(unreachable_with("{}") == ""); }

TEST_CASE("a flow that nothing can carry is refused at its place, with the reason") {
  CHECK(unreachable_with(R"({"trucking": null})") ==
        "river.json:36:15 /flows/export: no way from 'Hill' to 'Town': reached none; services calling there or at the "
        "origin: none; services from which 'Town' can be reached: none; there are roads, but no \"trucking\" to use "
        "them");
  CHECK(unreachable_with(R"({"services": {"boat": null}, "flows": {"export": {"from": "Mouth"},
    "inland": {"from": "Up", "to": "Inland", "box": "22G1", "boxes_per_year": 9}}})") ==
        "s.json:2:15 /flows/inland: no way from 'Up' to 'Inland': reached Hill; services calling there or at the "
        "origin: none; services from which 'Inland' can be reached: 'block'");
}

namespace {

/// Imports come down the river from abroad, change to the train at Mouth, where customs has an office, and end inland.
std::string imports(std::string const& customs, std::string const& office = R"({"kind": "customs", "bays": 1})") {
  return fmt::format(R"({{
    "places": {{
      "Hill": {{"country": "KR"}}, "Up": {{"country": "KR"}}, "Gate": {{"country": "KR"}}, "Town": {{"country": "CN"}},
      "Mouth": {{"country": "CN", "facilities": {{"customs": {}}}}},
      "Inland": {{"country": "CN", "facilities": {{"rail": {{"gantries": 1, "moves_per_crane_hour": 20}}}}}}}},
    "flows": {{
      "export": null,
      "in": {{"from": "Up", "to": "Inland", "trade": "import", "box": "22G1", "boxes_per_year": 100}},
      "in-too": {{"from": "Up", "to": "Inland", "trade": "import", "box": "22G1", "boxes_per_year": 100}},
      "out": {{"from": "Mouth", "to": "Up", "trade": "export", "box": "22G1", "boxes_per_year": 100}}}},
    "customs": {}}})",
                     office, customs);
}

}  // namespace

TEST_CASE("customs that inspects needs an office where boxes are cleared") {
  CHECK(unreachable_with(imports(R"({"where": "port", "inspected_low_risk": 0.1})")) == "");
  CHECK(unreachable_with(imports(R"({"where": "inland", "inspected_low_risk": 0.1})"))
            .ends_with(
                "/customs/where: flow \"in\", like another one, is to be cleared inland, but \"Inland\" has no customs "
                "office: no inspection, no fee, no figures; give \"Inland\" a facility of kind \"customs\", or let "
                "customs clear where boxes cross the border (\"where\": \"port\")"));
  CHECK(unreachable_with(imports(R"({"where": "port", "inspected_low_risk": 0.1})", "null"))
            .ends_with(
                "/flows/in: flow \"in\", like 2 others, is to be cleared where it crosses the border, but \"Mouth\" "
                "has no customs office: no inspection, no fee, no figures; give \"Mouth\" a facility of kind "
                "\"customs\""));
}

TEST_CASE("a country that has a customs office somewhere has one wherever boxes are cleared") {
  CHECK(unreachable_with(imports(R"({"where": "port"})")) == "");
  CHECK(unreachable_with(imports(R"({"where": "inland"})")).find("\"Inland\" has no customs office") !=
        std::string::npos);
}

TEST_CASE("declarations alone need no office") {
  CHECK(unreachable_with(imports(R"({"where": "inland", "import_declaration_hours": 24})", "null")) == "");
  CHECK(unreachable_with(imports("null", "null")) == "");
  CHECK(unreachable_with(imports("null")) == "");
}

TEST_CASE("where the other country's certificate is recognised, and there is no office at all, none is needed") {
  CHECK(unreachable_with(imports(R"({"inspected_low_risk": 0.1, "recognised": ["KR"]})", "null")) == "");
}
