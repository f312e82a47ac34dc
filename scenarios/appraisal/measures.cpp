#include "scenarios/appraisal/measures.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <span>
#include <string>

#include "scenarios/appraisal/finance.hpp"
#include "scenarios/appraisal/operator_view.hpp"
#include "scenarios/appraisal/rates.hpp"
#include "sim/outcome/statistics.hpp"

namespace tongzhou::appraisal {
namespace {

std::span<Draw const> first_draws(std::vector<Draw> const& draws) {
  return std::span{draws}.first(std::min(draws.size(), draws_of_rates));
}

double share_of(std::ptrdiff_t count, std::size_t all) { return static_cast<double>(count) / static_cast<double>(all); }

double share_above_zero(std::vector<double> const& values) {
  return share_of(std::ranges::count_if(values, [](double value) { return value > 0; }), values.size());
}

double root_of_sum(std::vector<double> const& squares) {
  double sum = 0;
  for (double const square : squares) sum += square;
  return std::sqrt(sum);
}

double spread_from_demand(Investment const& investment, Worth const& worth) {
  std::vector<double> squares;
  double const expected = expected_value(investment, worth);
  for (std::size_t c = 0; c < investment.cases.size(); ++c) {
    double const off = value_in_case(investment, worth, c) - expected;
    if (investment.cases.size() > 1) squares.push_back(investment.cases[c].probability * off * off);
  }
  return root_of_sum(squares);
}

double spread_from_cost(Investment const& investment, Worth const& worth) {
  std::vector<double> squares;
  for (std::size_t i = 0; i < worth.choice.options.size(); ++i) {
    auto const& factor = investment.options[worth.choice.options[i]].overrun.factor;
    double const by_overrun = worth.planned[i].net() - worth.fixed[i].net();
    squares.push_back(variance(factor.variate()) * by_overrun * by_overrun);
  }
  return root_of_sum(squares);
}

std::optional<double> spread_from_doubts(Investment const& investment, Worth const& worth) {
  if (!investment.doubts) return std::nullopt;
  auto const draws = doubts_about(investment, worth.choice);
  return draws.size() > 1 ? outcome::estimate(draws).deviation : 0;
}

BenefitCostRatio ratio_of(Investment const& investment, Worth const& worth, std::vector<Draw> const& draws) {
  double benefit = 0;
  for (std::size_t demand = 0; demand < worth.present.size(); ++demand)
    for (double const present : worth.present[demand])
      benefit += present * investment.cases[demand].probability / static_cast<double>(worth.replications);
  auto const costs = costs_today(worth, expected_overruns(investment, worth));
  BenefitCostRatio ratio{.quantiles = quantiles_of(ratios_of(investment, worth, draws))};
  if (costs.spent() > 0) ratio.expected = (benefit + costs.residual) / costs.spent();
  return ratio;
}

RateOfReturn rate_of_return(Flows const& flows, Timing timing, Rates const& rates, std::size_t draws) {
  return {internal_rates(flows, timing), quantiles_of(rates.irr), share_of(std::ssize(rates.irr), draws)};
}

PaybackTime payback_time(std::optional<double> expected, std::vector<double> const& sample) {
  auto const reached = std::ranges::count_if(sample, [](double years) { return years != never; });
  return {expected, quantiles_of(sample), share_of(reached, sample.size())};
}

/// What is saved over the horizon, worth today.
Books present_savings(Investment const& investment, Worth const& worth) {
  Books total;
  auto const saved = expected_savings(investment, worth);
  for (std::size_t year = 0; year < saved.size(); ++year) total += saved[year] * factor(investment.discount, year);
  return total;
}

/// Money that moves because of how an option is paid for, worth today, those that move none apart.
std::vector<TransferSum> side_payments(Investment const& investment, Worth const& worth) {
  double support = 0, concession = 0, tariffs = 0, shadow = 0;
  auto const saved = expected_savings(investment, worth);
  auto const delay = worth.choice.delay;
  for (auto const index : worth.choice.options) {
    auto const& option = investment.options[index];
    for (auto year = delay + option.construction_years; year < investment.horizon; ++year) {
      double const today = factor(investment.discount, year);
      support += option.yearly_support * today;
      concession += concession_payment(option, delay, saved[year], year) * today;
      tariffs += tariff_income(option, delay, saved[year], year) * today;
    }
    double const conversion = option.terms.conversion();
    auto const used = investment.discount;
    auto const costs = costs_of(investment, option, delay, demand::mean(option.overrun.factor));
    double const paid = net_present_value(costs.capital, used) + net_present_value(costs.renewals, used) -
                        costs.residual * factor_at_end(used, investment.horizon);
    shadow += paid * (1 - conversion);
  }
  std::vector<TransferSum> sums{{"support", Party::government, Party::hub_operators, support}};
  if (concession != 0) sums.push_back({"concession", Party::hub_operators, Party::government, concession});
  if (tariffs != 0) sums.push_back({"tariff_change", Party::shippers, Party::hub_operators, tariffs});
  if (shadow != 0) sums.push_back({"shadow_prices", Party::hub_operators, Party::society, shadow});
  return sums;
}

Entries cost_entries(Investment const& investment, Worth const& worth) {
  auto const costs = costs_today(worth, expected_overruns(investment, worth));
  return {{"capital_cost", negative(costs.capital)},
          {"yearly_cost", negative(costs.yearly)},
          {"renewals", negative(costs.renewals)},
          {"residual_value", costs.residual}};
}

/// What one party gains, entry by entry; costs stand with those who build.
PartyGain gain_of(Party party, Books const& saved, std::vector<TransferSum> const& side, Entries const& costs) {
  PartyGain gain;
  auto const enter = [&](std::string_view what, double amount) {
    gain.entries.emplace_back(what, amount);
    gain.total += amount;
  };
  for (auto const transfer : all_values<Transfer>) {
    if (payer(transfer) == party) enter(word_of(transfer), saved[transfer]);
    if (payee(transfer) == party) enter(word_of(transfer), negative(saved[transfer]));
  }
  for (auto const item : all_values<Item>)
    if (bearer(item) == party) enter(word_of(item), saved[item]);
  for (auto const& payment : side) {
    if (payment.to == party) enter(payment.what, payment.amount);
    if (payment.from == party) enter(payment.what, negative(payment.amount));
  }
  if (party == Party::hub_operators)
    for (auto const& [what, amount] : costs) enter(what, amount);
  return gain;
}

std::vector<TransferSum> transfer_sums(Books const& saved, std::vector<TransferSum> const& side) {
  std::vector<TransferSum> sums;
  for (auto const transfer : all_values<Transfer>) {
    double const amount = negative(saved[transfer]);
    sums.push_back({std::string{word_of(transfer)}, payer(transfer), payee(transfer), amount});
  }
  sums.insert(sums.end(), side.begin(), side.end());
  return sums;
}

YearRows rows_of(Investment const& investment, Worth const& worth) {
  YearRows rows;
  auto const saved = expected_savings(investment, worth);
  for (auto const party : all_values<Party>) {
    auto& row = rows.gains.emplace_back(party, std::vector<double>{}).second;
    for (auto const& year : saved) row.push_back(gain(year, party));
  }
  auto costs = sum_of_costs(investment, worth, expected_overruns(investment, worth));
  rows.capital_cost = negative(std::move(costs.capital));
  rows.yearly_cost = negative(std::move(costs.yearly));
  rows.renewals = negative(std::move(costs.renewals));
  rows.residual_value.resize(investment.horizon);
  rows.residual_value.back() = costs.residual;
  auto const flows = expected_flows(investment, worth);
  rows.cumulative_discounted = discounted(flows.by_year, investment.discount);
  rows.cumulative_discounted.back() += flows.at_end * factor_at_end(investment.discount, investment.horizon);
  for (std::size_t year = 1; year < rows.cumulative_discounted.size(); ++year)
    rows.cumulative_discounted[year] += rows.cumulative_discounted[year - 1];
  rows.net = flows.by_year;
  rows.net.back() += flows.at_end;
  return rows;
}

}  // namespace

Flows expected_flows(Investment const& investment, Worth const& worth) {
  std::vector<double> savings;
  for (auto const& year : expected_savings(investment, worth)) savings.push_back(resources(year));
  return net_flows(investment, worth, savings, expected_overruns(investment, worth));
}

NetPresentValue net_present_value_of(Investment const& investment, Worth const& worth,
                                     std::vector<double> const& values) {
  auto const by_replication = outcome::estimate(value_by_replication(investment, worth));
  return {.expected = expected_value(investment, worth),
          .deviation = outcome::estimate(values).deviation,
          .quantiles = quantiles_of(values),
          .positive_share = share_above_zero(values),
          .from_simulation = by_replication.deviation / std::sqrt(static_cast<double>(by_replication.count)),
          .from_demand = spread_from_demand(investment, worth),
          .from_cost = spread_from_cost(investment, worth),
          .from_doubts = spread_from_doubts(investment, worth)};
}

Measures measures_of(Investment const& investment, Worth const& worth, std::vector<double> const& values,
                     std::vector<Draw> const& draws) {
  auto const flows = expected_flows(investment, worth);
  auto const few = first_draws(draws);
  auto const rates = rates_of(investment, worth, few);
  auto const saved = present_savings(investment, worth);
  auto const paid = side_payments(investment, worth);
  auto const costs = cost_entries(investment, worth);

  Measures measures{
      .npv = net_present_value_of(investment, worth, values),
      .ratio = ratio_of(investment, worth, draws),
      .irr = rate_of_return(flows, investment.discount.timing, rates, few.size()),
      .payback = payback_time(payback(flows), rates.payback),
      .discounted_payback = payback_time(discounted_payback(flows, investment.discount), rates.discounted_payback),
      .transfers = transfer_sums(saved, paid),
      .by_year = rows_of(investment, worth)};
  for (std::size_t demand = 0; demand < investment.cases.size(); ++demand)
    measures.npv_by_case.push_back(value_in_case(investment, worth, demand));
  for (auto const party : all_values<Party>) measures.party_gains[party] = gain_of(party, saved, paid, costs);
  for (auto const item : all_values<Item>) measures.resources.emplace_back(word_of(item), saved[item]);
  measures.national_npv = measures.npv.expected - saved.abroad;
  for (auto const index : worth.choice.options) {
    auto const& option = investment.options[index];
    for (auto const& impact : option.terms.wider_impacts) {
      double today = 0;
      for (auto year = opens_in(investment, worth.choice); year < investment.horizon; ++year)
        today += impact.yearly * factor(investment.discount, year);
      measures.wider_impacts.emplace_back(impact.what, today);
    }
  }
  measures.resources.insert(measures.resources.end(), costs.begin(), costs.end());
  return measures;
}

}  // namespace tongzhou::appraisal
