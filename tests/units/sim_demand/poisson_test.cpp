#include "sim/demand/poisson.hpp"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cmath>

using tongzhou::demand::poisson;
using tongzhou::demand::Stream;

TEST_CASE("counts of independent events have a mean and a variance that are the same, few or many") {
  double const mean = GENERATE(0.3, 4.0, 9.9, 10.0, 35.0, 2500.0, 1e6);
  Stream stream{7, 0, "counts"};
  constexpr int n = 20000;
  double sum = 0, squares = 0;
  for (int i = 0; i < n; ++i) {
    auto const k = static_cast<double>(poisson(mean, stream));
    sum += k - mean;
    squares += (k - mean) * (k - mean);
  }
  // Standard errors: of the mean sqrt(mean/n); of the variance about mean * sqrt((2 + 1/mean) / n).
  CHECK(std::abs(sum / n) < 4 * std::sqrt(mean / n));
  CHECK(std::abs(squares / n - mean) < 4 * mean * std::sqrt((2 + 1 / mean) / n));
}

TEST_CASE("the chance of each count is the one that the formula gives") {
  Stream stream{3, 1, "counts"};
  constexpr int n = 40000;
  std::array<int, 60> seen{};
  for (int i = 0; i < n; ++i) ++seen[std::min<std::size_t>(poisson(12.5, stream), 59)];
  double probability = std::exp(-12.5);
  for (std::size_t k = 0; k < 30; ++k) {
    CHECK(std::abs(seen[k] - n * probability) < 4.5 * std::sqrt(n * probability + 1));
    probability *= 12.5 / static_cast<double>(k + 1);
  }
}

TEST_CASE("no events are expected, none come") {
  Stream stream{3, 1, "counts"};
  CHECK(poisson(0, stream) == 0);
}
