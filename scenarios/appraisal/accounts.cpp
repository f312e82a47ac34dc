#include "scenarios/appraisal/accounts.hpp"

#include <algorithm>
#include <deque>
#include <iterator>
#include <utility>

namespace tongzhou::appraisal {
namespace {

using Row = std::vector<double>;

// Law of the People's Republic of China on Enterprise Income Tax, article 18.
constexpr std::size_t losses_last_years = 5;

/// Of profits by year: a loss lessens the profits of the five years after it, the oldest first.
Row taxes(Row const& profits, double const rate) {
  Row taxes(profits.size());
  std::deque<std::pair<std::size_t, double>> losses;  // year, what is left of it
  for (std::size_t year = 0; year < profits.size(); ++year) {
    while (!losses.empty() && losses.front().first + losses_last_years < year) losses.pop_front();
    double profit = profits[year];
    if (profit < 0) losses.emplace_back(year, -profit);
    while (profit > 0 && !losses.empty()) {
      double const used = std::min(profit, losses.front().second);
      profit -= used;
      if ((losses.front().second -= used) <= 0) losses.pop_front();
    }
    taxes[year] = std::max(0.0, profit) * rate;
  }
  return taxes;
}

/// Straight line from a year on.
void depreciate(Row& row, double const cost, std::size_t const from, unsigned const years) {
  for (auto year = from; year < std::min<std::size_t>(row.size(), from + years); ++year) row[year] += cost / years;
}

/// Tax on what is earned less that on what is bought; what it is too much is carried on.
Row value_added_tax(AccountInputs const& in) {
  double const share = in.vat / (1 + in.vat);
  Row row(in.revenue.size());
  double carried = 0;
  for (std::size_t year = 0; year < row.size(); ++year) {
    double const bought = in.operating_cost[year] + in.capital[year] + in.renewals[year];
    double const due = (in.revenue[year] - bought) * share - carried;
    carried = std::max(0.0, -due);
    row[year] = std::max(0.0, due);
  }
  return row;
}

Row depreciation_of(AccountInputs const& in) {
  Row row(in.revenue.size());
  for (std::size_t year = 0; year < row.size(); ++year) {
    auto const used_from = std::max(year, in.opens_in_year);
    depreciate(row, in.capital[year], used_from, in.depreciation_years);
    depreciate(row, in.renewals[year], year, in.depreciation_years);
    if (year < in.opens_in_year)
      depreciate(row, in.debt[year].capitalised + in.debt[year].interest, used_from, in.depreciation_years);
  }
  return row;
}

void keep_books(Accounts& books, AccountInputs const& in) {
  auto const years = in.revenue.size();
  books.vat = value_added_tax(in);
  books.depreciation = depreciation_of(in);
  books.interest.resize(years);
  for (std::size_t year = 0; year < years; ++year) {
    auto const& debt = in.debt[year];
    bool const open = year >= in.opens_in_year;
    if (open) books.interest[year] = debt.interest;
    if (!open) books.interest_during_construction += debt.interest + debt.capitalised;
    books.ebitda.push_back(in.revenue[year] - books.vat[year] - in.operating_cost[year]);
    books.ebit.push_back(books.ebitda[year] - books.depreciation[year]);
    books.profit.push_back(books.ebit[year] - books.interest[year]);
  }
  books.tax = taxes(books.profit, in.income_tax);
  books.tax_without_debt = taxes(books.ebit, in.income_tax);
  for (std::size_t year = 0; year < years; ++year) books.net_profit.push_back(books.profit[year] - books.tax[year]);
}

void count_cash(Accounts& books, AccountInputs const& in) {
  auto const years = in.revenue.size();
  books.working_capital.resize(years);
  if (in.opens_in_year < years) books.working_capital[in.opens_in_year] = in.working_capital;
  double cash = 0;
  for (std::size_t year = 0; year < years; ++year) {
    auto const& debt = in.debt[year];
    bool const open = year >= in.opens_in_year;
    double const invested = in.capital[year] + books.working_capital[year];
    double const before_tax = books.ebitda[year] - in.renewals[year] - invested;
    books.before_tax.by_year.push_back(before_tax);
    books.after_tax.by_year.push_back(before_tax - books.tax_without_debt[year]);
    books.principal.push_back(open ? debt.principal : 0);
    books.own_funds.push_back(invested - debt.drawn + (open ? 0 : debt.service()));
    books.available.push_back(open ? books.ebitda[year] - books.tax[year] : 0);
    // While it is built, own funds pay what is due; income of that time is theirs.
    double const earned = books.ebitda[year] - books.tax[year] - in.renewals[year] - (open ? debt.service() : 0);
    books.own.by_year.push_back(earned - books.own_funds[year]);
    books.surplus.push_back(open ? earned : 0);
    books.closing_cash.push_back(cash += books.surplus[year]);
    books.interest_cover.emplace_back();
    if (open && debt.interest > 0) books.interest_cover.back() = books.ebit[year] / debt.interest;
  }
  auto const built = std::min(in.opens_in_year, years);
  books.service_cover.resize(built);
  std::ranges::copy(service_cover(std::span{books.available}.subspan(built), std::span{in.debt}.subspan(built)),
                    std::back_inserter(books.service_cover));
  double const back = in.residual + (in.opens_in_year < years ? in.working_capital : 0);
  books.before_tax.at_end = books.after_tax.at_end = back;
  books.own.at_end = back - (years > 0 ? in.debt[years - 1].balance : 0);
}

}  // namespace

Accounts accounts_of(AccountInputs const& in) {
  Accounts books{
      .revenue = in.revenue, .operating_cost = in.operating_cost, .capital = in.capital, .renewals = in.renewals};
  keep_books(books, in);
  count_cash(books, in);
  return books;
}

std::optional<double> DebtFigures::affordable(double const required_cover) const {
  if (!term_cover || required_cover <= 0) return std::nullopt;
  // Service is so many times the amount, on the same terms.
  return std::max(0.0, amount * *term_cover / required_cover);
}

DebtFigures debt_figures(Accounts const& books, std::span<DebtYear const> debt, std::span<double const> parts_repaid,
                         std::size_t const opens_in_year) {
  DebtFigures figures;
  double service = 0, cash = 0;
  std::size_t end = 0;
  for (std::size_t year = 0; year < debt.size(); ++year) {
    figures.amount += debt[year].drawn;
    service += debt[year].service();
    if (debt[year].service() > 0) end = year + 1;
  }
  if (service <= 0) return figures;
  for (std::size_t year = 0; year < std::min(end, books.available.size()); ++year) {
    bool const open = year >= opens_in_year;
    if (!open) continue;
    cash += books.available[year] - books.renewals[year];
    auto const closing = books.closing_cash[year];
    figures.lowest_closing_cash = std::min(figures.lowest_closing_cash.value_or(closing), closing);
    if (parts_repaid[year] <= 0 || !books.service_cover[year]) continue;
    auto const cover = *books.service_cover[year];
    figures.least_cover = std::min(figures.least_cover.value_or(cover), cover);
  }
  figures.term_cover = cash / service;
  return figures;
}

}  // namespace tongzhou::appraisal
