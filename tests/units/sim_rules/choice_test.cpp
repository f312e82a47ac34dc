#include "sim/rules/choice.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

using namespace tongzhou::rules;

namespace {

using Way = std::vector<Stretch>;

}  // namespace

TEST_CASE("two ways that cost the same share the boxes evenly") {
  auto const shares = logit_shares(std::array{500.0, 500.0}, 100);
  CHECK(shares[0] == Approx(0.5));
  CHECK(shares[1] == Approx(0.5));
}

TEST_CASE("of two ways whose costs differ by the spread 73 % take the cheaper") {
  // 1 / (1 + exp(-1)) = 0.7311.
  CHECK(logit_shares(std::array{1000.0, 1100.0}, 100)[0] == Approx(0.7310586));
}

TEST_CASE("a way dearer by ln 3 spreads gets a quarter") {
  auto const shares = logit_shares(std::array{1000.0, 1000.0 + std::log(3.0) * 100}, 100);
  CHECK(shares[1] == Approx(0.25));
}

TEST_CASE("without spread everybody takes the cheapest, of two the first") {
  CHECK(logit_shares(std::array{7.0, 5.0, 5.0}, 0) == std::vector<double>{0, 1, 0});
}

TEST_CASE("ways that share nothing are alternatives of their own") {
  std::array const ways{Way{{1, 10}}, Way{{2, 30}, {3, 5}}};
  CHECK(path_sizes(ways) == std::vector<double>{1, 1});
}

TEST_CASE("two ways that are the same count as one") {
  // 1/2 each, so that with equal costs they have together as much as the third.
  std::array const ways{Way{{1, 10}, {2, 5}}, Way{{1, 10}, {2, 5}}, Way{{3, 20}}};
  auto const sizes = path_sizes(ways);
  CHECK(sizes == std::vector<double>{0.5, 0.5, 1});
  auto const shares = logit_shares(std::array{100.0, 100.0, 100.0}, 50, sizes);
  CHECK(shares[0] == Approx(0.25));
  CHECK(shares[2] == Approx(0.5));
}

TEST_CASE("two ways that share nine tenths of their length are little more than one") {
  // 0.9 / 2 + 0.1 = 0.55 each.
  std::array const ways{Way{{1, 90}, {2, 10}}, Way{{1, 90}, {3, 10}}};
  CHECK(path_sizes(ways)[0] == Approx(0.55));
}

TEST_CASE("a way without length shares nothing") {
  std::array const ways{Way{{1, 0}}, Way{{1, 0}}, Way{}};
  CHECK(path_sizes(ways) == std::vector<double>{1, 1, 1});
}

TEST_CASE("a draw picks the way whose cumulative share holds it") {
  std::array const shares{0.25, 0.5, 0.25};
  CHECK(pick(shares, 0.0) == 0);
  CHECK(pick(shares, 0.25) == 1);
  CHECK(pick(shares, 0.7499) == 1);
  CHECK(pick(shares, 0.9999999) == 2);
}

TEST_CASE("alternatives of one nest stand in for each other more than for those outside") {
  // Three that cost the same, two of them in one nest, with spreads of 100 between and 50 inside: the nest weighs
  // (1 + 1) ^ (50 / 100) = 1.414 against 1. Alone the logit would give it two thirds.
  std::array const costs{500.0, 500.0, 500.0}, sizes{1.0, 1.0, 1.0};
  std::array<std::uint32_t, 3> const nests{1, 1, 2};
  auto const shares = nested_shares(costs, sizes, nests, 100, 50);
  double const root = std::sqrt(2.0);
  CHECK(shares[0] == Approx(root / (1 + root) / 2));
  CHECK(shares[1] == Approx(root / (1 + root) / 2));
  CHECK(shares[2] == Approx(1 / (1 + root)));
}

TEST_CASE("nests whose spread is that between them are no nests") {
  std::array const costs{500.0, 560.0, 430.0, std::numeric_limits<double>::infinity()}, sizes{1.0, 0.5, 0.7, 1.0};
  std::array<std::uint32_t, 4> const nests{1, 1, 2, 3};
  auto const nested = nested_shares(costs, sizes, nests, 100, 100), flat = logit_shares(costs, 100, sizes);
  for (std::size_t i = 0; i < costs.size(); ++i) CHECK(nested[i] == Approx(flat[i]));
  CHECK(nested[3] == 0);
}

TEST_CASE("a trade answers to its cost by its elasticity, and grows no more than tenfold") {
  CHECK(volume_factor(2, -1) == Approx(0.5));
  CHECK(volume_factor(0.5, -2) == Approx(4));
  CHECK(volume_factor(3, 0) == 1);
  CHECK(volume_factor(0, -1) == most_growth);
}
