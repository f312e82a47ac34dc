#pragma once

#include <cstddef>
#include <vector>

#include "scenarios/appraisal/appraisal.hpp"
#include "scenarios/appraisal/draws.hpp"
#include "scenarios/appraisal/findings.hpp"
#include "scenarios/appraisal/investment.hpp"

// What to choose: which option, which of them together, when, and what a wrong choice would cost.
namespace tongzhou::appraisal {

/// Portfolios within the budget to simulate together, those that promise most by the sum of their parts first; at most
/// as many as the investment asks for. `values` are expected net present values by option.
std::vector<Choice> promising_portfolios(Investment const&, std::vector<double> const& values);

/// The highest expected net present value first. `probability_best` is by option, built at once.
std::vector<RankedOption> ranking_of(Investment const&, Findings const&, std::vector<double> const& probability_best);

/// The highest expected net present value first.
std::vector<PortfolioResult> portfolios_of(Investment const&, Findings const&, std::vector<Draw> const&);

/// Options to build within the budget; none where nothing is worth its money.
std::vector<std::size_t> best_portfolio_of(Investment const&, Findings const&);

/// `values` are net present values by option, delay and draw.
std::vector<std::vector<DelayedOption>> timing_of(Investment const&, Findings const&,
                                                  std::vector<std::vector<std::vector<double>>> const& values);

Regret regret_of(Investment const&, Findings const&);

}  // namespace tongzhou::appraisal
