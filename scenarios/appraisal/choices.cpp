#include "scenarios/appraisal/choices.hpp"

#include <algorithm>
#include <functional>

#include "scenarios/appraisal/measures.hpp"

namespace tongzhou::appraisal {
namespace {

double capital(Investment const& investment, Choice const& choice) {
  double sum = 0;
  for (auto const option : choice.options) sum += investment.options[option].capital();
  return sum;
}

bool within_budget(Investment const& investment, Choice const& choice) {
  return !investment.budget || capital(investment, choice) <= *investment.budget;
}

/// What the parts are worth alone, over the replications of the portfolio: more of them would move one side only.
double sum_of_parts(Investment const& investment, Findings const& findings, Worth const& portfolio) {
  double sum = 0;
  for (auto const option : portfolio.choice.options)
    sum += expected_value(investment, first_replications(findings.options[option][0], portfolio.replications));
  return sum;
}

double interaction(Investment const& investment, Findings const& findings, Worth const& portfolio) {
  return expected_value(investment, portfolio) - sum_of_parts(investment, findings, portfolio);
}

std::vector<RegretRow> values_by_case(Investment const& investment, Findings const& findings) {
  std::vector<RegretRow> rows;
  for (auto const& by_delay : findings.options) {
    for (auto const& worth : by_delay) {
      auto& row = rows.emplace_back(RegretRow{.option = worth.choice.options[0], .delay = worth.choice.delay});
      for (std::size_t demand = 0; demand < investment.cases.size(); ++demand)
        row.npv_by_case.push_back(value_in_case(investment, worth, demand));
    }
  }
  rows.push_back({.npv_by_case = std::vector<double>(investment.cases.size())});
  return rows;
}

}  // namespace

std::vector<Choice> promising_portfolios(Investment const& investment, std::vector<double> const& values) {
  struct Candidate {
    double promise = 0;
    Choice choice;
  };
  std::vector<Candidate> candidates;
  for (std::size_t set = 0; set < std::size_t{1} << values.size(); ++set) {
    Candidate candidate;
    for (std::size_t i = 0; i < values.size(); ++i) {
      if ((set >> i & 1) == 0) continue;
      candidate.choice.options.push_back(i);
      candidate.promise += values[i];
    }
    auto const parts = candidate.choice.options.size();
    if (parts < 2 || parts > investment.at_most_options.value_or(parts)) continue;
    if (!within_budget(investment, candidate.choice)) continue;
    candidates.push_back(std::move(candidate));
  }
  std::ranges::stable_sort(candidates, std::greater{}, &Candidate::promise);
  std::vector<Choice> choices;
  for (std::size_t i = 0; i < std::min(candidates.size(), investment.portfolios); ++i)
    choices.push_back(std::move(candidates[i].choice));
  return choices;
}

std::vector<RankedOption> ranking_of(Investment const& investment, Findings const& findings,
                                     std::vector<double> const& probability_best) {
  double nothing = 1;
  std::vector<RankedOption> ranking;
  for (std::size_t i = 0; i < investment.options.size(); ++i) {
    ranking.push_back({i, expected_value(investment, findings.options[i][0]), probability_best[i]});
    nothing -= probability_best[i];
  }
  ranking.push_back({{}, 0, std::max(0.0, nothing)});
  std::ranges::stable_sort(ranking, std::greater{}, &RankedOption::npv);
  return ranking;
}

std::vector<PortfolioResult> portfolios_of(Investment const& investment, Findings const& findings,
                                           std::vector<Draw> const& draws) {
  std::vector<PortfolioResult> portfolios;
  for (auto const& worth : findings.portfolios) {
    portfolios.push_back({.options = worth.choice.options,
                          .capital_cost = capital(investment, worth.choice),
                          .within_budget = within_budget(investment, worth.choice),
                          .sum_of_parts = sum_of_parts(investment, findings, worth),
                          .interaction = interaction(investment, findings, worth),
                          .measures = measures_of(investment, worth, values_of(investment, worth, draws), draws)});
  }
  std::ranges::stable_sort(portfolios, std::greater{},
                           [](PortfolioResult const& portfolio) { return portfolio.measures.npv.expected; });
  return portfolios;
}

std::vector<std::size_t> best_portfolio_of(Investment const& investment, Findings const& findings) {
  double highest = 0;
  std::vector<std::size_t> best;
  auto const consider = [&](Worth const& worth, double value) {
    if (value <= highest || !within_budget(investment, worth.choice)) return;
    highest = value;
    best = worth.choice.options;
  };
  for (auto const& by_delay : findings.options) consider(by_delay[0], expected_value(investment, by_delay[0]));
  for (auto const& worth : findings.portfolios) {
    // All replications of the parts, and what those of the portfolio say that they do to one another.
    double value = interaction(investment, findings, worth);
    for (auto const option : worth.choice.options) value += expected_value(investment, findings.options[option][0]);
    consider(worth, value);
  }
  return best;
}

std::vector<std::vector<DelayedOption>> timing_of(Investment const& investment, Findings const& findings,
                                                  std::vector<std::vector<std::vector<double>>> const& values) {
  std::vector<std::vector<DelayedOption>> timing;
  for (std::size_t i = 0; i < investment.options.size(); ++i) {
    auto const shares = shares_best(values[i]);
    auto& by_delay = timing.emplace_back();
    for (std::size_t d = 0; d < investment.delays.size(); ++d) {
      auto const& worth = findings.options[i][d];
      by_delay.push_back({worth.choice.delay, opens_in(investment, worth.choice),
                          net_present_value_of(investment, worth, values[i][d]), shares[d]});
    }
  }
  return timing;
}

Regret regret_of(Investment const& investment, Findings const& findings) {
  auto const cases = investment.cases.size();
  Regret regret{.choices = values_by_case(investment, findings)};
  std::vector<double> highest(cases, -never);
  for (auto const& row : regret.choices)
    for (std::size_t demand = 0; demand < cases; ++demand)
      highest[demand] = std::max(highest[demand], row.npv_by_case[demand]);

  double least = never;
  for (std::size_t i = 0; i < regret.choices.size(); ++i) {
    auto& row = regret.choices[i];
    for (std::size_t demand = 0; demand < cases; ++demand) {
      row.regret_by_case.push_back(highest[demand] - row.npv_by_case[demand]);
      row.expected += investment.cases[demand].probability * row.regret_by_case.back();
    }
    row.largest = std::ranges::max(row.regret_by_case);
    if (row.largest < least) {
      least = row.largest;
      regret.least_largest = i;
    }
  }
  return regret;
}

}  // namespace tongzhou::appraisal
