#include "sim/outcome/overload_trend.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>
#include <vector>

using namespace tongzhou;
using outcome::growth;

namespace {

/// Weeks of a river from its first day on: what came in, and what was inside at their ends.
struct Weeks {
  std::vector<double> in, inside;
};

constexpr std::size_t warm_up = 4;

/// So much comes in a week, is under way for some whole weeks, and waits in front of a lock that lets so much through.
template <class ComesIn>
Weeks river(std::size_t weeks, ComesIn comes_in, std::size_t under_way, double let_through = 1e9) {
  Weeks made;
  std::vector<double> entered;
  double queue = 0;
  for (std::size_t week = 0; week < warm_up + weeks; ++week) {
    made.in.push_back(comes_in(static_cast<double>(week)));
    queue += made.in.back();
    entered.push_back(std::min(queue, let_through));
    queue -= entered.back();
    double inside = queue;
    for (std::size_t back = 0; back < std::min(under_way, entered.size()); ++back) inside += *(entered.rbegin() + back);
    made.inside.push_back(inside);
  }
  return made;
}

std::optional<outcome::Growth> growth_of(Weeks const& weeks) { return growth(weeks.in, weeks.inside, warm_up); }

auto const level = [](double) { return 100.0; };
/// Half as much again in the season and half as much out of it; which week of the year is the first.
auto season(double first) {
  return [first](double week) { return 100 + 50 * std::sin(2 * std::numbers::pi * (week + first) / 52); };
}

}  // namespace

TEST_CASE("a lock that lets 95 of 100 TEU through fills up by 5 a week, 5 % of what comes in") {
  for (std::size_t const weeks : {26u, 52u, 104u}) {
    auto const found = growth_of(river(weeks, level, 2, 95));
    REQUIRE(found);
    CHECK(found->teu_a_week == Approx(5).epsilon(0.02));
    CHECK(found->share_of_inflow == Approx(0.05).epsilon(0.02));
  }
}

TEST_CASE("2 in 100 that stay inside are seen within a year, not within a quarter of one") {
  CHECK(growth_of(river(52, level, 2, 98)));
  CHECK_FALSE(growth_of(river(12, level, 2, 98)));
}

TEST_CASE("what keeps its level does not fill up, whether it is still or goes up and down") {
  CHECK_FALSE(growth_of(river(52, level, 3)));
  auto const in_turn = [](double week) { return std::fmod(week, 2) < 1 ? 60.0 : 140.0; };
  CHECK_FALSE(growth_of(river(52, in_turn, 1)));
  CHECK_FALSE(growth_of(river(52, in_turn, 3)));
}

TEST_CASE("a season is no growth, wherever in it the run begins and ends and however long boxes are under way") {
  for (std::size_t const weeks : {12u, 26u, 39u, 52u, 104u})
    for (std::size_t const under_way : {1u, 2u, 4u, 6u})
      for (double first = 0; first < 52; first += 4) CHECK_FALSE(growth_of(river(weeks, season(first), under_way)));
}

TEST_CASE("a queue that builds up in the season and is gone after it is no growth") {
  // 120 a week where up to 150 come: the queue is there for some twenty weeks of the year.
  CHECK_FALSE(growth_of(river(52, season(0), 2, 120)));
  CHECK_FALSE(growth_of(river(104, season(13), 2, 120)));
}

TEST_CASE("demand that grows by a third in a year is no overload as long as all of it is carried") {
  CHECK_FALSE(growth_of(river(
      52, [](double week) { return 100 + 33 * week / 52; }, 4)));
}

TEST_CASE("growth that outgrows the lock is overload") {
  CHECK(growth_of(river(
      52, [](double week) { return 100 + 33 * week / 52; }, 4, 105)));
}

TEST_CASE("a network that starts empty and fills to its level does not fill up") {
  auto weeks = river(52, level, 3);
  weeks.in.erase(weeks.in.begin(), weeks.in.begin() + warm_up);
  weeks.inside.erase(weeks.inside.begin(), weeks.inside.begin() + warm_up);
  for (std::size_t week = 0; week < 3; ++week) weeks.inside[week] = 100 * static_cast<double>(week + 1);
  CHECK_FALSE(growth(weeks.in, weeks.inside, 0));
}

TEST_CASE("boxes that are left over when demand ends are no growth: they grow no more") {
  CHECK_FALSE(growth_of(river(
      26, [](double week) { return std::max(0.0, 100 - 5 * week); }, 2, 60)));
}

TEST_CASE("of a flow of a box a month nothing can be said") {
  Weeks weeks;
  for (int week = 0; week < 56; ++week) {
    weeks.in.push_back(week % 4 == 0 ? 1 : 0);
    weeks.inside.push_back(week / 16);  // 0 to 3
  }
  CHECK_FALSE(growth_of(weeks));
}

TEST_CASE("of less than twelve whole weeks after the warm-up nothing is said") {
  CHECK_FALSE(growth_of(river(11, level, 2, 50)));
  CHECK(growth_of(river(12, level, 2, 50)));
  CHECK_FALSE(growth({}, {}, 0));
}

namespace {

/// A flow down and one up, in boxes of 2 TEU: a week of warm-up, then weeks of 50 boxes each way; so many come down.
struct TwoWays {
  world::World world;
  ledger::Ledger ledger{at_days(7), at_days(91)};
  outcome::Records records{.ledger = ledger};

  explicit TwoWays(std::uint32_t down) {
    world.warm_up = days(7);
    world.length = days(7 * 13.5);
    world::BoxType box;
    box.teu = 2;
    world::Flow flow;
    flow.box = world.box_types.add(box);
    for (std::uint32_t const out : {down, 50u}) {
      world.flows.add(flow);
      outcome::FlowRecord record;
      for (int week = 0; week < 14; ++week) {
        record.boxes_in_by_week.push_back(50);
        record.boxes_out_by_week.push_back(week == 0 ? 0 : out);
      }
      records.flows.add(record);
    }
  }
};

}  // namespace

TEST_CASE("the flow that gets stuck is told, and the whole with it") {
  TwoWays const stuck{40};
  auto const found = outcome::overload(stuck.records, stuck.world);
  CHECK(found.weeks == 12);
  CHECK(found.fills_up());
  REQUIRE(found.flows.size() == 1);
  CHECK(found.flows[0].flow == world::FlowId{0});
  CHECK(found.flows[0].growth.teu_a_week == Approx(20));  // ten boxes
  CHECK(found.flows[0].growth.share_of_inflow == Approx(0.2));
  REQUIRE(found.whole);
  CHECK(found.whole->teu_a_week == Approx(20));
  CHECK(found.whole->share_of_inflow == Approx(0.1));
  TwoWays const free{50};
  CHECK_FALSE(outcome::overload(free.records, free.world).fills_up());
}

TEST_CASE("a flow that fills up is told though the whole hides it") {
  // 3 of 50 boxes down stay, 36 in twelve weeks; beside 20,000 that go up it is nothing.
  TwoWays world{45};
  for (auto& boxes : world.records.flows[world::FlowId{1}].boxes_in_by_week) boxes = 20'000;
  for (auto& boxes : world.records.flows[world::FlowId{1}].boxes_out_by_week) boxes = 20'000;
  auto const found = outcome::overload(world.records, world.world);
  CHECK_FALSE(found.whole);
  CHECK(found.flows.size() == 1);
  CHECK(found.fills_up());
}
