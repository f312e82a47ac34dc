#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scenarios/appraisal/investment.hpp"
#include "scenarios/appraisal/worth.hpp"

// What turns an expected net present value round, and how far each thing moves it alone.
namespace tongzhou::appraisal {

/// By how much a present value must be multiplied for the net present value to be zero; none where nothing does it.
struct SwitchingValues {
  std::optional<double> benefits = {};  // (K + O - R) / B
  std::optional<double> capital = {};   // (B - O + R) / K, renewals with it
};
/// B: benefits, K: capital and renewals, O: yearly costs, R: residual value; all worth today.
SwitchingValues switching_values(double benefits, PresentCosts const& costs);

/// One thing changed, the others as expected.
struct Variation {
  std::string what = {};    // capital_cost, benefits, yearly_cost, discount_rate, opening, demand, carbon_price
  std::string change = {};  // +20 %, 1 year later, a demand case
  double npv = 0;
};

/// At another rate, the same through all years.
struct AtRate {
  double rate = 0, npv = 0;
  std::optional<double> benefit_cost_ratio = {};
};

struct Sensitivity {
  SwitchingValues switching = {};
  std::vector<AtRate> rates = {};
  std::vector<Variation> variations = {};
};
Sensitivity sensitivity_of(Investment const&, Worth const&);

}  // namespace tongzhou::appraisal
