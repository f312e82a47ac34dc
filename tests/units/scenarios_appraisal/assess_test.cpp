#include "scenarios/appraisal/assess.hpp"

#include <catch2/catch.hpp>

#include "scenarios/appraisal/appraisal_writer.hpp"
#include "scenarios/appraisal/choices.hpp"
#include "scenarios/appraisal/schemas.hpp"
#include "scenarios/format/schema.hpp"

using namespace tongzhou;
using namespace tongzhou::appraisal;
using demand::Distribution;

namespace {

/// Ten years at no interest, two options that cost 100 over two years and live for eight; year 0 and year 4 are
/// simulated.
Investment plain() {
  Investment investment;
  investment.horizon = 10;
  investment.discount = {0, Timing::start};
  investment.years = {0, 4};
  investment.cases = {{.id = "only"}};
  investment.delays = {0, 3};
  investment.draws = 50;
  investment.replications = 1;
  for (auto const* const id : {"large", "small"}) {
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

/// Fuel of a year: the large option saves 10 and then 30, the small one half of that, both together 12 and 36.
Books savings(State const& state, std::size_t) {
  double const share = state.built.size() > 1 ? 1.2 : state.built[0] == 0 ? 1 : 0.5;
  Books books;
  books[Item::fuel] = share * (state.year == 0 ? 10 : 30);
  return books;
}

Findings findings_of(Investment const& investment) {
  Findings findings{.simulations = {.length_days = 365, .counted_days = 365}};
  for (std::size_t i = 0; i < investment.options.size(); ++i) {
    auto& by_delay = findings.options.emplace_back();
    for (auto const delay : investment.delays)
      by_delay.push_back(worth_of(investment, {.options = {i}, .delay = delay}, 1, savings));
  }
  findings.portfolios = {worth_of(investment, {.options = {0, 1}}, 1, savings)};
  return findings;
}

Appraisal plain_appraisal() {
  auto const investment = plain();
  return assess(investment, findings_of(investment));
}

}  // namespace

TEST_CASE("options are measured one by one: value, ratio, payback, and who gains") {
  auto const appraisal = plain_appraisal();
  auto const& large = appraisal.options[0].measures;
  // Open from year 2 on: 20, 25 and six times 30 are saved for 60 and 40.
  CHECK(large.npv.expected == Approx(225 - 100));
  CHECK(large.npv.deviation == 0);
  CHECK(large.ratio.expected.value() == Approx(2.25));
  // 25 of the 30 of year 5 are missing when it begins.
  CHECK(large.payback.expected.value() == Approx(5 + 25.0 / 30));
  CHECK(large.party_gains[Party::carriers].total == Approx(225));
  CHECK(large.party_gains[Party::hub_operators].total == Approx(-100));
  CHECK(large.by_year.cumulative_discounted.back() == Approx(125));
  CHECK(appraisal.options[0].opens_in_year == 2);
  CHECK(appraisal.options[0].probability_best == 1);
}

TEST_CASE("the ranking has doing nothing in its place") {
  auto investment = plain();
  investment.options[1].capital_cost = {100, 40};  // the small one saves 112.5: no longer enough
  auto const appraisal = assess(investment, findings_of(investment));
  REQUIRE(appraisal.ranking.size() == 3);
  CHECK(appraisal.ranking[0].option == 0);
  CHECK_FALSE(appraisal.ranking[1].option.has_value());
  CHECK(appraisal.ranking[2].option == 1);
  CHECK(appraisal.ranking[2].npv == Approx(112.5 - 140));
}

TEST_CASE("two options that hinder each other are worth less together than one of them alone") {
  auto const appraisal = plain_appraisal();
  REQUIRE(appraisal.portfolios.size() == 1);
  auto const& both = appraisal.portfolios[0];
  // 24, 30 and six times 36 for 200; alone they are worth 125 and 12.5.
  CHECK(both.measures.npv.expected == Approx(270 - 200));
  CHECK(both.sum_of_parts == Approx(137.5));
  CHECK(both.interaction == Approx(-67.5));
  CHECK(appraisal.best_portfolio == std::vector<std::size_t>{0});
}

TEST_CASE("what is built later is worth what it still saves and what is left of it") {
  auto const appraisal = plain_appraisal();
  REQUIRE(appraisal.timing[0].size() == 2);
  CHECK(appraisal.timing[0][1].opens_in_year == 5);
  // Five times 30, and three eighths of 100 are left.
  CHECK(appraisal.timing[0][1].npv.expected == Approx(150 - 100 + 37.5));
  CHECK(appraisal.timing[0][0].probability_best_time == 1);
}

TEST_CASE("regret is what a choice falls short of the best one") {
  auto const appraisal = plain_appraisal();
  std::vector<double> largest;
  for (auto const& row : appraisal.regret.choices) largest.push_back(row.largest);
  // The large one now and later, the small one now and later, nothing: 125, 87.5, 12.5, 12.5 and 0.
  CHECK(largest == std::vector<double>{0, 37.5, 112.5, 112.5, 125});
  CHECK(appraisal.regret.least_largest == 0);
}

TEST_CASE("an appraisal remarks what a reader must know: years beyond the last, and a network that does not keep up") {
  auto const investment = plain();
  auto findings = findings_of(investment);
  CHECK(assess(investment, findings).remarks ==
        std::vector<std::string>{"Benefits after year 4, the last that was simulated, are as in that year."});
  findings.simulations.counted_days = 73;
  findings.simulations.states = {{.teu_in = 100, .teu_out = 94}, {.teu_in = 100, .teu_out = 95}};
  auto const remarks = assess(investment, findings).remarks;
  REQUIRE(remarks.size() == 3);
  CHECK(remarks[0] == "A year is 73 days counted, times 5: seasons outside them are not seen.");
  CHECK(remarks[2].starts_with("In 1 of 2 states less than 95 % of what comes in is delivered"));
}

TEST_CASE("an appraisal of a network that fills up is marked, first of all and at every option that it concerns") {
  auto const investment = plain();
  auto findings = findings_of(investment);
  auto& states = findings.simulations.states;
  states = {{.state = {}, .replications = 3}, {.state = {.built = {1}, .year = 1}, .replications = 3, .fill_up = 2}};
  auto const one = assess(investment, findings);
  CHECK(one.remarks.front() ==
        "FILLING UP: in 1 of 2 states more and more stays inside, first with small built in year 4, case only: what an "
        "option saves depends on how long was simulated, and no figure of it can be relied on.");
  CHECK_FALSE(one.options[0].fills_up);
  CHECK(one.options[1].fills_up);
  // When the base fills up, so does what every option is compared with.
  states[0].fill_up = 1;
  auto const all = assess(investment, findings);
  CHECK(all.remarks.front().starts_with(
      "FILLING UP: in 2 of 2 states more and more stays inside, first with nothing built"));
  CHECK(all.options[0].fills_up);
  states = {};
  CHECK_FALSE(assess(investment, findings).options[1].fills_up);
}

TEST_CASE("an appraisal says which growth was not simulated, and what follows demand") {
  auto investment = plain();
  investment.base = nlohmann::json::parse(R"({"flows": {"f": {"boxes_per_year": 10}}})");
  investment.cases[0].growth.of_each.fill(0.1);
  auto const remarks = [&] { return assess(investment, findings_of(investment)).remarks; };
  // 1.1^5 from year 4 to year 9.
  REQUIRE(remarks().size() == 3);
  CHECK(remarks()[1] == "Demand is 1.61 times as much in year 9 as in year 4 (case only): not seen.");
  CHECK(remarks()[2].starts_with("Demand grows, and no sailing follows it"));
  investment.services_follow_demand = true;
  CHECK(remarks()[2].starts_with("Demand grows. Sailings and fleets of all services follow it"));
  investment.changes = {{7, {}}};
  CHECK(remarks()[2] == "What comes in any case in year 7 is in no year that was simulated.");
  investment.years = {3, 9};
  CHECK(remarks()[0] == "Benefits before year 3, the first that was simulated, are as in that year.");
}

TEST_CASE("portfolios to simulate stay within the budget and promise most first") {
  auto investment = plain();
  auto third = investment.options[0];
  third.id = "third";
  third.capital_cost = {10};
  investment.options.push_back(third);
  investment.budget = 110;
  auto const choices = promising_portfolios(investment, {5, 7, 1});
  REQUIRE(choices.size() == 2);
  CHECK(choices[0].options == std::vector<std::size_t>{1, 2});
  CHECK(choices[1].options == std::vector<std::size_t>{0, 2});
}

TEST_CASE("the writer turns values into the file that the schema describes") {
  auto investment = plain();
  investment.currency = "CNY";
  auto const written = to_json(investment, plain_appraisal());
  std::string said;
  format::validate(
      format::Schema{nlohmann::json::parse(appraisal_schema_text())}, nlohmann::json::parse(written.dump()),
      [&](std::string const& pointer, std::string const& words, bool) { said += pointer + " " + words + "\n"; });
  CHECK(said == "");
  CHECK(written["options"]["large"]["measures"]["npv"]["expected"].get<double>() == Approx(125));
  CHECK(written["ranking"][2]["option"] == "nothing");
  CHECK(written["best_portfolio"] == nlohmann::json::array({"large"}));
  CHECK(written["regret"]["choices"][4]["option"] == "nothing");
}

TEST_CASE("of two hubs of 1.0 each that save 1.6 and 0.7 alone and 1.9 together only the first is opened") {
  auto investment = plain();
  investment.horizon = 1;
  investment.years = {0};
  investment.delays = {0};
  for (auto& option : investment.options) {
    option.capital_cost = {1.0};
    option.construction_years = 0;
    option.residual_value = 0;
  }
  Saving const saves = [](State const& state, std::size_t) {
    Books books;
    books[Item::time_value] = state.built.size() > 1 ? 1.9 : state.built[0] == 0 ? 1.6 : 0.7;
    return books;
  };
  Findings findings{.simulations = {.length_days = 365, .counted_days = 365}};
  for (std::size_t i = 0; i < 2; ++i)
    findings.options.push_back({worth_of(investment, {.options = {i}, .delay = 0}, 1, saves)});
  findings.portfolios = {worth_of(investment, {.options = {0, 1}}, 1, saves)};
  auto const appraisal = assess(investment, findings);
  CHECK(appraisal.options[0].measures.npv.expected == Approx(0.6));
  CHECK(appraisal.options[1].measures.npv.expected == Approx(-0.3));
  CHECK(appraisal.portfolios[0].measures.npv.expected == Approx(-0.1));
  CHECK(appraisal.best_portfolio == std::vector<std::size_t>{0});
  // And where one regional hub is wanted, two together are not even simulated.
  CHECK(promising_portfolios(investment, {0.6, -0.3}).size() == 1);
  investment.at_most_options = 1;
  CHECK(promising_portfolios(investment, {0.6, -0.3}).empty());
}
