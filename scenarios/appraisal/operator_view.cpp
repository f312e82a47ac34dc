#include "scenarios/appraisal/operator_view.hpp"

#include <algorithm>
#include <cmath>

#include "scenarios/appraisal/finance.hpp"
#include "scenarios/appraisal/rates.hpp"

namespace tongzhou::appraisal {
namespace {

constexpr double own_share_of_working_capital = 0.3;
constexpr std::size_t draws_of_cover = 1000;

bool handed_back(Option const& option, unsigned delay, std::size_t year) {
  auto const& concession = option.terms.concession;
  return concession && concession->hand_back && year >= delay + option.construction_years + concession->years;
}

double earned(Option const& option, unsigned delay, Books const& saved, std::size_t year) {
  double income = option.operator_income_share * gain(saved, Party::hub_operators);
  if (year >= delay + option.construction_years) income += option.yearly_support;
  return income + tariff_income(option, delay, saved, year);
}

/// Income and payments by year, in constant prices.
struct Operation {
  std::vector<double> income, payments;
};

Operation expected_operation(Investment const& investment, Worth const& worth, Option const& option) {
  Operation operation;
  auto const saved = expected_savings(investment, worth);
  for (std::size_t year = 0; year < saved.size(); ++year) {
    operation.income.push_back(operator_income(option, worth.choice.delay, saved[year], year));
    operation.payments.push_back(concession_payment(option, worth.choice.delay, saved[year], year));
  }
  return operation;
}

Operation operation_in(Investment const& investment, Worth const& worth, Option const& option, Draw const& draw) {
  auto const delay = worth.choice.delay;
  return {by_year_in(investment, worth, draw,
                     [&](Books const& saved, std::size_t year) { return operator_income(option, delay, saved, year); }),
          by_year_in(investment, worth, draw, [&](Books const& saved, std::size_t year) {
            return concession_payment(option, delay, saved, year);
          })};
}

AccountInputs inputs_of(Investment const& investment, Option const& option, unsigned delay, Operation const& operation,
                        std::vector<DebtYear> const& debt) {
  auto costs = costs_of(investment, option, delay);
  for (std::size_t year = 0; year < costs.yearly.size(); ++year) {
    if (handed_back(option, delay, year)) costs.yearly[year] = costs.renewals[year] = 0;
    costs.yearly[year] += operation.payments[year];
  }
  double const prices_at_end = std::pow(1 + investment.inflation, investment.horizon);
  bool const keeps_it = !handed_back(option, delay, investment.horizon - 1);
  return {.revenue = in_current_prices(investment, operation.income),
          .operating_cost = in_current_prices(investment, costs.yearly),
          .capital = in_current_prices(investment, costs.capital),
          .renewals = in_current_prices(investment, costs.renewals),
          .debt = debt,
          .residual = keeps_it ? costs.residual * prices_at_end : 0,
          .opens_in_year = delay + option.construction_years,
          .depreciation_years = option.terms.depreciation_years.value_or(option.life_years),
          .working_capital = option.terms.working_capital,
          .income_tax = investment.terms.income_tax,
          .vat = investment.terms.vat};
}

RateAndValue valued(Flows const& flows, Discount const& discount) {
  auto const rates = internal_rates(flows, discount.timing);
  RateAndValue value{.npv = net_present_value(flows, discount), .payback = payback(flows)};
  if (rates.size() == 1) value.irr = rates[0];
  return value;
}

std::optional<double> least(std::vector<std::optional<double>> const& row) {
  std::optional<double> least;
  for (auto const& cover : row)
    if (cover) least = std::min(least.value_or(*cover), *cover);
  return least;
}

/// Principal by year of debts that repay in parts.
std::vector<double> parts_repaid(Investment const& investment, Option option, unsigned delay) {
  for (auto& part : option.financing)
    if (part.repayment == Repayment::bullet) part.repayment.reset();
  std::vector<double> principal;
  for (auto const& year : debt_of(investment, option, delay)) principal.push_back(year.principal);
  return principal;
}

CapitalRatio capital_ratio_of(Investment const& investment, Option const& option, Accounts const& accounts,
                              AccountInputs const& in) {
  CapitalRatio found{.interest = accounts.interest_during_construction,
                     .working_capital = own_share_of_working_capital * in.working_capital};
  for (double const cost : in.capital) found.construction += cost;
  for (auto const& part : option.financing) {
    if (part.repayment && !part.as_capital) continue;
    found.own += part.share * found.construction;
    if (part.repayment) found.bonds_as_capital += part.share * found.construction;
  }
  double const base = found.construction + found.interest + found.working_capital;
  if (base > 0) found.ratio = found.own / base;
  if (auto const& rule = investment.terms.capital_ratio) found.passes = found.ratio >= rule->required - 1e-12;
  return found;
}

BondView bond_view_of(Investment const& investment, Worth const& worth, Option const& option,
                      std::vector<DebtYear> const& debt, Accounts const& expected, std::vector<Draw> const& draws) {
  auto const delay = worth.choice.delay;
  auto const opens = delay + option.construction_years;
  auto const parts = parts_repaid(investment, option, delay);
  BondView view{.expected = debt_figures(expected, debt, parts, opens)};
  view.years_beyond_horizon = static_cast<unsigned>(debt.size()) - investment.horizon;
  if (!view.expected.term_cover) return view;
  std::vector<double> over_term, least_covers;
  double passing = 0;
  double const required = investment.terms.bond_test ? investment.terms.bond_test->required_cover : 1;
  auto const few = std::min(draws.size(), draws_of_cover);
  for (std::size_t d = 0; d < few; ++d) {
    auto const accounts =
        accounts_of(inputs_of(investment, option, delay, operation_in(investment, worth, option, draws[d]), debt));
    auto const figures = debt_figures(accounts, debt, parts, opens);
    over_term.push_back(*figures.term_cover);
    if (figures.least_cover) least_covers.push_back(*figures.least_cover);
    if (*figures.term_cover >= required - 1e-12) ++passing;
  }
  view.term_cover = quantiles_of(over_term);
  view.least_cover = quantiles_of(least_covers);
  view.affordable = view.expected.affordable(required);
  if (few > 0) view.passing_share = passing / static_cast<double>(few);
  return view;
}

}  // namespace

double tariff_income(Option const& option, unsigned delay, Books const& saved, std::size_t year) {
  auto const opens = delay + option.construction_years;
  if (year < opens) return 0;
  double const more = option.terms.tariff(static_cast<unsigned>(year - opens)) - 1;
  return option.operator_income_share * more * -saved[Transfer::terminal_charges];
}

double operator_income(Option const& option, unsigned delay, Books const& saved, std::size_t year) {
  return handed_back(option, delay, year) ? 0 : earned(option, delay, saved, year);
}

double concession_payment(Option const& option, unsigned delay, Books const& saved, std::size_t year) {
  auto const& concession = option.terms.concession;
  auto const opens = delay + option.construction_years;
  if (!concession || year < opens || year >= opens + concession->years) return 0;
  return concession->fee_per_year + concession->revenue_share * std::max(0.0, earned(option, delay, saved, year));
}

OperatorView operator_view_of(Investment const& investment, Worth const& worth, std::vector<Draw> const& draws) {
  auto const& option = investment.options[worth.choice.options[0]];
  auto const delay = worth.choice.delay;
  auto const debt = debt_to_maturity(investment, option, delay);
  auto const in = inputs_of(investment, option, delay, expected_operation(investment, worth, option), debt);
  OperatorView view{.accounts = accounts_of(in),
                    .debt = {debt.begin(), debt.begin() + investment.horizon},
                    .financial_rate = investment.terms.financial_rate.value_or(investment.discount.rate)};
  auto const& accounts = view.accounts;
  for (std::size_t year = 0; year < investment.horizon; ++year)
    view.cash_flow.push_back(accounts.ebitda[year] - accounts.tax[year] - in.renewals[year] - in.capital[year] -
                             accounts.working_capital[year] + debt[year].drawn - debt[year].service());
  Discount const inflation{investment.inflation, Timing::start};
  view.npv = net_present_value(discounted(view.cash_flow, inflation), investment.discount);
  Discount const financial{view.financial_rate, investment.discount.timing};
  view.before_tax = valued(accounts.before_tax, financial);
  view.after_tax = valued(accounts.after_tax, financial);
  view.own = valued(accounts.own, financial);
  view.least_interest_cover = least(accounts.interest_cover);
  view.least_service_cover = least(accounts.service_cover);
  view.capital = capital_ratio_of(investment, option, accounts, in);
  view.bond = bond_view_of(investment, worth, option, debt, accounts, draws);
  return view;
}

}  // namespace tongzhou::appraisal
