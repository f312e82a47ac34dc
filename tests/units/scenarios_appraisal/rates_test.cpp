#include "scenarios/appraisal/rates.hpp"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <random>

using namespace tongzhou::appraisal;

namespace {

/// Flows whose rates are these and no others: the product of (1 - (1 + rate) x), times more factors without roots.
std::vector<double> flows_with(std::vector<double> const& rates) {
  std::vector<double> flows{-100};
  for (auto const rate : rates) {
    flows.push_back(0);
    for (auto y = flows.size() - 1; y > 0; --y) flows[y] -= (1 + rate) * flows[y - 1];
  }
  return flows;
}

void check_rates(std::vector<double> const& found, std::vector<double> const& expected, double const within = 1e-9) {
  REQUIRE(found.size() == expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) CHECK(std::abs(found[i] - expected[i]) < within);
}

TEST_CASE("100 lent, 110 back after a year: 10 %") {
  check_rates(internal_rates(std::array{-100.0, 110.0}), {0.1});
  check_rates(internal_rates(std::array{0.0, 0.0, -100.0, 0.0, 121.0, 0.0}), {0.1});
  check_rates(internal_rates(std::array{100.0, -110.0}), {0.1});  // the borrower's side
}

TEST_CASE("100 paid in a year and 110 there when it is over: 10 %, 21 % or no rate, by when in the year it is paid") {
  Flows const flows{{-100}, 110};
  REQUIRE(internal_rates(flows, Timing::start).size() == 1);
  CHECK(internal_rates(flows, Timing::start)[0] == Approx(0.1));
  REQUIRE(internal_rates(flows, Timing::middle).size() == 1);
  CHECK(internal_rates(flows, Timing::middle)[0] == Approx(0.21));  // 10 % in half a year
  CHECK(internal_rates(flows, Timing::end).empty());                // 10 at once, for nothing
}

TEST_CASE("a bond at par has its coupon as its rate, whatever its term") {
  for (auto const coupon : {0.0224, 0.0318, 0.25})
    for (std::size_t const term : {1, 5, 20, 60}) {
      std::vector<double> flows(term + 1, 100 * coupon);
      flows.front() = -100;
      flows.back() += 100;
      check_rates(internal_rates(flows), {coupon}, 1e-12);
    }
}

TEST_CASE("flows of one sign have no rate, nor have none at all") {
  CHECK(internal_rates({}).empty());
  CHECK(internal_rates(std::array{0.0, 0.0}).empty());
  CHECK(internal_rates(std::array{-5.0}).empty());
  CHECK(internal_rates(std::array{-5.0, -3.0, 0.0, -1.0}).empty());
  CHECK(internal_rates(std::array{5.0, 3.0}).empty());
}

TEST_CASE("signs that change twice may still leave no rate") {
  // 1 - 2 x + 2 x^2 has no real root
  CHECK(internal_rates(std::array{1.0, -2.0, 2.0}).empty());
}

TEST_CASE("a mine that must be filled in again has two rates") {
  // -1600, 10000, -10000: x = 0.2 and 0.8, so 400 % and 25 % (Lorie and Savage's pump)
  check_rates(internal_rates(std::array{-1600.0, 10000.0, -10000.0}), {0.25, 4.0});
}

TEST_CASE("three rates, and a loss of most of the money") {
  check_rates(internal_rates(flows_with({-0.9, 0.0, 0.5})), {-0.9, 0.0, 0.5});
  check_rates(internal_rates(std::array{-100.0, 1.0}), {-0.99});
  check_rates(internal_rates(std::array{-100.0, 60.0, 40.0}), {0.0});
}

TEST_CASE("a present value that only touches zero has a rate too") {
  check_rates(internal_rates(flows_with({0.1, 0.1})), {0.1}, 1e-6);
  check_rates(internal_rates(flows_with({0.1, 0.1, 0.1})), {0.1}, 1e-4);
  check_rates(internal_rates(flows_with({-0.3, 0.2, 0.2})), {-0.3, 0.2}, 1e-6);
  check_rates(internal_rates(flows_with({0.07, 0.07, 0.4, 0.4})), {0.07, 0.4}, 1e-5);
}

TEST_CASE("just above the axis there is no rate, just below it two close ones") {
  auto flows = flows_with({0.1, 0.1});  // -100 (1 - 1.1 x)^2, never above zero
  flows[2] -= 1e-6;
  CHECK(internal_rates(flows).empty());
  flows[2] += 2e-6;
  auto const found = internal_rates(flows);
  REQUIRE(found.size() == 2);
  CHECK(found[1] - found[0] == Approx(2.2e-4).epsilon(0.1));  // 2 sqrt(1e-8 / 1.21) of x, times 1.1 squared
}

TEST_CASE("sizes of money do not matter, nor does when the row starts") {
  for (auto const size : {1e-12, 1.0, 1e15}) {
    std::vector<double> flows(9, 0.0);
    for (auto const flow : {-1600.0, 10000.0, -10000.0}) flows.push_back(flow * size);
    flows.resize(40);
    check_rates(internal_rates(flows), {0.25, 4.0});
  }
}

TEST_CASE("rates far out are found") {
  check_rates(internal_rates(std::array{-1e-9, 1e9}), {1e18 - 1}, 1e6);
  check_rates(internal_rates(std::array{-1e6, 1e-6}), {1e-12 - 1}, 1e-15);
}

TEST_CASE("two hundred random sets of rates are found again, all of them") {
  std::mt19937 random(20261124);
  auto const uniform = [&] { return static_cast<double>(random()) / 4294967296.0; };
  for (auto sample = 0; sample < 200; ++sample) {
    std::vector<double> rates(1 + random() % 5);
    for (auto& rate : rates) rate = -0.6 + 2 * uniform();
    std::sort(rates.begin(), rates.end());
    auto apart = true;
    for (std::size_t i = 1; i < rates.size(); ++i) apart = apart && rates[i] - rates[i - 1] > 0.02;
    if (!apart) continue;
    auto flows = flows_with(rates);
    // times 1 + x + x^2 / 2, which has no real root: changes of sign become more than rates
    std::vector<double> longer(flows.size() + 2, 0.0);
    for (std::size_t y = 0; y < flows.size(); ++y) {
      longer[y] += flows[y];
      longer[y + 1] += flows[y];
      longer[y + 2] += flows[y] / 2;
    }
    check_rates(internal_rates(flows), rates, 1e-6);
    check_rates(internal_rates(longer), rates, 1e-6);
  }
}

TEST_CASE("random flows over forty years: a fine grid sees no change of sign that was not found") {
  std::mt19937 random(7);
  for (auto sample = 0; sample < 50; ++sample) {
    std::vector<double> flows(40);
    for (auto& flow : flows) flow = static_cast<double>(random()) / 4294967296.0 - 0.5;
    auto const found = internal_rates(flows);
    auto const value = [&](double const x) {
      double sum = 0;
      for (auto y = flows.size(); y-- > 0;) sum = sum * x + flows[y];
      return sum;
    };
    std::size_t crossings = 0, counted = 0;
    constexpr auto steps = 20000;
    auto const point = [](int const i) { return 0.2 + 2.3 * i / steps; };  // rates from -57 % to 400 %
    for (auto i = 0; i < steps; ++i) crossings += value(point(i)) * value(point(i + 1)) < 0;
    for (auto const rate : found) counted += 1 / (1 + rate) > point(0) && 1 / (1 + rate) < point(steps);
    CHECK(counted == crossings);
    for (auto const rate : found)
      CHECK(std::abs(value(1 / (1 + rate))) < 1e-9 * std::max(1.0, std::pow(1 + rate, -40)));
  }
}

TEST_CASE("flows beyond every number have no rate, and end") {
  auto const infinite = std::numeric_limits<double>::infinity();
  CHECK(internal_rates(std::vector<double>{-infinite, 1, infinite}).empty());
  CHECK(internal_rates(std::vector<double>{std::nan(""), 1}).empty());
}

TEST_CASE("what is lost beside the largest flow decides no rate") {
  // -100 now and 110 in a year: 10 %, whatever smallest number comes first and last.
  check_rates(internal_rates(std::vector<double>{5e-324, -100, 110, -5e-324}), {0.1}, 1e-9);
}

}  // namespace
