#include "scenarios/appraisal/worth.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "scenarios/appraisal/draws.hpp"

using namespace tongzhou::appraisal;
using tongzhou::demand::Distribution;

namespace {

/// Ten years at no interest, two options that cost 100 over two years; year 0 and year 4 are simulated.
Investment plain() {
  Investment investment;
  investment.horizon = 10;
  investment.discount = {0, Timing::start};
  investment.years = {0, 4};
  investment.cases = {{.id = "only"}};
  investment.delays = {0, 3};
  investment.draws = 500;
  for (auto const* const id : {"one", "two"}) {
    Option option;
    option.id = id;
    option.capital_cost = {60, 40};
    option.construction_years = 2;
    option.life_years = 8;
    option.overrun.factor = Distribution<double>::fixed(1);
    option.financing = {{.kind = "own"}};
    investment.options.push_back(option);
  }
  return investment;
}

Books fuel(double amount) {
  Books books;
  books[Item::fuel] = amount;
  return books;
}

/// 10 in year 0, 30 in year 4; of both options together 1 more than of each.
Books savings(State const& state, std::size_t replication) {
  double const more = state.built.size() > 1 ? 1 : 0;
  return fuel((state.year == 0 ? 10 : 30) + more + static_cast<double>(replication));
}

double sum(std::vector<double> const& row) {
  double all = 0;
  for (double const x : row) all += x;
  return all;
}

}  // namespace

TEST_CASE("years between the simulated ones are interpolated, later ones are as the last") {
  auto const investment = plain();
  auto const worth = worth_of(investment, {.options = {0}}, 1, savings);
  std::vector<double> by_year;
  for (auto const& year : worth.saved[0][0]) by_year.push_back(resources(year));
  // Open from year 2 on: 20, 25, then 30 for six years.
  CHECK(by_year == std::vector<double>{0, 0, 20, 25, 30, 30, 30, 30, 30, 30});
  CHECK(worth.planned[0].capital == 100);
  CHECK(expected_value(investment, worth) == 225 - 100);
}

TEST_CASE("an option that changes nothing is worth minus its cost, exactly, with no spread from simulation") {
  auto investment = plain();
  investment.discount = {0.0437, Timing::middle};
  auto& option = investment.options[0];
  option.capital_cost = {61.7, 38.9};
  option.yearly_cost = 1.3;
  Saving const nothing = [](State const&, std::size_t) { return Books{}; };
  auto const worth = worth_of(investment, {.options = {0}}, 5, nothing);
  auto const costs = costs_of(investment, option, 0);
  double const cost = net_present_value(costs.capital, investment.discount) +
                      net_present_value(costs.yearly, investment.discount) +
                      net_present_value(costs.renewals, investment.discount) - costs.residual * std::pow(1.0437, -10);
  CHECK(expected_value(investment, worth) == Approx(-cost).epsilon(1e-15));
  auto const by_replication = value_by_replication(investment, worth);
  CHECK(std::vector<double>(5, by_replication[0]) == by_replication);
  for (double const value : values_of(investment, worth, draws_of(investment, 5))) CHECK(value == by_replication[0]);
}

TEST_CASE("twice the savings and twice the costs are worth twice as much") {
  auto investment = plain();
  investment.discount = {0.05, Timing::middle};
  investment.options[0].yearly_cost = 3;
  Saving const twice = [](State const& state, std::size_t r) { return savings(state, r) * 2; };
  auto const once = expected_value(investment, worth_of(investment, {.options = {0}}, 3, savings));
  for (auto& cost : investment.options[0].capital_cost) cost *= 2;
  investment.options[0].yearly_cost *= 2;
  CHECK(expected_value(investment, worth_of(investment, {.options = {0}}, 3, twice)) == 2 * once);
}

