#include <array>
#include <catch2/catch.hpp>
#include <vector>

#include "scenarios/appraisal/asset.hpp"
#include "scenarios/appraisal/debt.hpp"
#include "scenarios/appraisal/finance.hpp"
#include "scenarios/appraisal/rates.hpp"

// The appraisal of a berth as one would fill in a spreadsheet: row after row, each from the cells beside and above it,
// with no power, no closed form and none of the module's functions; then the module must say the same.
using namespace tongzhou::appraisal;

namespace {

struct Row {
  double capital = 0, revenue = 0, upkeep = 0;
  double opening = 0, drawn = 0, interest = 0, principal = 0, closing = 0;
  double book_value = 0, renewal = 0;
  double flow = 0, worth = 0, balance = 0, worth_balance = 0;
};

constexpr std::size_t years = 25;
constexpr auto rate = 0.08;

/// 400 and 200 built in years 0 and 1; open from year 2; cranes of 150 among it last ten years. A bond of 400 is drawn
/// in year 0: 20 years at 3.18 %, five of grace, then equal parts of principal.
std::vector<Row> sheet() {
  std::vector<Row> rows(years);
  auto discount = 1 / (1 + rate);  // end of year 0
  auto revenue = 90.0, book_value = 150.0;
  auto owed = 0.0, balance = 0.0, worth_balance = 0.0;
  for (std::size_t year = 0; year < years; ++year) {
    auto& row = rows[year];
    row.capital = year == 0 ? 400 : year == 1 ? 200 : 0;
    if (year >= 2) {
      row.revenue = revenue;
      row.upkeep = 12;
      revenue += revenue * 0.03;
      if (year == 12 || year == 22) {
        row.renewal = 150;
        book_value = 150;
      }
      book_value -= 15;
    }
    row.book_value = book_value;
    if (year == 0) {
      row.drawn = 400;
      owed = 400;
    }
    row.opening = owed;
    row.interest = row.opening * 0.0318;
    if (year >= 5 && year < 20) row.principal = 400.0 / 15;
    owed -= row.principal;
    row.closing = owed;
    row.flow = row.revenue - row.upkeep - row.capital - row.renewal;
    if (year == years - 1) row.flow += row.book_value;
    row.worth = row.flow * discount;
    discount /= 1 + rate;
    row.balance = balance += row.flow;
    row.worth_balance = worth_balance += row.worth;
  }
  return rows;
}

/// The year in which the balance turns for good, and the part of it that the missing money takes.
double sheet_payback(std::vector<Row> const& rows, double Row::*balance, double Row::*flow) {
  std::size_t last_below = 0;
  for (std::size_t year = 0; year < rows.size(); ++year)
    if (rows[year].*balance < 0) last_below = year;
  return static_cast<double>(last_below + 1) + -(rows[last_below].*balance) / rows[last_below + 1].*flow;
}

TEST_CASE("a spreadsheet of a berth, filled in row by row, says the same") {
  auto const rows = sheet();
  std::vector<double> flows(years), benefits(years), costs(years), cash(years);
  Asset const cranes{.cost = 150, .in_use_from = 2, .life_years = 10};
  auto const renewal = renewals(cranes, years);
  auto earned = 90.0;
  for (std::size_t year = 0; year < years; ++year) {
    costs[year] = year == 0 ? 400 : year == 1 ? 200 : 12 + renewal[year];
    if (year >= 2) benefits[year] = earned;
    if (year >= 2) earned *= 1.03;
    cash[year] = year >= 2 ? benefits[year] - 12 : 0;
  }
  benefits.back() += residual_value(cranes, years);
  for (std::size_t year = 0; year < years; ++year) flows[year] = benefits[year] - costs[year];

  Discount const discount{.rate = rate, .timing = Timing::end};
  for (std::size_t year = 0; year < years; ++year) {
    CHECK(flows[year] == Approx(rows[year].flow).margin(1e-9));
    CHECK(residual_value(cranes, year + 1) == Approx(rows[year].book_value).margin(1e-9));
  }
  CHECK(net_present_value(flows, discount) == Approx(rows.back().worth_balance).margin(1e-9));
  CHECK(*payback(flows) == Approx(sheet_payback(rows, &Row::balance, &Row::flow)));
  CHECK(*discounted_payback(flows, discount) == Approx(sheet_payback(rows, &Row::worth_balance, &Row::worth)));

  auto const debt = schedule(
      {.amount = 400, .rate = 0.0318, .term_years = 20, .grace_years = 5, .repayment = Repayment::equal_principal},
      years);
  auto const cover = service_cover(cash, debt);
  for (std::size_t year = 0; year < years; ++year) {
    CHECK(debt[year].drawn == rows[year].drawn);
    CHECK(debt[year].interest == Approx(rows[year].interest).margin(1e-9));
    CHECK(debt[year].principal == Approx(rows[year].principal).margin(1e-9));
    CHECK(debt[year].balance == Approx(rows[year].closing).margin(1e-9));
    if (year < 20) {
      CHECK(*cover[year] ==
            Approx((rows[year].revenue - rows[year].upkeep) / (rows[year].interest + rows[year].principal))
                .margin(1e-12));
    } else {
      CHECK_FALSE(cover[year]);
    }
  }

  // The sheet's own "goal seek": the rate at which its running present value ends at zero, by halving.
  auto low = 0.0, high = 1.0;
  for (auto i = 0; i < 60; ++i) {
    auto const middle = (low + high) / 2;
    auto part = 1.0, sum = 0.0;
    for (auto const& row : rows) {
      sum += row.flow * part;
      part /= 1 + middle;
    }
    (sum > 0 ? low : high) = middle;
  }
  auto const found = internal_rates(flows);
  REQUIRE(found.size() == 1);
  CHECK(found[0] == Approx(low).margin(1e-12));

  double worth_benefits = 0, worth_costs = 0, part = 1;
  for (std::size_t year = 0; year < years; ++year) {
    part /= 1 + rate;
    worth_benefits += (rows[year].revenue + (year == years - 1 ? rows[year].book_value : 0)) * part;
    worth_costs += (rows[year].capital + rows[year].upkeep + rows[year].renewal) * part;
  }
  CHECK(*benefit_cost_ratio(benefits, costs, discount) == Approx(worth_benefits / worth_costs));
}

}  // namespace
