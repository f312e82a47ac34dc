#include "scenarios/appraisal/debt.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace tongzhou::appraisal {
namespace {

void check(Debt const& debt) {
  if (!(debt.rate >= 0)) throw std::invalid_argument("a debt's rate cannot be below zero");
  if (debt.grace_years >= debt.term_years) throw std::invalid_argument("a debt's grace must end before its term");
}

}  // namespace

double annuity_payment(double const amount, double const rate, unsigned const years) {
  if (rate == 0) return amount / years;
  return amount * rate / -std::expm1(-static_cast<double>(years) * std::log1p(rate));
}

std::vector<DebtYear> schedule(Debt const& debt, std::size_t const years) {
  check(debt);
  auto const paying = debt.term_years - debt.grace_years;
  auto const payment = annuity_payment(debt.amount, debt.rate, paying);
  std::vector<DebtYear> rows(years);
  auto owed = debt.amount;
  for (unsigned age = 1; age <= debt.term_years && debt.drawn_in_year + age <= years; ++age) {
    auto& row = rows[debt.drawn_in_year + age - 1];
    if (age == 1) row.drawn = debt.amount;
    row.interest = owed * debt.rate;
    if (age == debt.term_years)
      row.principal = owed;  // to the last yuan
    else if (age > debt.grace_years && debt.repayment == Repayment::equal_principal)
      row.principal = debt.amount / paying;
    else if (age > debt.grace_years && debt.repayment == Repayment::annuity)
      row.principal = payment - row.interest;
    owed -= row.principal;
    row.balance = owed;
  }
  return rows;
}

std::size_t matures(Loan const& loan) {
  auto const first = std::ranges::find_if(loan.drawn, [](double drawn) { return drawn > 0; }) - loan.drawn.begin();
  return static_cast<std::size_t>(first) + loan.term_years;
}

std::vector<DebtYear> schedule(Loan const& loan, std::size_t const years) {
  auto const end = matures(loan), first = end - loan.term_years;
  auto const repaid_from = std::max({first + loan.grace_years, loan.opens_in_year, loan.drawn.size()});
  if (!(loan.rate >= 0)) throw std::invalid_argument("a debt's rate cannot be below zero");
  if (repaid_from >= end)
    throw std::invalid_argument("a loan must be repaid after it is drawn and before its term is over");
  std::vector<DebtYear> rows(years);
  double owed = 0, share = 0, payment = 0;
  for (auto year = first; year < std::min(end, years); ++year) {
    auto& row = rows[year];
    row.drawn = year < loan.drawn.size() ? loan.drawn[year] : 0;
    double const interest = (owed + row.drawn * (loan.half_first_year ? 0.5 : 1)) * loan.rate;
    bool const added = loan.capitalised && year < loan.opens_in_year;
    (added ? row.capitalised : row.interest) = interest;
    owed += row.drawn + row.capitalised;
    if (year == repaid_from) {
      share = owed / static_cast<double>(end - repaid_from);
      payment = annuity_payment(owed, loan.rate, static_cast<unsigned>(end - repaid_from));
    }
    if (year + 1 == end)
      row.principal = owed;
    else if (year >= repaid_from && loan.repayment == Repayment::equal_principal)
      row.principal = share;
    else if (year >= repaid_from && loan.repayment == Repayment::annuity)
      row.principal = payment - interest;
    owed -= row.principal;
    row.balance = owed;
  }
  return rows;
}

std::vector<DebtYear> together(std::span<std::vector<DebtYear> const> const debts) {
  std::vector<DebtYear> sum;
  for (auto const& debt : debts) {
    sum.resize(std::max(sum.size(), debt.size()));
    for (std::size_t year = 0; year < debt.size(); ++year) {
      sum[year].drawn += debt[year].drawn;
      sum[year].interest += debt[year].interest;
      sum[year].principal += debt[year].principal;
      sum[year].balance += debt[year].balance;
      sum[year].capitalised += debt[year].capitalised;
    }
  }
  return sum;
}

std::vector<std::optional<double>> service_cover(std::span<double const> const cash,
                                                 std::span<DebtYear const> const debt) {
  std::vector<std::optional<double>> cover(cash.size());
  for (std::size_t year = 0; year < std::min(cash.size(), debt.size()); ++year)
    if (debt[year].service() > 0) cover[year] = cash[year] / debt[year].service();
  return cover;
}

}  // namespace tongzhou::appraisal
