#include "scenarios/appraisal/stages.hpp"

#include <catch2/catch.hpp>

using namespace tongzhou;
using namespace tongzhou::appraisal;

namespace {

/// Ten years at no interest; two options of 100 that open at once and last. Demand stays or grows by a tenth a year, as
/// likely. The first saves 15 a year; both together 18, or 40 where demand grows.
Investment berth_and_crane() {
  Investment investment;
  investment.horizon = 10;
  investment.discount = {0, Timing::start};
  investment.years = {0};
  investment.cases = {{.id = "low", .probability = 0.5}, {.id = "high", .probability = 0.5}};
  investment.cases[1].growth.of_each.fill(0.1);
  investment.base = nlohmann::json::parse(R"({"flows": {"f": {"boxes_per_year": 100}}})");
  investment.delays = {0};
  for (auto const* const id : {"berth", "crane"}) {
    Option option;
    option.id = id;
    option.capital_cost = {100};
    option.life_years = 100;
    option.residual_value = 0;
    option.overrun.factor = demand::Distribution<double>::fixed(1);
    option.financing = {{.kind = "own"}};
    investment.options.push_back(option);
  }
  return investment;
}

Books savings(State const& state, std::size_t) {
  Books books;
  books[Item::fuel] = state.built.size() == 1 ? 15 : state.demand == 0 ? 18 : 40;
  return books;
}

}  // namespace

TEST_CASE(
    "a crane that waits until demand is a fifth larger is never built where it stays, and in year 2 where it grows") {
  auto const investment = berth_and_crane();
  Stages const plan{.id = "plan", .first = 0, .second = 1, .demand_at_least = 1.2};
  auto const found = stages_of(investment, plan, 1, savings);
  CHECK_FALSE(found.second_begins[0]);
  CHECK(found.second_begins[1] == 2u);  // 1.1 x 1.1
  CHECK(found.npv_by_case[0] == Approx(10 * 15 - 100));
  CHECK(found.npv_by_case[1] == Approx(2 * 15 + 8 * 40 - 200));
  CHECK(found.npv == Approx(100));
  CHECK(found.first_alone == Approx(50));
  CHECK(found.both_at_once == Approx((180 + 400) / 2.0 - 200));
  CHECK(found.option_value == Approx(10));  // 100 against 90 for both at once
}

TEST_CASE("a second stage that takes three years to build stands beside the first three years after the trigger") {
  auto investment = berth_and_crane();
  investment.options[1].construction_years = 3;
  Stages const plan{.id = "plan", .first = 0, .second = 1, .demand_at_least = 1.2};
  CHECK(stages_of(investment, plan, 1, savings).npv_by_case[1] == Approx(5 * 15 + 5 * 40 - 200));
  // While the crane is built the berth earns 4 a year less.
  investment.options[1].during_construction = {nlohmann::json::object()};
  auto const disturbed = [](State const& state, std::size_t replication) {
    auto books = savings(state, replication);
    if (state.building) books[Item::fuel] = -4;
    return books;
  };
  CHECK(stages_of(investment, plan, 1, disturbed).npv_by_case[1] == Approx(5 * 15 + 5 * 40 - 200 - 3 * 4));
  investment.options[1].construction_years = 9;  // it would open in year 11
  CHECK_FALSE(second_begins(investment, plan, 1));
}
