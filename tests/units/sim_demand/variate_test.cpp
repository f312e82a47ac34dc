#include "sim/demand/variate.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <functional>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

using namespace tongzhou::demand;

namespace {

struct Named {
  std::string name;
  Variate variate;
};

std::vector<Named> one_of_each() {
  return {{"fixed", Variate::fixed(7)},
          {"uniform", Variate::uniform(-2, 5)},
          {"triangular", Variate::triangular(1, 2, 6)},
          {"triangular, mode at min", Variate::triangular(1, 1, 6)},
          {"triangular, mode at max", Variate::triangular(1, 6, 6)},
          {"exponential", Variate::exponential(3)},
          {"erlang 4", Variate::erlang(4, 10)},
          {"erlang 40", Variate::erlang(40, 10)},
          {"gamma 2.5", Variate::gamma(2.5, 10)},
          {"gamma 0.4", Variate::gamma(0.4, 10)},
          {"lognormal", Variate::lognormal(24, 0.5)},
          {"weibull 1.5", Variate::weibull(1.5, 8)},
          {"weibull 0.8", Variate::weibull(0.8, 8)},
          {"empirical", Variate::empirical({4, 1, 9}, {1, 2, 1})}};
}

std::vector<double> sample(Variate const& d, std::size_t n, std::string const& name) {
  Stream stream{42, 0, name};
  std::vector<double> outcomes(n);
  for (auto& x : outcomes) x = draw(d, stream);
  return outcomes;
}

// The largest distance between the sample's distribution and the formula (Kolmogorov-Smirnov), times sqrt(n).
double misfit(Variate const& d, std::function<double(double)> const& probability_below) {
  auto outcomes = sample(d, 20'000, "misfit");
  std::sort(outcomes.begin(), outcomes.end());
  auto const n = static_cast<double>(outcomes.size());
  double worst = 0;
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    auto const f = probability_below(outcomes[i]);
    worst = std::max({worst, f - static_cast<double>(i) / n, static_cast<double>(i + 1) / n - f});
  }
  return worst * std::sqrt(n);
}

constexpr double one_in_a_thousand = 1.95;  // 0.1 % point of the Kolmogorov distribution

double normal_below(double z) { return std::erfc(-z / std::sqrt(2.0)) / 2; }

std::string complaint(std::function<void()> const& make) {
  try {
    make();
  } catch (std::invalid_argument const& e) {
    return e.what();
  }
  return "none";
}

}  // namespace

TEST_CASE("the mean and variance of many outcomes are those of the formula") {
  constexpr std::size_t count = 100'000;
  constexpr auto n = static_cast<double>(count);
  for (auto const& [name, d] : one_of_each()) {
    INFO(name);
    double sum = 0;
    double second = 0;
    double fourth = 0;
    for (auto const x : sample(d, count, name)) {
      auto const off = x - mean(d);
      sum += off;
      second += off * off;
      fourth += off * off * off * off;
    }
    auto const sampled = second / n;
    CHECK(std::abs(sum / n) <= 4 * std::sqrt(variance(d) / n));
    CHECK(std::abs(sampled - variance(d)) <= 4 * std::sqrt((fourth / n - sampled * sampled) / n));
  }
}

TEST_CASE("means and variances worked by hand") {
  CHECK(mean(Variate::uniform(-2, 4)) == 1);
  CHECK(variance(Variate::uniform(-2, 4)) == 3);
  CHECK(mean(Variate::triangular(1, 2, 6)) == 3);
  CHECK(variance(Variate::triangular(1, 2, 6)) == Approx(21.0 / 18));
  CHECK(variance(Variate::erlang(4, 10)) == 25);
  CHECK(variance(Variate::gamma(4, 10)) == 25);
  CHECK(variance(Variate::lognormal(24, 0.5)) == 144);
  CHECK(mean(Variate::weibull(1, 8)) == Approx(8));
  CHECK(variance(Variate::weibull(2, 2)) == Approx(4 - 3.14159265358979));
  CHECK(mean(Variate::empirical({4, 1, 9}, {1, 2, 1})) == 3.75);
  CHECK(variance(Variate::empirical({1, 3})) == 1);
  CHECK(mean(Variate{}) == 0);
}

TEST_CASE("outcomes spread as the formula says, not only in mean and variance") {
  CHECK(misfit(Variate::uniform(2, 5), [](double x) { return (x - 2) / 3; }) < one_in_a_thousand);
  CHECK(misfit(Variate::triangular(1, 2, 6), [](double x) {
          return x < 2 ? (x - 1) * (x - 1) / 5 : 1 - (6 - x) * (6 - x) / 20;
        }) < one_in_a_thousand);
  CHECK(misfit(Variate::exponential(3), [](double x) { return 1 - std::exp(-x / 3); }) < one_in_a_thousand);
  CHECK(misfit(Variate::erlang(3, 3), [](double x) { return 1 - std::exp(-x) * (1 + x + x * x / 2); }) <
        one_in_a_thousand);
  // A gamma of whole shape is an Erlang, by another algorithm; of shape 1/2 it is half a squared normal.
  CHECK(misfit(Variate::gamma(3, 3), [](double x) { return 1 - std::exp(-x) * (1 + x + x * x / 2); }) <
        one_in_a_thousand);
  CHECK(misfit(Variate::gamma(0.5, 0.5), [](double x) { return std::erf(std::sqrt(x)); }) < one_in_a_thousand);
  CHECK(misfit(Variate::weibull(1.5, 8), [](double x) { return 1 - std::exp(-std::pow(x / 8, 1.5)); }) <
        one_in_a_thousand);
  // cv = sqrt(e - 1) makes the logarithm's standard deviation 1; mean sqrt(e) makes its mean 0.
  CHECK(misfit(Variate::lognormal(std::exp(0.5), std::sqrt(std::exp(1.0) - 1)),
               [](double x) { return normal_below(std::log(x)); }) < one_in_a_thousand);
}

