#include "scenarios/appraisal/finance.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <cmath>

using namespace tongzhou::appraisal;

namespace {

Discount at(double const rate, Timing const timing) { return {.rate = rate, .timing = timing}; }

TEST_CASE("money is worth less the later it moves, by half a year if it moves through the year") {
  CHECK(factor(at(0.21, Timing::start), 0) == Approx(1));
  CHECK(factor(at(0.21, Timing::middle), 0) == Approx(1 / 1.1));  // 1.21 to the power of a half
  CHECK(factor(at(0.21, Timing::end), 0) == Approx(1 / 1.21));
  CHECK(factor(at(0.21, Timing::middle), 1) == Approx(1 / 1.331));
  CHECK(factor(at(0, Timing::middle), 30) == 1);
}

TEST_CASE("a machine of 1000 that brings 400 in each of three years, at 10 %") {
  // Worked by hand, year 0 undiscounted: 400 / 1.1 + 400 / 1.21 + 400 / 1.331 = 363.64 + 330.58 + 300.53 = 994.74
  std::array const flows{-1000.0, 400.0, 400.0, 400.0};
  CHECK(net_present_value(flows, at(0.1, Timing::start)) == Approx(-5.2592).margin(5e-5));
  CHECK(net_present_value(flows, at(0.1, Timing::end)) == Approx(-5.2592 / 1.1).margin(5e-5));
  CHECK(net_present_value(flows, at(0, Timing::middle)) == 200);
  auto const worth = discounted(flows, at(0.1, Timing::start));
  CHECK(worth[0] == -1000);
  CHECK(worth[3] == Approx(300.526).margin(5e-4));
}

TEST_CASE("nothing is worth nothing") {
  CHECK(net_present_value(std::vector<double>{}, at(0.08, Timing::middle)) == 0);
  CHECK(discounted({}, at(0.08, Timing::middle)).empty());
  CHECK(payback(std::vector<double>{}) == 0);
}

TEST_CASE("an annuity is worth (1 - v^n) / r, and one without end 1 / r") {
  for (auto const rate : {0.01, 0.045, 0.08, 0.2})
    for (std::size_t const years : {1, 7, 30, 60}) {
      std::vector<double> const ones(years, 1.0);
      auto const closed = (1 - std::pow(1 + rate, -static_cast<double>(years))) / rate;
      CHECK(net_present_value(ones, at(rate, Timing::end)) == Approx(closed).epsilon(1e-12));
      CHECK(net_present_value(ones, at(rate, Timing::start)) == Approx(closed * (1 + rate)).epsilon(1e-12));
      CHECK(net_present_value(ones, at(rate, Timing::middle)) == Approx(closed * std::sqrt(1 + rate)).epsilon(1e-12));
    }
  CHECK(net_present_value(std::vector<double>(2000, 1.0), at(0.05, Timing::end)) == Approx(20).epsilon(1e-12));
}

TEST_CASE("a growing perpetuity is worth 1 / (r - g)") {
  std::vector<double> growing(4000, 1.0);
  for (std::size_t year = 1; year < growing.size(); ++year) growing[year] = growing[year - 1] * 1.02;
  CHECK(net_present_value(growing, at(0.06, Timing::end)) == Approx(1 / (0.06 - 0.02)).epsilon(1e-12));
}

TEST_CASE("doubling every price doubles the net present value to the last bit") {
  std::array const flows{-813.7, 21.3, 99.1, 400.77, 623.2};
  auto doubled = flows;
  for (auto& flow : doubled) flow *= 2;
  CHECK(net_present_value(doubled, at(0.07, Timing::middle)) == 2 * net_present_value(flows, at(0.07, Timing::middle)));
}

TEST_CASE("benefits over costs, both worth today") {
  std::array const benefits{0.0, 110.0, 121.0}, costs{100.0, 0.0, 0.0};
  CHECK(*benefit_cost_ratio(benefits, costs, at(0.1, Timing::start)) == Approx(2));
  std::array const none{0.0, 0.0, 0.0}, savings{-1.0, 0.0, 0.0};
  CHECK_FALSE(benefit_cost_ratio(benefits, none, at(0.1, Timing::start)));
  CHECK_FALSE(benefit_cost_ratio(benefits, savings, at(0.1, Timing::start)));
}

TEST_CASE("an investment has paid when its balance is back at zero, part of a year counted") {
  CHECK(*payback(std::array{-1000.0, 400.0, 400.0, 400.0}) == Approx(3.5));  // 200 of the last 400
  CHECK(*payback(std::array{-1000.0, 400.0, 600.0, 0.0}) == Approx(3));
  CHECK_FALSE(payback(std::array{-1000.0, 400.0, 400.0}));
  CHECK(*payback(std::array{0.0, 5.0}) == 0);
}

TEST_CASE("a renewal that puts the balance below zero again starts the wait again") {
  // balance -100, 20, -80, 10: paid for good after three years and 80 / 90
  CHECK(*payback(std::array{-100.0, 120.0, -100.0, 90.0}) == Approx(3 + 80.0 / 90));
  CHECK_FALSE(payback(std::array{-100.0, 120.0, -100.0}));
}

TEST_CASE("what is left at the end pays back at the end, if nothing did before") {
  CHECK(payback(Flows{{-100, 30, 30}, 50}) == 3.0);
  CHECK(payback(Flows{{-100, 80, 80}, 50}) == 2.25);
  CHECK_FALSE(payback(Flows{{-100, 30, 30}, 30}).has_value());
  // At 10 % from the start of year 0: -100 + 110 / 1.1 has nothing missing, with the end of year 0 being year 1.
  CHECK(net_present_value(Flows{{-100}, 110}, at(0.1, Timing::start)) == Approx(0).margin(1e-12));
  CHECK(discounted_payback(Flows{{-100}, 111}, at(0.1, Timing::start)) == 1.0);
}

TEST_CASE("discounting makes payback longer, or never") {
  std::array const flows{-1000.0, 600.0, 600.0};
  CHECK(*payback(flows) == Approx(2 + 400.0 / 600));
  // start of year at 10 %: 545.45 and 495.87; 1000 - 545.45 = 454.55 of 495.87
  CHECK(*discounted_payback(flows, at(0.1, Timing::start)) == Approx(2 + 454.5454545 / 495.8677686));
  CHECK_FALSE(discounted_payback(flows, at(0.2, Timing::start)));
}

TEST_CASE("a coupon below inflation is a real rate below zero") {
  CHECK(real_rate(0.0318, 0) == Approx(0.0318));
  CHECK(real_rate(0.0608, 0.02) == Approx(0.04));
  CHECK(real_rate(0.01, 0.02) < 0);
}

TEST_CASE("discounting by real rates in constant prices is discounting by nominal ones in current prices") {
  std::array const constant{-1000.0, 300.0, 500.0, 700.0};
  constexpr auto inflation = 0.025, nominal = 0.07;
  for (auto const timing : {Timing::start, Timing::middle, Timing::end}) {
    std::vector<double> current;
    for (std::size_t year = 0; year < constant.size(); ++year)
      current.push_back(constant[year] / factor(at(inflation, timing), year));
    CHECK(net_present_value(constant, at(real_rate(nominal, inflation), timing)) ==
          Approx(net_present_value(current, at(nominal, timing))).epsilon(1e-12));
  }
}

}  // namespace
