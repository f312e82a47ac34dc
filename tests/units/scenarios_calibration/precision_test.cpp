#include "scenarios/calibration/precision.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace tongzhou::calibration;

TEST_CASE("a residual that changes by 10 deviations over the range makes a parameter known to a tenth of it") {
  auto const precision = precision_of({{10}}, {0}, 1);
  CHECK(precision.deviation[0] == Approx(0.1));
}

TEST_CASE("two observations of the same thing know it better by the root of two, and so does a prior as good") {
  CHECK(precision_of({{10}, {10}}, {0}, 1).deviation[0] == Approx(0.1 / std::sqrt(2)));
  CHECK(precision_of({{10}}, {100}, 1).deviation[0] == Approx(0.1 / std::sqrt(2)));
}

TEST_CASE("two parameters of which only the sum is seen are told apart by nothing: wide, and tied together") {
  auto const precision = precision_of({{10, 10}}, {0, 0}, 0.29);
  // Along the valley the deviation is 0.29, across it 1 / (10 sqrt 2): each parameter has half of both variances.
  CHECK(precision.deviation[0] == Approx(std::sqrt((0.29 * 0.29 + 0.005) / 2)));
  auto const pairs = not_told_apart(precision);
  REQUIRE(pairs.size() == 1);
  CHECK(pairs[0].correlation == Approx(-1).margin(1e-6));
}

TEST_CASE("what is not seen at all is wide, and tied to nothing") {
  auto const precision = precision_of({{10, 0}}, {0, 0}, 0.29);
  CHECK(precision.deviation[1] == Approx(0.29));
  CHECK(not_told_apart(precision).empty());
}

TEST_CASE("two that are seen one by one are told apart") {
  auto const precision = precision_of({{10, 0}, {0, 5}}, {0, 0}, 1);
  CHECK(precision.deviation[1] == Approx(0.2));
  CHECK(not_told_apart(precision).empty());
}