TEST_CASE("built later it gains less and costs later, and more of it is left") {
  auto const investment = plain();
  auto const worth = worth_of(investment, {.options = {0}, .delay = 3}, 1, savings);
  CHECK(opens_in(investment, worth.choice) == 5);
  auto const costs = costs_of(investment, investment.options[0], 3);
  CHECK(costs.capital == std::vector<double>{0, 0, 0, 60, 40, 0, 0, 0, 0, 0});
  // Of eight years of life three are left: 37.5. Five years of 30.
  CHECK(costs.residual == Approx(37.5));
  CHECK(expected_value(investment, worth) == Approx(150 - 100 + 37.5));
}

TEST_CASE("what is left when the horizon ends is worth the same wherever in its year money moves") {
  // 11 million that last twenty years, open at once: 5.5 million are left after ten, 5.5 / 1.05^10 = 3.376523 today.
  for (auto const timing : {Timing::start, Timing::middle, Timing::end}) {
    auto investment = plain();
    investment.discount = {0.05, timing};
    auto& option = investment.options[0];
    option.capital_cost = {11e6};
    option.construction_years = 0;
    option.life_years = 20;
    auto const worth = worth_of(investment, {.options = {0}}, 1, savings);
    CHECK(worth.planned[0].residual == Approx(3376523).epsilon(1e-6));
    // Two parts of a choice, one of them with a residual value that is given.
    investment.options[1] = option;
    investment.options[1].residual_value = 1e6;
    auto const both = worth_of(investment, {.options = {0, 1}}, 1, savings);
    CHECK(costs_today(both, std::vector<double>{1, 1}).residual == Approx(3376523 * 6.5 / 5.5).epsilon(1e-6));
  }
}

TEST_CASE("who pays more for a thing pays more for the next one, and more of it is left") {
  // 100 that last ten years, horizon 15, 5 %, money at the start of its year, 1.338 times the plan:
  // 1.338 x (100 + 100 / 1.05^10 - 50 / 1.05^15) = 1.338 x (100 + 61.391 - 24.051) = 183.76.
  auto investment = plain();
  investment.horizon = 15;
  investment.discount = {0.05, Timing::start};
  auto& option = investment.options[0];
  option.capital_cost = {100};
  option.construction_years = 0;
  option.life_years = 10;
  Saving const nothing = [](State const&, std::size_t) { return Books{}; };
  auto const worth = worth_of(investment, {.options = {0}}, 1, nothing);
  CHECK(costs_today(worth, std::vector<double>{1.338}).net() == Approx(183.76).epsilon(1e-4));
  // Scrap and a residual value that the file gives stay as they are: 10 for the worn one in year 10.
  option.scrap_value = 10;
  option.residual_value = 30;
  auto const given = worth_of(investment, {.options = {0}}, 1, nothing);
  CHECK(costs_today(given, std::vector<double>{1.338}).renewals == Approx((133.8 - 10) / std::pow(1.05, 10)));
  CHECK(costs_today(given, std::vector<double>{1.338}).residual == Approx(30 / std::pow(1.05, 15)));
}

TEST_CASE("while it is built an option may cost others something") {
  auto investment = plain();
  investment.options[0].during_construction = {nlohmann::json::object()};
  Saving const saving = [](State const& state, std::size_t r) { return state.building ? fuel(-7) : savings(state, r); };
  auto const worth = worth_of(investment, {.options = {0}}, 1, saving);
  CHECK(resources(worth.saved[0][0][0]) == -7);
  CHECK(resources(worth.saved[0][0][1]) == -7);
  CHECK(resources(worth.saved[0][0][2]) == 20);
}

TEST_CASE("a portfolio is simulated together from the year on in which all of it is open") {
  auto investment = plain();
  investment.options[1].construction_years = 3;
  investment.options[1].capital_cost = {30, 30, 40};
  auto const worth = worth_of(investment, {.options = {0, 1}}, 1, savings);
  CHECK(resources(worth.saved[0][0][2]) == 20);  // the first alone
  CHECK(resources(worth.saved[0][0][3]) == Approx(26));
  CHECK(resources(worth.saved[0][0][4]) == 31);
}

