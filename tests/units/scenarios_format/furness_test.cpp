#include "scenarios/format/furness.hpp"

#include <catch2/catch.hpp>

using namespace tongzhou::format;

TEST_CASE("a matrix fitted to sums keeps its cross products") {
  // Furness scales rows and columns, so the ratio (a x d) / (b x c) stays what it was: 1 x 4 / (2 x 3).
  std::vector<double> cells{1, 2, 3, 4};
  auto const fit = fit_to_sums(cells, {10, 20}, {12, 18});
  CHECK(fit.done);
  CHECK(cells[0] + cells[1] == Approx(10));
  CHECK(cells[2] + cells[3] == Approx(20));
  CHECK(cells[0] + cells[2] == Approx(12));
  CHECK(cells[1] + cells[3] == Approx(18));
  CHECK(cells[0] * cells[3] / (cells[1] * cells[2]) == Approx(4.0 / 6));
}

TEST_CASE("sums that are free stay as they come") {
  std::vector<double> cells{0, 2, 6, 0};
  CHECK(fit_to_sums(cells, {4, free_sum}, {free_sum, free_sum}).done);
  CHECK(cells == std::vector<double>{0, 4, 6, 0});
}

TEST_CASE("noughts that leave no room for the sums are found") {
  // A sends only to B and B only to A: 5 from A cannot become 7 at B.
  std::vector<double> cells{0, 1, 1, 0};
  auto const fit = fit_to_sums(cells, {5, 5}, {3, 7});
  CHECK_FALSE(fit.done);
  CHECK(fit.worst > 0.1);
}
