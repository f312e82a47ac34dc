#include "scenarios/format/reachable.hpp"

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
