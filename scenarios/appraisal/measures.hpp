#pragma once

#include <vector>

#include "scenarios/appraisal/appraisal.hpp"
#include "scenarios/appraisal/draws.hpp"
#include "scenarios/appraisal/investment.hpp"
#include "scenarios/appraisal/worth.hpp"

// The measures of one choice: what it is worth, how surely, and to whom.
namespace tongzhou::appraisal {

/// Net flows as they are to be expected, in constant prices.
Flows expected_flows(Investment const&, Worth const&);

/// `values` are the net present values of the choice in each draw.
NetPresentValue net_present_value_of(Investment const&, Worth const&, std::vector<double> const& values);

/// Rates of return and paybacks are taken of the first `draws_of_rates` draws, since each costs more than a value.
constexpr std::size_t draws_of_rates = 1000;
Measures measures_of(Investment const&, Worth const&, std::vector<double> const& values, std::vector<Draw> const&);

}  // namespace tongzhou::appraisal
