#include "scenarios/format/effort.hpp"

#include <catch2/catch.hpp>

#include "sim/itineraries/planner.hpp"
#include "tests/units/scenarios_format/river.hpp"

using namespace tongzhou;
using namespace tongzhou::format;

namespace {

Effort effort_of_river(std::string const& patch) {
  auto const world = built_with(patch);
  itineraries::Planner const planner{*world};
  return effort_of(*world, itineraries::plan_all(*world, planner));
}

}  // namespace

TEST_CASE("what a run takes can be counted beforehand") {
  auto const effort = effort_of_river("{}");
  // The boat leaves 28 times, calls twice and passes two reaches and the lock each way: (2 + 6) x 2 events x 28 = 448.
  // The train leaves twice a week, 8 times, calls twice and passes one line: (2 + 1) x 2 x 8 = 48.
  CHECK(effort.events == Approx(448 + 48));
  // 1000 TEU a year in boxes of two TEU, for 28 of 365 days.
  CHECK(effort.boxes == Approx(500 * 28 / 365.0));
  CHECK(effort.most_of_it == "service boat, 28 departures");
  CHECK(too_much(effort, {3600, 1000}).empty());
}

TEST_CASE("ships that never wait are counted by the time they need for the way") {
  // 200 km and back at 20 km/h are 20 h; one ship makes 28 x 24 / 20 = 33.6 rounds of 16 events. Boxes alone would fill
  // it, at a thousandth of 300 TEU, no more than twice as often as there are boxes: 77 times.
  auto const effort = effort_of_river(R"({"services": {"boat": {"fleet": 1, "schedule": {"every_hours": null,
    "when_full": {"fill": 0.001}}}}})");
  CHECK(effort.events == Approx(33.6 * 16 + 48).epsilon(0.01));
}

TEST_CASE("boxes that no sailing has room for pile up to the end of the run, and fill memory") {
  // A boat of 300 TEU a day carries 365 x 300 = 109,500 TEU a year, a hundredth of 10,950,000: of the 420,000 boxes of
  // two TEU that 28 days bring, 99 in a hundred stay behind.
  auto const effort = effort_of_river(R"({"flows": {"export": {"teu_per_year": 10950000}}})");
  CHECK(effort.boxes == Approx(420'000));
  CHECK(effort.boxes_alive == Approx(0.99 * 420'000));
}

TEST_CASE("what is expected to take more than is allowed is told, with what makes most of it") {
  auto const effort = effort_of_river(R"({"length_days": 36525, "flows": {"export": {"teu_per_year": 1e8}}})");
  // 5e7 boxes a year for a century.
  auto const why = too_much(effort, {3600, 1e6});
  CHECK(why.find("5e+09 boxes") != std::string::npos);
  CHECK(why.find("where 60 minutes are allowed; most of it: flow export, 5e+07 boxes a year") != std::string::npos);
  CHECK(too_much(effort, {}).empty());
  // In a year 5e7 boxes, of which the boat takes one in a thousand: more than 30 MB.
  auto const year = effort_of_river(R"({"length_days": 365, "flows": {"export": {"teu_per_year": 1e8}}})");
  CHECK(too_much(year, {0, 30}).find("30 MB are allowed") != std::string::npos);
}
