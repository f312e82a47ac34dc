#include "sim/outcome/statistics.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <random>
#include <vector>

using namespace tongzhou::outcome;

TEST_CASE("Student's quantiles are those of the printed tables") {
  // NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2: upper 0.025 and 0.005.
  CHECK(student_quantile(0.975, 1) == Approx(12.706).epsilon(1e-4));
  CHECK(student_quantile(0.975, 4) == Approx(2.776).epsilon(1e-3));
  CHECK(student_quantile(0.975, 19) == Approx(2.093).epsilon(1e-3));
  CHECK(student_quantile(0.995, 9) == Approx(3.250).epsilon(1e-3));
}

TEST_CASE("five voyages of 1 to 5 days last 3 days on average, give or take 1.96") {
  // Deviation sqrt(10 / 4) = 1.5811, half-width 2.776 x 1.5811 / sqrt(5) = 1.963.
  std::vector<double> const days{1, 2, 3, 4, 5};
  auto const e = estimate(days);
  CHECK(e.count == 5);
  CHECK(e.mean == 3);
  CHECK(e.deviation == Approx(std::sqrt(2.5)));
  CHECK(e.half_width == Approx(1.9632).epsilon(1e-4));
  CHECK(e.interval().low == Approx(1.0368).epsilon(1e-4));
}

TEST_CASE("one run says nothing about spread, and equal runs have none at all") {
  std::vector<double> const one{7};
  CHECK(std::isinf(estimate(one).half_width));
  std::vector<double> const equal(7, 0.1);
  CHECK(estimate(equal).mean == 0.1);
  CHECK(estimate(equal).half_width == 0);
  CHECK(estimate({}).count == 0);
}

TEST_CASE("pairs see a difference that the noise around them would hide") {
  std::vector<double> const base{100, 200, 300, 400};
  std::vector<double> const with_crane{98, 199, 297, 398};
  // Differences -2, -1, -3, -2: mean -2, deviation sqrt(2 / 3), half-width 3.182 x 0.8165 / 2 = 1.299.
  auto const d = paired_difference(base, with_crane);
  CHECK(d.mean == -2);
  CHECK(d.half_width == Approx(1.2992).epsilon(1e-4));
  CHECK(d.interval().high < 0);
  CHECK(estimate(base).half_width > 200);
  CHECK(paired_difference(base, base).half_width == 0);
  CHECK_THROWS(paired_difference(base, {}));
}

TEST_CASE("the median of ten runs lies between the second and the ninth") {
  // P(B < 2) = 11 / 1024 = 0.0107 on each side; P(B < 3) = 56 / 1024 would be too much. Coverage 1 - 22 / 1024.
  std::vector<double> const ten{5, 3, 9, 1, 7, 10, 2, 8, 4, 6};
  auto const q = quantile(ten, 0.5);
  CHECK(q.value == 5);
  REQUIRE(q.interval);
  CHECK(q.interval->low == 2);
  CHECK(q.interval->high == 9);
  CHECK(q.coverage == Approx(1 - 22.0 / 1024));
}

TEST_CASE("a sample too small for an interval of a quantile gets none") {
  std::vector<double> const five{1, 2, 3, 4, 5};
  CHECK(quantile(five, 0.5).value == 3);
  CHECK_FALSE(quantile(five, 0.5).interval);  // 1 / 32 at each end is more than 0.025
  CHECK(quantile(std::vector<double>(6, 1.0), 0.5).interval);
  CHECK_FALSE(quantile(std::vector<double>(20, 1.0), 0.95).interval);
}

TEST_CASE("intervals hold the truth as often as they say") {
  std::mt19937 dice{42};
  int means = 0, medians = 0;
  constexpr int trials = 4000;
  for (int trial = 0; trial < trials; ++trial) {
    std::vector<double> sample;
    for (int i = 0; i < 12; ++i) {
      double sum = 0;  // of twelve uniform numbers: nearly normal, mean and median 6
      for (int j = 0; j < 12; ++j) sum += static_cast<double>(dice()) / 4294967296.0;
      sample.push_back(sum);
    }
    auto const mean = estimate(sample).interval();
    means += mean.low <= 6 && 6 <= mean.high;
    auto const median = quantile(sample, 0.5);
    medians += median.interval->low <= 6 && 6 <= median.interval->high;
  }
  CHECK(means / double{trials} == Approx(0.95).margin(0.012));
  CHECK(medians / double{trials} == Approx(quantile(std::vector<double>(12, 1.0), 0.5).coverage).margin(0.012));
}

TEST_CASE("ten comparisons at 95 % together are each made at 99.5 %") {
  CHECK(each_of(10, 0.95) == Approx(0.995));
  CHECK(each_of(1, 0.95) == 0.95);
  CHECK(each_of(0, 0.95) == 0.95);
}

TEST_CASE("MSER-5 cuts off a harbour that fills up first") {
  // Means of five: 0, 5, 10, 9, 11, 10, 9, 11, 10, 10. Sums of squares over n^2: with nothing cut 118.5 / 100, one cut
  // 26.2 / 81, two cut 4 / 64 = 0.0625, three cut 4 / 49 and more. So two batches, ten observations.
  std::vector<double> series;
  for (double const mean : {0, 5, 10, 9, 11, 10, 9, 11, 10, 10}) series.insert(series.end(), 5, mean);
  CHECK(mser5(series) == 10u);
}

TEST_CASE("MSER-5 leaves a steady series whole and calls a growing one too short") {
  std::vector<double> steady, growing;
  for (int i = 0; i < 60; ++i) {
    steady.push_back(i % 2 == 0 ? 1 : 3);
    growing.push_back(i * i);
  }
  CHECK(mser5(steady) == 0u);
  CHECK_FALSE(mser5(growing));
  CHECK_FALSE(mser5(std::vector<double>(49, 1.0)));
}
