#include "scenarios/calibration/minimum.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <stdexcept>

using namespace tongzhou::calibration;
using tongzhou::sensitivity::Point;

TEST_CASE("the bottom of a bowl is found from its rim") {
  auto const bowl = [](Point const& at) {
    return 100 * (at[0] - 0.3) * (at[0] - 0.3) + 50 * (at[1] - 0.8) * (at[1] - 0.8);
  };
  auto const found = minimise(bowl, {0.9, 0.1}, Search::local, 60, 1e-4);
  CHECK(found.settled);
  CHECK(found.at[0] == Approx(0.3).margin(0.01));
  CHECK(found.at[1] == Approx(0.8).margin(0.01));
  CHECK(found.evaluations <= 60);
}

TEST_CASE("a bottom at the edge of the range is found there, not beyond") {
  auto const found = minimise([](Point const& at) { return at[0] + at[1]; }, {0.5, 0.5}, Search::local, 60, 1e-6);
  CHECK(found.at[0] == Approx(0).margin(1e-3));
  CHECK(found.at[1] == Approx(0).margin(1e-3));
}

TEST_CASE("of two valleys the global search takes the deeper one, however shallow the one it starts in") {
  auto const valleys = [](Point const& at) {
    double const shallow = -std::exp(-200 * std::pow(at[0] - 0.15, 2)),
                 deep = -2 * std::exp(-200 * std::pow(at[0] - 0.8, 2));
    return shallow + deep + std::pow(at[1] - 0.5, 2);
  };
  CHECK(minimise(valleys, {0.15, 0.5}, Search::local, 80, 1e-6).at[0] == Approx(0.15).margin(0.02));
  CHECK(minimise(valleys, {0.15, 0.5}, Search::global, 160, 1e-6).at[0] == Approx(0.8).margin(0.02));
}

TEST_CASE("a spent budget gives the best that was seen, and says that it has not settled") {
  int asked = 0;
  auto const found = minimise(
      [&](Point const& at) {
        ++asked;
        return std::abs(at[0] - 0.123456) + std::abs(at[1] - 0.654321);
      },
      {0.9, 0.9}, Search::local, 12, 0);
  CHECK_FALSE(found.settled);
  CHECK(asked == 12);
  CHECK(found.value < 1.1);
}

TEST_CASE("what the model throws ends the search and comes out") {
  auto const model = [](Point const&) -> double { throw std::runtime_error("the disk is full"); };
  CHECK_THROWS_WITH(minimise(model, {0.5}, Search::local, 20, 0.1), "the disk is full");
}
