#include "scenarios/appraisal/allocation.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace tongzhou::appraisal;

TEST_CASE("replications stand to one another as Chen's formula says") {
  // Distances to the best, 3: 2 and 1. Deviations all 1: N1 : N2 = 1/4 : 1, and the best gets the root of the sum of
  // the squares: sqrt(1/16 + 1).
  std::vector<double> const means{1, 2, 3}, deviations{1, 1, 1};
  auto const shares = allocation(means, deviations);
  double const all = 0.25 + 1 + std::sqrt(0.0625 + 1);
  CHECK(shares[0] == Approx(0.25 / all));
  CHECK(shares[1] == Approx(1 / all));
  CHECK(shares[2] == Approx(std::sqrt(1.0625) / all));
}

TEST_CASE("a design that deviates more gets more, by the square") {
  // Best: the first, 10, deviation 2. Others 4 and 3 away, deviations 2 and 3: (2/4)^2 = 0.25, (3/3)^2 = 1; the best:
  // 2 x sqrt((0.25/2)^2 + (1/3)^2) = 2 x sqrt(1/64 + 1/9).
  std::vector<double> const means{10, 6, 7}, deviations{2, 2, 3};
  auto const shares = allocation(means, deviations);
  CHECK(shares[2] / shares[1] == Approx(4));
  CHECK(shares[0] / shares[2] == Approx(2 * std::sqrt(1.0 / 64 + 1.0 / 9)));
}

TEST_CASE("what is known exactly gets no replication") {
  std::vector<double> const means{-5, 0}, deviations{2, 0};
  auto const shares = allocation(means, deviations);
  CHECK(shares[0] == 1);
  CHECK(shares[1] == 0);
  std::vector<double> const exact{0, 0};
  CHECK(allocation(means, exact) == std::vector<double>{0, 0});
  // The best is unsure, all others are exact: it alone can be mistaken.
  std::vector<double> const only_best{0, 2};
  CHECK(allocation(means, only_best) == std::vector<double>{0, 1});
}

TEST_CASE("two designs with equal means share the replications by how much they deviate") {
  std::vector<double> const means{4, 4, 0}, deviations{1, 1, 1};
  auto const shares = allocation(means, deviations);
  CHECK(shares[0] == Approx(0.5));
  CHECK(shares[1] == Approx(0.5));
  CHECK(shares[2] < 1e-9);
}

TEST_CASE("the next replication goes to whom most is due") {
  std::vector<double> const shares{0.5, 0.3, 0.2};
  std::vector<std::size_t> given{3, 3, 3};
  // Of ten: 5, 3 and 2 are due.
  CHECK(most_due(shares, given) == 0);
  given = {6, 3, 3};
  // Of thirteen: 6.5, 3.9 and 2.6.
  CHECK(most_due(shares, given) == 1);
}
