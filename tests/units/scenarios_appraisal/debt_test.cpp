#include "scenarios/appraisal/debt.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <stdexcept>

#include "scenarios/appraisal/finance.hpp"
#include "scenarios/appraisal/rates.hpp"

using namespace tongzhou::appraisal;

namespace {

constexpr std::array forms{Repayment::bullet, Repayment::equal_principal, Repayment::annuity};

TEST_CASE("a bond of 1000 over four years at 5 %, repaid at the end") {
  auto const rows = schedule({.amount = 1000, .rate = 0.05, .term_years = 4}, 6);
  REQUIRE(rows.size() == 6);
  for (auto const year : {0u, 1u, 2u, 3u}) CHECK(rows[year].interest == Approx(50));
  for (auto const year : {0u, 1u, 2u}) {
    CHECK(rows[year].principal == 0);
    CHECK(rows[year].balance == 1000);
  }
  CHECK(rows[0].drawn == 1000);
  CHECK(rows[3].principal == 1000);
  for (auto const year : {3u, 4u, 5u}) CHECK(rows[year].balance == 0);
  CHECK(rows[4].service() == 0);
}

TEST_CASE("the same bond repaid in equal parts") {
  auto const rows =
      schedule({.amount = 1000, .rate = 0.05, .term_years = 4, .repayment = Repayment::equal_principal}, 4);
  std::array const interest{50.0, 37.5, 25.0, 12.5}, balance{750.0, 500.0, 250.0, 0.0};
  for (std::size_t year = 0; year < 4; ++year) {
    CHECK(rows[year].interest == Approx(interest[year]));
    CHECK(rows[year].principal == Approx(250));
    CHECK(rows[year].balance == Approx(balance[year]));
  }
}

TEST_CASE("the same bond as an annuity, by hand") {
  // 1000 x 0.05 / (1 - 1.05^-4) = 282.01; 232.01 of it is principal in the first year, 5 % more in each later one
  auto const rows = schedule({.amount = 1000, .rate = 0.05, .term_years = 4, .repayment = Repayment::annuity}, 4);
  std::array const interest{50.0, 38.40, 26.22, 13.43}, principal{232.01, 243.61, 255.79, 268.58},
      balance{767.99, 524.38, 268.58, 0.0};
  for (std::size_t year = 0; year < 4; ++year) {
    CHECK(rows[year].interest == Approx(interest[year]).margin(0.006));
    CHECK(rows[year].principal == Approx(principal[year]).margin(0.006));
    CHECK(rows[year].balance == Approx(balance[year]).margin(0.006));
    CHECK(rows[year].service() == Approx(282.01).margin(0.006));
  }
  CHECK(annuity_payment(1000, 0.05, 4) == Approx(282.01183).margin(1e-5));
}

TEST_CASE("years of grace bear interest only, then the rest of the term repays") {
  Debt debt{.amount = 900, .rate = 0.1, .term_years = 5, .grace_years = 2, .repayment = Repayment::equal_principal};
  auto const equal = schedule(debt, 5);
  std::array const principal{0.0, 0.0, 300.0, 300.0, 300.0}, interest{90.0, 90.0, 90.0, 60.0, 30.0};
  for (std::size_t year = 0; year < 5; ++year) {
    CHECK(equal[year].principal == Approx(principal[year]));
    CHECK(equal[year].interest == Approx(interest[year]));
  }
  debt.repayment = Repayment::annuity;
  auto const annuity = schedule(debt, 5);
  CHECK(annuity[1].service() == Approx(90));
  for (std::size_t year = 2; year < 5; ++year) CHECK(annuity[year].service() == Approx(annuity_payment(900, 0.1, 3)));
}

TEST_CASE("without interest an annuity is equal parts, and only the principal is paid") {
  CHECK(annuity_payment(1200, 0, 12) == 100);
  CHECK(annuity_payment(1200, 1e-12, 12) == Approx(100));
  for (auto const form : forms) {
    auto const rows = schedule({.amount = 1200, .term_years = 12, .repayment = form}, 12);
    double principal = 0;
    for (auto const& row : rows) {
      CHECK(row.interest == 0);
      principal += row.principal;
    }
    CHECK(principal == Approx(1200));
    CHECK(rows.back().balance == 0);
  }
}

TEST_CASE("every form, term, grace and rate pays off to the last yuan, at the coupon as internal rate") {
  for (auto const form : forms)
    for (unsigned const term : {1u, 2u, 7u, 20u, 30u})
      for (unsigned grace = 0; grace < term; grace += 3)
        for (auto const rate : {0.0, 0.0224, 0.0318, 0.12}) {
          auto const rows = schedule(
              {.amount = 5e8, .rate = rate, .term_years = term, .grace_years = grace, .repayment = form}, term);
          CHECK(rows.back().balance == 0);
          std::vector<double> lender{-5e8};
          double principal = 0;
          for (auto const& row : rows) {
            lender.push_back(row.service());
            principal += row.principal;
            CHECK(row.balance == Approx(5e8 - principal).margin(1e-3));
          }
          CHECK(principal == Approx(5e8));
          auto const rates = internal_rates(lender);
          REQUIRE(rates.size() == 1);
          CHECK(rates[0] == Approx(rate).margin(1e-11));
        }
}

TEST_CASE("a debt drawn later starts later, and one that outlasts the years leaves a balance") {
  auto const rows = schedule({.amount = 100, .rate = 0.1, .term_years = 4, .drawn_in_year = 2}, 4);
  CHECK(rows[0].balance == 0);
  CHECK(rows[1].service() == 0);
  CHECK(rows[2].drawn == 100);
  CHECK(rows[2].interest == Approx(10));
  CHECK(rows[3].balance == 100);
  CHECK(schedule({.amount = 100, .term_years = 2, .drawn_in_year = 9}, 4)[3].balance == 0);
}

TEST_CASE("two debts are served as one") {
  std::array const debts{schedule({.amount = 100, .rate = 0.1, .term_years = 2}, 3),
                         schedule({.amount = 50, .rate = 0.2, .term_years = 2, .drawn_in_year = 1}, 3)};
  auto const sum = together(debts);
  REQUIRE(sum.size() == 3);
  CHECK(sum[0].balance == 100);
  CHECK(sum[1].drawn == 50);
  CHECK(sum[1].interest == Approx(20));
  CHECK(sum[1].principal == 100);
  CHECK(sum[1].balance == 50);
  CHECK(sum[2].service() == Approx(60));
}

TEST_CASE("cover is cash over service, and a year without service has none") {
  auto const rows = schedule({.amount = 100, .rate = 0.1, .term_years = 2}, 3);
  auto const cover = service_cover(std::array{15.0, -11.0, 40.0, 7.0}, rows);
  REQUIRE(cover.size() == 4);
  CHECK(*cover[0] == Approx(1.5));
  CHECK(*cover[1] == Approx(-0.1));
  CHECK_FALSE(cover[2]);
  CHECK_FALSE(cover[3]);
}

TEST_CASE("no debt has grace to its end, no term, or a rate below zero") {
  CHECK_THROWS_AS(schedule({.amount = 1, .term_years = 3, .grace_years = 3}, 5), std::invalid_argument);
  CHECK_THROWS_AS(schedule({.amount = 1, .term_years = 0}, 5), std::invalid_argument);
  CHECK_THROWS_AS(schedule({.amount = 1, .rate = -0.01, .term_years = 3}, 5), std::invalid_argument);
}

}  // namespace
