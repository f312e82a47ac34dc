#include "scenarios/effects/combination.hpp"

#include <catch2/catch.hpp>

using namespace tongzhou;
using effects::contradictions;
using effects::patch_between;
using effects::together;
using Json = format::Json;

TEST_CASE("a patch between two scenarios makes the one of the other") {
  auto const base = Json::parse(R"({"customs": {"when": "on_arrival"}, "links": {"a": {"km": 1}, "b": {"km": 2}}})");
  auto const changed =
      Json::parse(R"({"customs": {"when": "advance"}, "links": {"a": {"km": 1}}, "goods": {"g": {}}})");
  auto const patch = patch_between(base, changed);
  CHECK(patch == Json::parse(R"({"customs": {"when": "advance"}, "links": {"b": null}, "goods": {"g": {}}})"));
  CHECK(together(base, {patch}) == changed);
  CHECK(patch_between(base, base) == Json::object());
}

TEST_CASE("two measures together change what each changes, and the later one rules where they contradict") {
  auto const base = Json::parse(R"({"cranes": 2, "berths": 1, "hours": 24})");
  auto const one = Json::parse(R"({"name": "more cranes", "cranes": 3, "hours": 12})");
  auto const other = Json::parse(R"({"name": "more berths", "berths": 2, "hours": 6})");
  CHECK(together(base, {one, other}) ==
        Json::parse(R"({"name": "more berths", "cranes": 3, "berths": 2, "hours": 6})"));
  CHECK(contradictions(one, other) == std::vector<std::string>{"/hours"});
}
