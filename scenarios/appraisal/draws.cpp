#include "scenarios/appraisal/draws.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "scenarios/appraisal/finance.hpp"
#include "scenarios/appraisal/rates.hpp"
#include "sim/demand/stream.hpp"
#include "sim/outcome/statistics.hpp"

namespace tongzhou::appraisal {
namespace {

std::size_t case_at(Investment const& investment, double at) {
  std::size_t demand = 0;
  for (; demand + 1 < investment.cases.size(); ++demand) {
    at -= investment.cases[demand].probability;
    if (at < 0) break;
  }
  return demand;
}

std::vector<double> overruns_in(Worth const& worth, Draw const& draw) {
  std::vector<double> factors;
  for (auto const option : worth.choice.options) factors.push_back(draw.overruns[option]);
  return factors;
}

/// A figure of each year, of the mean of replications that a draw takes.
template <class Figure>
std::vector<double> by_year(Investment const& investment, Worth const& worth, Draw const& draw, Figure figure) {
  std::vector<double> flows(investment.horizon), of_year(worth.replications);
  for (std::size_t year = 0; year < flows.size(); ++year) {
    for (std::size_t replication = 0; replication < worth.replications; ++replication)
      of_year[replication] = figure(worth.saved[draw.demand][replication][year]);
    flows[year] = bootstrapped(of_year, draw);
  }
  return flows;
}

}  // namespace

double const never = std::numeric_limits<double>::infinity();

std::vector<Draw> draws_of(Investment const& investment, std::size_t most_replications) {
  demand::Stream demand{investment.seed, 0, "appraisal demand case"}, noise{investment.seed, 0, "appraisal noise"};
  std::vector<demand::Stream> overruns;
  for (auto const& option : investment.options)
    overruns.emplace_back(investment.seed, 0, "appraisal cost overrun " + option.id);
  std::vector<Draw> draws(investment.draws);
  for (auto& draw : draws) {
    draw.demand = case_at(investment, demand.uniform());
    for (std::size_t i = 0; i < overruns.size(); ++i)
      draw.overruns.push_back(tongzhou::demand::draw(investment.options[i].overrun.factor, overruns[i]));
    for (std::size_t i = 0; i < most_replications; ++i) draw.picks.push_back(noise.uniform());
  }
  return draws;
}

double bootstrapped(std::span<double const> by_replication, Draw const& draw) {
  auto const n = by_replication.size();
  double const first = by_replication[0];
  double all = 0, taken = 0;  // less the first: equal values have no spread at all
  for (std::size_t i = 0; i < n; ++i) {
    all += by_replication[i] - first;
    taken += by_replication[static_cast<std::size_t>(draw.picks[i] * static_cast<double>(n))] - first;
  }
  double const mean = all / static_cast<double>(n);
  if (n < 2) return first + mean;
  double const wider = std::sqrt(static_cast<double>(n) / static_cast<double>(n - 1));
  return first + mean + (taken / static_cast<double>(n) - mean) * wider;
}

std::vector<double> values_of(Worth const& worth, std::vector<Draw> const& draws) {
  std::vector<double> values;
  values.reserve(draws.size());
  for (auto const& draw : draws) {
    values.push_back(
        net_present_value(worth, bootstrapped(worth.present[draw.demand], draw), overruns_in(worth, draw)));
  }
  return values;
}

std::vector<double> shares_best(std::vector<std::vector<double>> const& values) {
  std::vector<double> shares(values.size());
  if (values.empty()) return shares;
  auto const draws = values[0].size();
  for (std::size_t d = 0; d < draws; ++d) {
    double highest = 0;
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (values[i][d] > highest) {
        highest = values[i][d];
        best = i;
      }
    }
    if (best) shares[*best] += 1;
  }
  for (auto& share : shares) share /= static_cast<double>(draws);
  return shares;
}

Quantiles quantiles_of(std::vector<double> const& sample) {
  if (sample.empty()) return {};
  auto sorted = sample;
  std::ranges::sort(sorted);
  auto const at = [&](double p) -> std::optional<double> {
    auto const n = static_cast<double>(sorted.size());
    auto const rank = std::clamp<std::size_t>(static_cast<std::size_t>(std::ceil(p * n)), 1, sorted.size());
    double const value = sorted[rank - 1];
    if (value == never) return std::nullopt;
    return value;
  };
  return {at(0.1), at(0.5), at(0.9)};
}

Rates rates_of(Investment const& investment, Worth const& worth, std::span<Draw const> draws) {
  Rates rates;
  for (auto const& draw : draws) {
    auto const savings = by_year(investment, worth, draw, resources);
    auto const flows = net_flows(investment, worth, savings, overruns_in(worth, draw));
    if (auto const roots = internal_rates(flows, investment.discount.timing); roots.size() == 1)
      rates.irr.push_back(roots[0]);
    rates.payback.push_back(payback(flows).value_or(never));
    rates.discounted_payback.push_back(discounted_payback(flows, investment.discount).value_or(never));
  }
  return rates;
}

std::vector<double> ratios_of(Worth const& worth, std::vector<Draw> const& draws) {
  std::vector<double> ratios;
  for (auto const& draw : draws) {
    auto const costs = costs_today(worth, overruns_in(worth, draw));
    if (costs.spent() > 0)
      ratios.push_back((bootstrapped(worth.present[draw.demand], draw) + costs.residual) / costs.spent());
  }
  return ratios;
}

std::optional<double> least_cover(Investment const& investment, Option const& option, unsigned delay,
                                  std::span<double const> income, std::span<DebtYear const> debt) {
  auto const costs = costs_of(investment, option, delay);
  auto cash = std::vector<double>(income.begin(), income.end());
  for (std::size_t year = 0; year < cash.size(); ++year) cash[year] -= costs.yearly[year];
  auto const cover = service_cover(in_current_prices(investment, cash), debt);
  std::optional<double> least;
  for (std::size_t year = delay + option.construction_years; year < cover.size(); ++year) {
    if (debt[year].principal <= 0 || !cover[year]) continue;
    least = least ? std::min(*least, *cover[year]) : *cover[year];
  }
  return least;
}

std::vector<double> income_in(Investment const& investment, Worth const& worth, Draw const& draw) {
  auto const& option = investment.options[worth.choice.options[0]];
  auto const opens = worth.choice.delay + option.construction_years;
  auto income = by_year(investment, worth, draw, [&](Books const& saved) {
    return option.operator_income_share * gain(saved, Party::hub_operators);
  });
  for (std::size_t year = opens; year < income.size(); ++year) income[year] += option.yearly_support;
  return income;
}

}  // namespace tongzhou::appraisal
