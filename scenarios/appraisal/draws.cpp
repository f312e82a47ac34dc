#include "scenarios/appraisal/draws.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

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

/// What the options of a choice have in a draw.
std::vector<double> of_choice(Worth const& worth, std::vector<double> const& by_option) {
  std::vector<double> values;
  for (auto const option : worth.choice.options) values.push_back(by_option[option]);
  return values;
}

std::vector<double> kept_in(Investment const& investment, Worth const& worth, Draw const& draw) {
  if (!in_doubt(investment, worth.choice)) return std::vector<double>(investment.horizon, 1.0);
  return kept(investment, worth.choice, of_choice(worth, draw.shortfalls), of_choice(worth, draw.slips));
}

/// Draws of each option in another order, so that they go together: by the ranks of normal scores that share a cause.
/// What each option may cost stays as it was drawn. Iman and Conover 1982.
void correlate(Investment const& investment, std::vector<Draw>& draws) {
  double const rho = investment.terms.overrun_correlation;
  if (rho <= 0) return;
  demand::Stream common{investment.seed, 0, "appraisal cost overrun, common"};
  std::vector<double> shared(draws.size());
  for (auto& score : shared) score = demand::standard_normal(common);
  for (std::size_t option = 0; option < investment.options.size(); ++option) {
    demand::Stream own{investment.seed, 0, "appraisal cost overrun, own " + investment.options[option].id};
    std::vector<std::pair<double, std::size_t>> scores;
    std::vector<double> values;
    for (std::size_t d = 0; d < draws.size(); ++d) {
      scores.emplace_back(std::sqrt(rho) * shared[d] + std::sqrt(1 - rho) * demand::standard_normal(own), d);
      values.push_back(draws[d].overruns[option]);
    }
    std::ranges::sort(scores);
    std::ranges::sort(values);
    for (std::size_t rank = 0; rank < values.size(); ++rank) draws[scores[rank].second].overruns[option] = values[rank];
  }
}

void draw_doubts(Investment const& investment, std::vector<Draw>& draws) {
  for (auto const& option : investment.options) {
    demand::Stream shortfalls{investment.seed, 0, "appraisal benefit shortfall " + option.id};
    demand::Stream slips{investment.seed, 0, "appraisal schedule slip " + option.id};
    auto const& terms = option.terms;
    for (auto& draw : draws) {
      draw.shortfalls.push_back(
          terms.benefit_shortfall ? tongzhou::demand::draw(terms.benefit_shortfall->law, shortfalls) : 1);
      draw.slips.push_back(terms.schedule_slip_years ? tongzhou::demand::draw(terms.schedule_slip_years->law, slips)
                                                     : 0);
    }
  }
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
  demand::Stream doubts{investment.seed, 0, "appraisal doubts"};
  for (auto& draw : draws) draw.doubt = doubts.uniform();
  correlate(investment, draws);
  draw_doubts(investment, draws);
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

double present_in(Investment const& investment, Worth const& worth, Draw const& draw) {
  if (worth.discounted.empty()) return bootstrapped(worth.present[draw.demand], draw);
  auto const share = kept_in(investment, worth, draw);
  std::vector<double> by_replication;
  for (auto const& flows : worth.discounted[draw.demand]) {
    double present = 0;
    for (std::size_t year = 0; year < flows.size(); ++year) present += flows[year] * share[year];
    by_replication.push_back(present);
  }
  return bootstrapped(by_replication, draw);
}

std::vector<double> doubts_about(Investment const& investment, Choice const& choice) {
  std::vector<double> sum;
  if (!investment.doubts) return sum;
  auto const open_from = [&](unsigned first) {
    double years = 0;
    for (auto year = first; year < investment.horizon; ++year) years += factor(investment.discount, year);
    return years;
  };
  for (auto const option : choice.options) {
    auto const& draws = investment.doubts->draws[option];
    auto const built = investment.options[option].construction_years;
    double const at_once = open_from(built), share = at_once > 0 ? open_from(built + choice.delay) / at_once : 0;
    sum.resize(std::max(sum.size(), draws.size()));
    for (std::size_t i = 0; i < draws.size(); ++i) sum[i] += draws[i] * share;
  }
  return sum;
}

std::vector<double> values_of(Investment const& investment, Worth const& worth, std::vector<Draw> const& draws) {
  std::vector<double> values;
  values.reserve(draws.size());
  auto const doubts = doubts_about(investment, worth.choice);
  for (auto const& draw : draws) {
    values.push_back(net_present_value(worth, present_in(investment, worth, draw), overruns_in(worth, draw)));
    if (!doubts.empty())
      values.back() += doubts[static_cast<std::size_t>(draw.doubt * static_cast<double>(doubts.size()))];
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
    auto const savings =
        by_year_in(investment, worth, draw, [](Books const& saved, std::size_t) { return resources(saved); });
    auto const flows = net_flows(investment, worth, savings, overruns_in(worth, draw));
    if (auto const roots = internal_rates(flows, investment.discount.timing); roots.size() == 1)
      rates.irr.push_back(roots[0]);
    rates.payback.push_back(payback(flows).value_or(never));
    rates.discounted_payback.push_back(discounted_payback(flows, investment.discount).value_or(never));
  }
  return rates;
}

std::vector<double> ratios_of(Investment const& investment, Worth const& worth, std::vector<Draw> const& draws) {
  std::vector<double> ratios;
  for (auto const& draw : draws) {
    auto const costs = costs_today(worth, overruns_in(worth, draw));
    if (costs.spent() > 0) ratios.push_back((present_in(investment, worth, draw) + costs.residual) / costs.spent());
  }
  return ratios;
}

std::vector<double> by_year_in(Investment const& investment, Worth const& worth, Draw const& draw,
                               YearFigure const& figure) {
  auto flows = kept_in(investment, worth, draw);
  std::vector<double> of_year(worth.replications);
  for (std::size_t year = 0; year < flows.size(); ++year) {
    for (std::size_t replication = 0; replication < worth.replications; ++replication)
      of_year[replication] = figure(worth.saved[draw.demand][replication][year], year);
    flows[year] *= bootstrapped(of_year, draw);
  }
  return flows;
}

}  // namespace tongzhou::appraisal