TEST_CASE("the draws have the mean and the spread of what is drawn") {
  auto investment = plain();
  investment.draws = 20'000;
  investment.cases = {{.id = "a", .probability = 0.25}, {.id = "b", .probability = 0.75}};
  investment.options[0].overrun.factor = Distribution<double>::lognormal(1.3, 0.3);
  Saving const saving = [](State const& state, std::size_t r) {
    return savings(state, r) * (state.demand == 0 ? 1 : 2);
  };
  auto const worth = worth_of(investment, {.options = {0}}, 3, saving);
  auto const values = values_of(investment, worth, draws_of(investment, 3));
  double const mean = sum(values) / static_cast<double>(values.size());
  CHECK(mean == Approx(expected_value(investment, worth)).epsilon(0.01));
  // Variances by hand: cost (100 x 0.39)^2. Savings are 225 and 8 more for each replication: 233 or 466 with
  // 0.25 x 0.75 x 233^2, and the mean of three replications 0, 8, 16, whose variance is 64/3, once or doubled.
  double squares = 0;
  for (double const value : values) squares += (value - mean) * (value - mean);
  double const variance = 39 * 39 + 0.1875 * 233 * 233 + (0.25 * 1 + 0.75 * 4) * 64.0 / 3;
  CHECK(squares / static_cast<double>(values.size()) == Approx(variance).epsilon(0.03));
}

TEST_CASE("an option more leaves the draws of the others as they were") {
  auto investment = plain();
  for (auto& option : investment.options) option.overrun.factor = Distribution<double>::lognormal(1.3, 0.3);
  auto const two = draws_of(investment, 3);
  auto third = investment.options[0];
  third.id = "zero";
  investment.options.insert(investment.options.begin(), third);
  auto const three = draws_of(investment, 3);
  for (std::size_t d = 0; d < two.size(); ++d) {
    CHECK(three[d].overruns[1] == two[d].overruns[0]);
    CHECK(three[d].picks == two[d].picks);
  }
}

TEST_CASE("the best is the highest above nothing, the first of equals") {
  CHECK(shares_best({{1, -1, 2, 5}, {0, -2, 3, 5}}) == std::vector<double>{0.5, 0.25});
}

TEST_CASE("what is never reached counts as the largest") {
  auto const quantiles = quantiles_of({never, 3, 1, 2, never, never});
  CHECK(quantiles.p10 == 1);
  CHECK(quantiles.p50 == 3);
  CHECK_FALSE(quantiles.p90.has_value());
}

TEST_CASE("debt is drawn as capital is spent, and grows with prices") {
  auto investment = plain();
  investment.inflation = 0.1;
  investment.options[0].financing = {
      {.kind = "own", .share = 0.5},
      {.kind = "bond", .share = 0.5, .rate = 0.04, .term_years = 4, .repayment = Repayment::bullet}};
  auto const debt = debt_of(investment, investment.options[0], 0);
  CHECK(debt[0].drawn == 30);
  CHECK(debt[1].drawn == Approx(22));
  CHECK(debt[1].balance == Approx(52));
  CHECK(debt[2].interest == Approx(52 * 0.04));
  CHECK(debt[3].principal == 30);
  CHECK(debt[4].principal == Approx(22));
  CHECK(debt[4].balance == Approx(0).margin(1e-12));
}

TEST_CASE("after the last simulated year what is saved grows with demand up to what the network can carry") {
  // 30 in year 4, demand 10 % more each year, room for five years' growth: 33 from year 5 on.
  auto investment = plain();
  investment.base = nlohmann::json::parse(R"({"flows": {"f": {"boxes_per_year": 100}}})");
  investment.cases[0].growth.of_each.fill(0.1);
  investment.options[0].grows_to = std::pow(1.1, 5);
  Choice const large{.options = {0}};
  auto const saved = [&] { return savings_by_year(investment, large, 0, 0, savings); };
  CHECK(resources(saved()[4]) == Approx(30));
  CHECK(resources(saved()[5]) == Approx(33));
  CHECK(resources(saved()[9]) == Approx(33));
  investment.options[0].grows_to = 100;
  CHECK(resources(saved()[9]) == Approx(30 * std::pow(1.1, 5)));
  investment.options[0].grows_to = 1;  // full long ago
  CHECK(resources(saved()[9]) == Approx(30));
}
