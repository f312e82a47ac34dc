#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "network/base/enums.hpp"
#include "scenarios/appraisal/books.hpp"
#include "scenarios/appraisal/draws.hpp"
#include "scenarios/appraisal/findings.hpp"
#include "scenarios/appraisal/learning.hpp"
#include "scenarios/appraisal/operator_view.hpp"
#include "scenarios/appraisal/sensitivity.hpp"

// Everything that an appraisal says, as plain values: docs/appraisal.md. Money is worth today unless it is said to be
// by year; what is good for somebody is positive. Options are numbered as in the investment.
namespace tongzhou::appraisal {

struct NetPresentValue {
  double expected = 0, deviation = 0;
  Quantiles quantiles = {};
  double positive_share = 0;
  double from_simulation = 0, from_demand = 0, from_cost = 0;  // how much each cause would spread it alone
  std::optional<double> from_doubts = {};                      // where they have been looked for
};

struct BenefitCostRatio {
  std::optional<double> expected = {};
  Quantiles quantiles = {};
};

struct RateOfReturn {
  std::vector<double> roots = {};
  Quantiles quantiles = {};
  double one_share = 0;  // of the draws that have exactly one
};

struct PaybackTime {
  std::optional<double> expected = {};  // years
  Quantiles quantiles = {};
  double reached_share = 0;
};

using Entries = std::vector<std::pair<std::string, double>>;

struct PartyGain {
  double total = 0;
  Entries entries = {};
};

/// Money that changes hands.
struct TransferSum {
  std::string what = {};
  Party from = Party::shippers, to = Party::carriers;
  double amount = 0;
};

/// Constant prices, not discounted except for the last row.
struct YearRows {
  std::vector<std::pair<Party, std::vector<double>>> gains = {};
  std::vector<double> capital_cost = {}, yearly_cost = {}, renewals = {}, residual_value = {};
  std::vector<double> net = {}, cumulative_discounted = {};
};

struct Measures {
  NetPresentValue npv = {};
  BenefitCostRatio ratio = {};
  RateOfReturn irr = {};
  PaybackTime payback = {}, discounted_payback = {};
  std::vector<double> npv_by_case = {};
  EnumArray<Party, PartyGain> party_gains = {};
  std::vector<TransferSum> transfers = {};
  Entries resources = {};
  YearRows by_year = {};
  double national_npv = 0;     // without what shippers of other countries gain
  Entries wider_impacts = {};  // told beside the net present value, never in it
};

/// An option built alone and at once.
struct OptionResult {
  unsigned opens_in_year = 0;
  std::size_t replications = 0;
  bool fills_up = false;  // it, or the base with which it is compared, in some year and case
  double probability_best = 0;
  Measures measures = {};
  OperatorView operator_view = {};
  Sensitivity sensitivity = {};
  std::vector<std::vector<double>> npv_by_delay_and_case = {};
  std::optional<Learning> learning = {};
};

struct RankedOption {
  std::optional<std::size_t> option = {};  // none: nothing is built
  double npv = 0, probability_best = 0;
};

struct PortfolioResult {
  std::vector<std::size_t> options = {};
  double capital_cost = 0;
  bool within_budget = true;
  double sum_of_parts = 0, interaction = 0;
  Measures measures = {};
};

/// An option built so many years later.
struct DelayedOption {
  unsigned delay = 0, opens_in_year = 0;
  NetPresentValue npv = {};
  double probability_best_time = 0;
};

/// What a choice falls short of the best one, by demand case.
struct RegretRow {
  std::optional<std::size_t> option = {};  // none: nothing is built
  unsigned delay = 0;
  std::vector<double> npv_by_case = {}, regret_by_case = {};
  double largest = 0, expected = 0;
};

struct Regret {
  std::vector<RegretRow> choices = {};
  std::size_t least_largest = 0;  // which of the choices
};

struct Appraisal {
  Simulations simulations = {};
  std::string doubts_sha256 = {};  // of the doubts that were taken in; empty: none
  std::size_t draws = 0, draws_of_rates = 0;
  std::vector<std::vector<double>> volumes = {};  // by demand case and simulated year
  std::vector<std::string> remarks = {};
  std::vector<OptionResult> options = {};
  std::vector<RankedOption> ranking = {};
  std::vector<PortfolioResult> portfolios = {};
  std::vector<std::size_t> best_portfolio = {};
  std::vector<std::vector<DelayedOption>> timing = {};  // by option, then by delay
  Regret regret = {};
  std::vector<StagesResult> stages = {};  // as the investment lists them
};

}  // namespace tongzhou::appraisal
