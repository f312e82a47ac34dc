#include "sim/outcome/overload_trend.hpp"

#include <catch2/catch.hpp>

using namespace tongzhou;

namespace {

/// A river with a flow down and one up, in boxes of 2 TEU: a week of warm-up, then weeks of 100 TEU in and so many out.
struct River {
  world::World world;
  outcome::Outcome outcome;

  explicit River(std::vector<double> const& out) {
    world.warm_up = days(7);
    world.length = days(7 + 7 * static_cast<double>(out.size()));
    world::BoxType box;
    box.teu = 2;
    world::Flow flow;
    flow.box = world.box_types.add(box);
    world.flows.add(flow);
    world.flows.add(flow);
    outcome.flows.resize(2);
    outcome.weeks.push_back({100, 0, 100, {}});
    for (auto const teu : out) outcome.weeks.push_back({100, teu, 0, {}});
  }
  std::optional<outcome::OverloadTrend> trend() const { return outcome::overload_trend(outcome, world); }
};

}  // namespace

TEST_CASE("a river that lets 95 of 100 TEU through every week fills up, most of it by the flow that gets stuck") {
  River river{std::vector<double>(12, 95)};
  river.outcome.flows[world::FlowId{0}].boxes_in = 300;
  river.outcome.flows[world::FlowId{0}].boxes_out = 299;
  river.outcome.flows[world::FlowId{1}].boxes_in = 300;
  river.outcome.flows[world::FlowId{1}].boxes_out = 271;
  auto const trend = river.trend();
  REQUIRE(trend);
  CHECK(trend->teu_in == 1200);
  CHECK(trend->teu_out == 1140);
  CHECK(trend->flow == world::FlowId{1});
}

TEST_CASE("a river that takes a breath in one third, or loses 2 in 100, does not fill up") {
  CHECK_FALSE(River{{90, 90, 90, 90, 100, 100, 100, 100, 90, 90, 90, 90}}.trend());
  CHECK_FALSE(River{std::vector<double>(12, 98)}.trend());
  CHECK_FALSE(River{std::vector<double>(12, 100)}.trend());
  CHECK_FALSE(River{std::vector<double>(12, 110)}.trend());
}

TEST_CASE("of less than twelve whole weeks after the warm-up nothing is said") {
  CHECK_FALSE(River{std::vector<double>(11, 50)}.trend());
  River longer{std::vector<double>(12, 50)};
  CHECK(longer.trend());
  longer.world.warm_up = days(8);  // into the second week
  CHECK_FALSE(longer.trend());
  CHECK_FALSE(outcome::overload_trend({}, {}));
}
