#include "scenarios/sensitivity/chaos.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

using namespace tongzhou;
using namespace tongzhou::sensitivity;

namespace {

template <class Model>
PolynomialChaos chaos_of(Model model, std::size_t parameters, std::size_t points, std::size_t degree) {
  demand::Stream stream{11, 0, "chaos"};
  auto const design = latin_hypercube(parameters, points, stream);
  std::vector<double> values;
  for (auto const& at : design) values.push_back(model(at));
  return {design, values, degree};
}

}  // namespace

TEST_CASE("the function of Ishigami has the Sobol indices of its closed form") {
  // sin x + a sin^2 y + b z^4 sin x over -pi..pi, a = 7, b = 0.1: V = a^2/8 + b pi^4/5 + b^2 pi^8/18 + 1/2.
  constexpr double a = 7, b = 0.1, pi = std::numbers::pi;
  auto const ishigami = [&](Point const& at) {
    double const x = pi * (2 * at[0] - 1), y = pi * (2 * at[1] - 1), z = pi * (2 * at[2] - 1);
    return std::sin(x) + a * std::sin(y) * std::sin(y) + b * std::pow(z, 4) * std::sin(x);
  };
  double const of_x = 0.5 * std::pow(1 + b * std::pow(pi, 4) / 5, 2), of_y = a * a / 8;
  double const of_xz = b * b * std::pow(pi, 8) * (1.0 / 18 - 1.0 / 50), all = of_x + of_y + of_xz;

  auto const chaos = chaos_of(ishigami, 3, 1200, 10);
  CHECK(chaos.predicted_share() > 0.99);
  CHECK(chaos.mean() == Approx(a / 2).epsilon(0.01));
  CHECK(chaos.variance() == Approx(all).epsilon(0.02));
  CHECK(chaos.first_order(0) == Approx(of_x / all).margin(0.01));  // 0.314
  CHECK(chaos.first_order(1) == Approx(of_y / all).margin(0.01));  // 0.442
  CHECK(chaos.first_order(2) == Approx(0).margin(0.01));
  CHECK(chaos.total(0) == Approx((of_x + of_xz) / all).margin(0.01));  // 0.558
  CHECK(chaos.total(2) == Approx(of_xz / all).margin(0.01));           // 0.244
}

TEST_CASE("the wait before one crane: its indices are those of a quadrature of the closed form") {
  // M/M/1: wait = rho / (mu - lambda), lambda 0.3..0.6 and mu 0.8..1.2 an hour. The indices by the midpoint rule.
  auto const wait = [](Point const& at) {
    double const lambda = 0.3 + 0.3 * at[0], mu = 0.8 + 0.4 * at[1];
    return lambda / mu / (mu - lambda);
  };
  constexpr int n = 400;
  double mean = 0, square = 0, of_lambda = 0;
  for (int i = 0; i < n; ++i) {
    double row = 0;
    for (int j = 0; j < n; ++j) {
      double const value = wait({(i + 0.5) / n, (j + 0.5) / n});
      row += value / n;
      square += value * value / n / n;
    }
    mean += row / n;
    of_lambda += row * row / n;
  }
  double const variance = square - mean * mean;

  auto const chaos = chaos_of(wait, 2, 120, 4);
  CHECK(chaos.mean() == Approx(mean).epsilon(0.005));
  CHECK(chaos.variance() == Approx(variance).epsilon(0.03));
  CHECK(chaos.first_order(0) == Approx((of_lambda - mean * mean) / variance).margin(0.01));
  // The mean over all speeds of the crane, where ships are as frequent as they get.
  double busiest = 0;
  for (int j = 0; j < n; ++j) busiest += wait({1, (j + 0.5) / n}) / n;
  CHECK(chaos.mean_given(0, 1) == Approx(busiest).epsilon(0.03));
}

TEST_CASE("what a polynomial cannot follow is said: noise is predicted by nothing") {
  demand::Stream stream{5, 0, "noise"};
  auto const chaos = chaos_of([&](Point const&) { return stream.uniform(); }, 3, 40, 2);
  CHECK(chaos.predicted_share() < 0.3);
}

TEST_CASE("a polynomial of degree 2 in 4 parameters has 15 terms, and is not made of 14 points") {
  CHECK(PolynomialChaos::terms(4, 2) == 15);
  CHECK_THROWS_AS(chaos_of([](Point const& at) { return at[0]; }, 4, 14, 2), std::invalid_argument);
}
