#include "scenarios/appraisal/sensitivity.hpp"

#include <fmt/format.h>

#include "scenarios/appraisal/finance.hpp"

namespace tongzhou::appraisal {
namespace {

// 8 %, water projects 6 % (method of 2006, as in 水利水电建设项目经济评价及案例分析, 3.5); 5 % (EU guide, 2014).
constexpr double usual_tests[] = {0.05, 0.06, 0.08};

/// Expected, by year.
struct Expected {
  std::vector<double> benefits = {};
  Costs costs = {};
};

Expected expected_of(Investment const& investment, Worth const& worth) {
  Expected expected{.costs = sum_of_costs(investment, worth, expected_overruns(investment, worth))};
  for (auto const& year : expected_savings(investment, worth)) expected.benefits.push_back(resources(year));
  return expected;
}

PresentCosts today(Costs const& costs, Discount const& discount) {
  return {.capital = net_present_value(costs.capital, discount),
          .yearly = net_present_value(costs.yearly, discount),
          .renewals = net_present_value(costs.renewals, discount),
          .residual = costs.residual * factor_at_end(discount, costs.capital.size())};
}

AtRate at(Expected const& expected, Discount const& discount) {
  double const benefits = net_present_value(expected.benefits, discount);
  auto const costs = today(expected.costs, discount);
  AtRate found{.rate = discount.rate, .npv = benefits - costs.net()};
  if (costs.spent() > 0) found.benefit_cost_ratio = (benefits + costs.residual) / costs.spent();
  return found;
}

Discount scaled(Discount discount, double const k) {
  discount.rate *= k;
  for (auto& later : discount.later) later.rate *= k;
  return discount;
}

void vary_amounts(std::vector<Variation>& rows, double const benefits, PresentCosts const& costs) {
  double const npv = benefits - costs.net();
  for (double const change : {-0.2, -0.1, 0.1, 0.2}) {
    auto const words = fmt::format("{:+.0f} %", change * 100);
    rows.push_back({"capital_cost", words, npv - change * (costs.capital + costs.renewals)});
    rows.push_back({"benefits", words, npv + change * benefits});
    rows.push_back({"yearly_cost", words, npv - change * costs.yearly});
  }
}

void vary_opening(std::vector<Variation>& rows, Investment const& investment, Worth const& worth,
                  Expected const& expected, double npv) {
  auto const opens = opens_in(investment, worth.choice);
  for (unsigned late = 1; late <= 2 && opens + late <= expected.benefits.size(); ++late) {
    auto const year = opens + late - 1;
    npv -= expected.benefits[year] * factor(investment.discount, year);
    rows.push_back({"opening", fmt::format("{} year{} later", late, late == 1 ? "" : "s"), npv});
  }
}

void vary_carbon(std::vector<Variation>& rows, Investment const& investment, Worth const& worth, double const npv) {
  if (investment.terms.carbon_tests.empty()) return;
  auto const saved = expected_savings(investment, worth);
  for (auto const& [name, path] : investment.terms.carbon_tests) {
    double more = 0;
    for (unsigned year = 0; year < saved.size(); ++year) {
      double const dearer = path.at(investment.first_year + static_cast<int>(year)) - carbon_price(investment, year);
      more += saved[year].co2e_t * dearer * factor(investment.discount, year);
    }
    rows.push_back({"carbon_price", name, npv + more});
  }
}

}  // namespace

SwitchingValues switching_values(double const benefits, PresentCosts const& costs) {
  double const capital = costs.capital + costs.renewals;
  SwitchingValues values;
  if (benefits > 0) values.benefits = (capital + costs.yearly - costs.residual) / benefits;
  if (capital > 0) values.capital = (benefits - costs.yearly + costs.residual) / capital;
  return values;
}

Sensitivity sensitivity_of(Investment const& investment, Worth const& worth) {
  auto const expected = expected_of(investment, worth);
  double const benefits = net_present_value(expected.benefits, investment.discount);
  auto const costs = today(expected.costs, investment.discount);
  double const npv = benefits - costs.net();
  Sensitivity result{.switching = switching_values(benefits, costs)};
  auto const& asked = investment.terms.discount_tests;
  for (double const rate : asked.empty() ? std::vector<double>(std::begin(usual_tests), std::end(usual_tests)) : asked)
    result.rates.push_back(at(expected, {.rate = rate, .timing = investment.discount.timing}));
  auto& rows = result.variations;
  vary_amounts(rows, benefits, costs);
  for (double const change : {-0.2, -0.1, 0.1, 0.2})
    rows.push_back({"discount_rate", fmt::format("{:+.0f} %", change * 100),
                    at(expected, scaled(investment.discount, 1 + change)).npv});
  vary_opening(rows, investment, worth, expected, npv);
  for (std::size_t demand = 0; demand < investment.cases.size() && investment.cases.size() > 1; ++demand)
    rows.push_back({"demand", investment.cases[demand].id, value_in_case(investment, worth, demand)});
  vary_carbon(rows, investment, worth, npv);
  return result;
}

}  // namespace tongzhou::appraisal
