#include "sim/rules/choice.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <cmath>

using namespace tongzhou::rules;

TEST_CASE("two ways that cost the same share the boxes evenly") {
  auto const shares = logit_shares(std::array{500.0, 500.0}, 0.01);
  CHECK(shares[0] == Approx(0.5));
  CHECK(shares[1] == Approx(0.5));
}

TEST_CASE("a way dearer by ln 3 over the spread gets a quarter") {
  auto const shares = logit_shares(std::array{1000.0, 1000.0 + std::log(3.0) / 0.01}, 0.01);
  CHECK(shares[1] == Approx(0.25));
}

TEST_CASE("without spread everybody takes the cheapest, of two the first") {
  CHECK(logit_shares(std::array{7.0, 5.0, 5.0}, 0) == std::vector<double>{0, 1, 0});
}

TEST_CASE("a draw picks the way whose cumulative share holds it") {
  std::array const shares{0.25, 0.5, 0.25};
  CHECK(pick(shares, 0.0) == 0);
  CHECK(pick(shares, 0.25) == 1);
  CHECK(pick(shares, 0.7499) == 1);
  CHECK(pick(shares, 0.9999999) == 2);
}
