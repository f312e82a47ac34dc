#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scenarios/appraisal/accounts.hpp"
#include "scenarios/appraisal/draws.hpp"
#include "scenarios/appraisal/investment.hpp"
#include "scenarios/appraisal/worth.hpp"

// The view of those who build and pay: their accounts, their debts, and the tests that lenders and the state make.
namespace tongzhou::appraisal {

/// Own capital over what is invested: construction, interest while building and 30 % of the working capital
/// (国发〔2019〕26号 for the least shares; 30 % is the usual share of working capital that must be one's own).
struct CapitalRatio {
  double own = 0, bonds_as_capital = 0;                        // the second is part of the first
  double construction = 0, interest = 0, working_capital = 0;  // the base; the last is the 30 %
  double ratio = 0;
  std::optional<bool> passes = {};
};

struct BondView {
  DebtFigures expected = {};
  Quantiles term_cover = {}, least_cover = {};
  std::optional<double> affordable = {};
  std::optional<double> passing_share = {};  // of the draws: P(cover over the term >= required)
  unsigned years_beyond_horizon = 0;         // of the debt: what is earned then is not counted
};

struct RateAndValue {
  double npv = 0;
  std::optional<double> irr = {}, payback = {};
};

struct OperatorView {
  Accounts accounts = {};
  std::vector<DebtYear> debt = {};  // through the horizon
  std::vector<double> cash_flow = {};
  double npv = 0;  // of the cash flow, in constant prices
  double financial_rate = 0;
  RateAndValue before_tax = {}, after_tax = {}, own = {};
  std::optional<double> least_interest_cover = {}, least_service_cover = {};
  CapitalRatio capital = {};
  BondView bond = {};
};

/// What those who build an option gain in a year before its costs, in constant prices.
double operator_income(Option const&, unsigned delay, Books const& saved, std::size_t year);
/// Of it, what a tariff other than the scenario's brings: shippers pay it.
double tariff_income(Option const&, unsigned delay, Books const& saved, std::size_t year);
/// What a concession costs its operator.
double concession_payment(Option const&, unsigned delay, Books const& saved, std::size_t year);

/// Of an option built alone. The first draws say how surely it can serve its debt.
OperatorView operator_view_of(Investment const&, Worth const&, std::vector<Draw> const& draws);

}  // namespace tongzhou::appraisal
