#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

// A special bond or a loan, by year: drawn at the start of its first year; interest on what is owed through a year and
// repayments are paid at the end of that year. In current prices, as debts are.
namespace tongzhou::appraisal {

enum class Repayment {
  bullet,           // all at the end of the term
  equal_principal,  // the same principal every year
  annuity,          // the same sum of interest and principal every year
};

struct Debt {
  double amount = 0;
  double rate = 0;  // coupon or interest, a year; zero or more
  unsigned term_years = 1;
  unsigned grace_years = 0;  // of the term, at its start: interest only. Below the term.
  Repayment repayment = Repayment::bullet;
  std::size_t drawn_in_year = 0;
};

/// One loan that is drawn while something is built and repaid when it is open, as feasibility studies have it. Terms
/// count from the first drawing; nothing is repaid before it opens.
struct Loan {
  std::vector<double> drawn = {};  // by year
  double rate = 0;
  unsigned term_years = 1, grace_years = 0;
  Repayment repayment = Repayment::annuity;
  std::size_t opens_in_year = 0;
  bool capitalised = true;      // interest until it opens is added to what is owed; else it is paid
  bool half_first_year = true;  // what is drawn bears interest for half of its first year
};

struct DebtYear {
  double drawn = 0;
  double interest = 0, principal = 0;  // paid at the end of the year
  double balance = 0;                  // owed when the year is over
  double capitalised = 0;              // interest added to what is owed instead
  double service() const { return interest + principal; }
};

/// The debt through years 0 to years - 1; what is owed after the last one stays its balance. Throws
/// std::invalid_argument for terms that no debt can have.
std::vector<DebtYear> schedule(Debt const&, std::size_t years);

/// The same of a loan.
std::vector<DebtYear> schedule(Loan const&, std::size_t years);

/// The year after the last in which anything is paid.
std::size_t matures(Loan const&);

/// Several debts as one, through the years of the longest.
std::vector<DebtYear> together(std::span<std::vector<DebtYear> const> debts);

/// What is paid at the end of each of so many years to pay off a debt, with its interest.
double annuity_payment(double amount, double rate, unsigned years);

/// Cash available for debt service over debt service, by year; nothing in a year without any. Years of the debt beyond
/// those of the cash are left out.
std::vector<std::optional<double>> service_cover(std::span<double const> cash, std::span<DebtYear const> debt);

}  // namespace tongzhou::appraisal