TEST_CASE("an empirical value of weight 2 of 4 is every second outcome, one of weight 0 never comes") {
  auto const d = Variate::empirical({4, 1, 100, 9}, {1, 2, 0, 1});
  auto const outcomes = sample(d, 40'000, "empirical");
  CHECK(std::abs(std::count(outcomes.begin(), outcomes.end(), 1.0) - 20'000) < 4 * 100);
  CHECK(std::count(outcomes.begin(), outcomes.end(), 100.0) == 0);
  CHECK(maximum(d) == 9);
  CHECK(minimum(d) == 1);
}

TEST_CASE("no outcome lies outside the bounds") {
  for (auto const& [name, d] : one_of_each()) {
    INFO(name);
    auto const outcomes = sample(d, 10'000, "bounds of " + name);
    CHECK(*std::min_element(outcomes.begin(), outcomes.end()) >= minimum(d));
    CHECK(*std::max_element(outcomes.begin(), outcomes.end()) <= maximum(d));
  }
  CHECK(std::isinf(maximum(Variate::exponential(1))));
  CHECK(maximum(Variate::triangular(1, 2, 6)) == 6);
}

TEST_CASE("hours drawn in seconds are the same outcomes, 3600 times as large") {
  for (auto const& [name, d] : one_of_each()) {
    INFO(name);
    auto const in_seconds = scaled(d, 3600);
    CHECK(mean(in_seconds) == Approx(3600 * mean(d)));
    CHECK(variance(in_seconds) == Approx(3600.0 * 3600 * variance(d)));
    CHECK(minimum(in_seconds) == Approx(3600 * minimum(d)));
    auto const a = sample(d, 100, "unit");
    auto const b = sample(in_seconds, 100, "unit");
    for (std::size_t i = 0; i < a.size(); ++i) CHECK(b[i] == Approx(3600 * a[i]).epsilon(1e-12));
  }
  CHECK(scaled(Variate::exponential(5), 0) == Variate::fixed(0));
  CHECK(scaled(Variate::exponential(5), 2) == Variate::exponential(10));
}

TEST_CASE("an Erlang of a thousand stages does not run out of small numbers") {
  for (auto const x : sample(Variate::erlang(1000, 10), 1000, "stages")) CHECK(std::abs(x - 10) < 2);
}

TEST_CASE("parameters without meaning are refused by name") {
  auto const nan = std::numeric_limits<double>::quiet_NaN();
  auto const infinite = std::numeric_limits<double>::infinity();
  CHECK(complaint([] { Variate::exponential(-3); }) == "exponential: mean must be a finite number above 0, found -3");
  CHECK(complaint([] { Variate::uniform(5, 2.5); }) ==
        "uniform: max must be a finite number, at least min 5, found 2.5");
  CHECK(complaint([] { Variate::triangular(1, 7, 6); }) ==
        "triangular: max must be a finite number, at least mode 7, found 6");
  CHECK(complaint([] { Variate::triangular(1, 0, 6); }) ==
        "triangular: mode must be a finite number, at least min 1, found 0");
  CHECK(complaint([] { Variate::erlang(0, 1); }) == "erlang: stages must be a whole number, at least 1, found 0");
  CHECK(complaint([] { Variate::empirical({}); }) == "empirical: the number of values must be at least 1, found 0");
  CHECK(complaint([] {
          Variate::empirical({1, 2}, {1});
        }) == "empirical: the number of weights must be that of the values, 2, found 1");
  CHECK(complaint([] {
          Variate::empirical({1, 2}, {0, 0});
        }) == "empirical: the sum of the weights must be a finite number above 0, found 0");
  CHECK(complaint([] {
          Variate::empirical({1, 2}, {1, -1});
        }) == "empirical: weight must be a finite number, at least 0, found -1");
  CHECK(complaint([=] { Variate::fixed(nan); }) == "fixed: value must be a finite number, found nan");
  CHECK_THROWS_AS(Variate::gamma(0, 1), std::invalid_argument);
  CHECK_THROWS_AS(Variate::gamma(1, infinite), std::invalid_argument);
  CHECK_THROWS_AS(Variate::lognormal(1, -0.1), std::invalid_argument);
  CHECK_THROWS_AS(Variate::weibull(0, 1), std::invalid_argument);
  CHECK_THROWS_AS(scaled(Variate::fixed(1), -1), std::invalid_argument);
}

TEST_CASE("the normal quantile undoes the normal variate from one far tail to the other") {
  CHECK(normal_quantile(0.5) == 0);
  CHECK(normal_quantile(0.975) == Approx(1.959963984540054).epsilon(1e-14));
  for (double z = -8; z <= 5; z += 0.0625) {
    INFO(z);
    CHECK(normal_quantile(normal_below(z)) == Approx(z).epsilon(1e-9).margin(1e-9));
  }
  for (double z = -37; z <= -0.0625; z += 0.0625) {
    INFO(z);
    CHECK(normal_below(normal_quantile(normal_below(z))) == Approx(normal_below(z)).epsilon(1e-12));
    if (z > -8) CHECK(normal_quantile(1 - normal_below(z)) == Approx(-z).epsilon(1e-2));
  }
}
