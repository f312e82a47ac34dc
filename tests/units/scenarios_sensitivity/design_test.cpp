#include "scenarios/sensitivity/design.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

using namespace tongzhou;
using namespace tongzhou::sensitivity;

TEST_CASE("a trajectory moves each parameter once, by two thirds of its range, and stays on the grid of four levels") {
  demand::Stream stream{7, 0, "design"};
  for (auto const& trajectory : morris_trajectories(5, 20, 4, stream)) {
    REQUIRE(trajectory.size() == 6);
    std::vector<int> moves(5);
    for (std::size_t p = 1; p < trajectory.size(); ++p)
      for (std::size_t i = 0; i < 5; ++i)
        if (trajectory[p][i] != trajectory[p - 1][i]) {
          ++moves[i];
          CHECK(std::abs(trajectory[p][i] - trajectory[p - 1][i]) == Approx(2.0 / 3));
        }
    CHECK(std::ranges::all_of(moves, [](int count) { return count == 1; }));
    for (auto const& at : trajectory)
      for (double const share : at) CHECK(std::abs(share * 3 - std::round(share * 3)) < 1e-9);
  }
}

TEST_CASE("a Latin hypercube has one point in each slice of each parameter") {
  demand::Stream stream{7, 0, "design"};
  auto const points = latin_hypercube(3, 40, stream);
  for (std::size_t i = 0; i < 3; ++i) {
    std::vector<int> slices(40);
    for (auto const& point : points) ++slices[static_cast<std::size_t>(point[i] * 40)];
    CHECK(std::ranges::all_of(slices, [](int count) { return count == 1; }));
  }
}
