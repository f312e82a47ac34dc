#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "scenarios/appraisal/debt.hpp"
#include "scenarios/appraisal/finance.hpp"

// The books of those who build and run something, as feasibility studies have them: by year, in current prices.
namespace tongzhou::appraisal {

/// What the accounts are made of; all figures positive.
struct AccountInputs {
  std::vector<double> revenue = {}, operating_cost = {}, capital = {}, renewals = {};
  std::vector<DebtYear> debt = {};  // until it is paid back, which may be after the last year of the others
  double residual = 0;              // when the last year is over
  std::size_t opens_in_year = 0;
  unsigned depreciation_years = 1;  // straight line, of capital with its interest and of renewals
  double working_capital = 0;       // paid in when it opens, by own funds; back at the end
  double income_tax = 0;            // of profit; losses are carried forward for five years
  double vat = 0;                   // revenue and costs are given with it
};

struct Accounts {
  // Profit and loss.
  std::vector<double> revenue = {}, vat = {}, operating_cost = {}, depreciation = {}, interest = {};
  std::vector<double> ebitda = {}, ebit = {}, profit = {}, tax = {}, net_profit = {};
  // Cash.
  std::vector<double> capital = {}, renewals = {}, working_capital = {};
  std::vector<double> tax_without_debt = {};
  Flows before_tax = {}, after_tax = {};  // of the project, as if all were paid from own funds
  std::vector<double> principal = {};     // repaid once it is open
  std::vector<double> own_funds = {};  // what is put in: capital not borrowed, interest while building, working capital
  Flows own = {};                      // of own capital
  std::vector<double> available = {};  // for debt service: revenue less costs and taxes, once it is open
  std::vector<double> surplus = {}, closing_cash = {};
  double interest_during_construction = 0;
  std::vector<std::optional<double>> interest_cover = {},
                                     service_cover = {};  // EBIT / interest; (EBITDA - tax) / service
};

Accounts accounts_of(AccountInputs const&);

/// What a debt can be judged by.
struct DebtFigures {
  /// Available for debt service less renewals, over all principal and interest, through the years of the debt: what a
  /// bond that is repaid at once is judged by.
  std::optional<double> term_cover = {};
  /// The smallest cover of a year after opening in which a debt repays a part of its principal; a bullet, for which
  /// money is laid aside, is left out.
  std::optional<double> least_cover = {};
  std::optional<double> lowest_closing_cash = {};  // of a year in which the debt is owed
  double amount = 0;
  /// The most that could be borrowed on these terms with that cover.
  std::optional<double> affordable(double required_cover) const;
};
/// `parts_repaid` are principal by year of debts that repay in parts.
DebtFigures debt_figures(Accounts const&, std::span<DebtYear const> debt, std::span<double const> parts_repaid,
                         std::size_t opens_in_year);

}  // namespace tongzhou::appraisal
