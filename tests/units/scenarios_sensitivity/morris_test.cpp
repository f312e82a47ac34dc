#include "scenarios/sensitivity/morris.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

using namespace tongzhou;
using namespace tongzhou::sensitivity;

namespace {

template <class Model>
std::vector<ElementaryEffects> effects_of(Model model, std::size_t parameters, std::size_t trajectories) {
  demand::Stream stream{3, 0, "morris"};
  auto const design = morris_trajectories(parameters, trajectories, 4, stream);
  std::vector<std::vector<double>> values;
  for (auto const& trajectory : design) {
    auto& row = values.emplace_back();
    for (auto const& at : trajectory) row.push_back(model(at));
  }
  return elementary_effects(design, values);
}

}  // namespace

TEST_CASE("of 3 a - 2 b the effects are 3 and -2 everywhere, and c does nothing") {
  auto const effects = effects_of([](Point const& at) { return 3 * at[0] - 2 * at[1]; }, 3, 6);
  CHECK(effects[0].mean == Approx(3));
  CHECK(effects[1].mean == Approx(-2));
  CHECK(effects[1].mean_absolute == Approx(2));
  CHECK(effects[0].deviation == Approx(0).margin(1e-9));
  CHECK(effects[2].mean_absolute == 0);
}

TEST_CASE("the function of Ishigami has the elementary effects that its grid of four levels makes") {
  // sin x + 7 sin^2 y + z^4 sin x / 10, each at -pi, -pi/3, pi/3 or pi, moved by 2/3 of its range.
  // x: sin rises by sqrt(3)/2 from -pi to pi/3 and from -pi/3 to pi, so the effect is 1.299 (1 + z^4/10): 15.953 at
  // z = +-pi and 1.455 at +-pi/3. y: +7.875 or -7.875. z: +-14.431 sin x, which is 0 at half of the places and
  // +-12.498 at the other half.
  constexpr double pi = std::numbers::pi;
  auto const effects = effects_of(
      [](Point const& at) {
        double const x = pi * (2 * at[0] - 1), y = pi * (2 * at[1] - 1), z = pi * (2 * at[2] - 1);
        return std::sin(x) + 7 * std::sin(y) * std::sin(y) + std::pow(z, 4) * std::sin(x) / 10;
      },
      3, 6000);
  CHECK(effects[0].mean == Approx(7.704).margin(0.25));
  CHECK(effects[0].mean_absolute == Approx(7.704).margin(0.25));
  CHECK(effects[0].deviation == Approx(6.249).margin(0.05));
  CHECK(effects[1].mean == Approx(0).margin(0.3));
  CHECK(effects[1].mean_absolute == Approx(7.875).margin(1e-9));
  CHECK(effects[1].deviation == Approx(7.875).margin(0.05));
  CHECK(effects[2].mean == Approx(0).margin(0.35));
  CHECK(effects[2].mean_absolute == Approx(6.249).margin(0.25));
  CHECK(effects[2].deviation == Approx(8.837).margin(0.2));
}

TEST_CASE("the wait before one crane moves with ships and crane as the closed form of M/M/1 does") {
  // rho / (mu - lambda), lambda 0.3..0.6 and mu 0.8..1.2 an hour. All moves of the grid, each as likely.
  auto const wait = [](double ships, double crane) {
    double const lambda = 0.3 + 0.3 * ships, mu = 0.8 + 0.4 * crane;
    return lambda / mu / (mu - lambda);
  };
  struct Exact {
    double mean = 0, square = 0;
    double deviation() const { return std::sqrt(square - mean * mean); }
  } ships, crane;
  for (int from = 0; from < 2; ++from)
    for (int other = 0; other < 4; ++other) {
      double const low = from / 3.0, high = low + 2 / 3.0, beside = other / 3.0;
      double const of_ships = (wait(high, beside) - wait(low, beside)) * 1.5;
      double const of_crane = (wait(beside, high) - wait(beside, low)) * 1.5;
      ships.mean += of_ships / 8;
      ships.square += of_ships * of_ships / 8;
      crane.mean += of_crane / 8;
      crane.square += of_crane * of_crane / 8;
    }
  auto const effects = effects_of([&](Point const& at) { return wait(at[0], at[1]); }, 2, 6000);
  CHECK(effects[0].mean == Approx(ships.mean).epsilon(0.03));
  CHECK(effects[0].mean_absolute == Approx(ships.mean).epsilon(0.03));
  CHECK(effects[0].deviation == Approx(ships.deviation()).epsilon(0.05));
  CHECK(effects[1].mean == Approx(crane.mean).epsilon(0.03));  // more cranes, less wait
  CHECK(effects[1].mean_absolute == Approx(-crane.mean).epsilon(0.03));
  CHECK(effects[1].deviation == Approx(crane.deviation()).epsilon(0.05));
}

TEST_CASE("of a b the effect of a is b, which differs from place to place: a half on average, and uneven") {
  // On the grid 0, 1/3, 2/3, 1 each level of b is as likely: mean 1/2, deviation sqrt(5/36) = 0.3727.
  auto const effects = effects_of([](Point const& at) { return at[0] * at[1]; }, 2, 4000);
  CHECK(effects[0].mean == Approx(0.5).margin(0.02));
  CHECK(effects[0].deviation == Approx(0.3727).margin(0.01));
}
