#include "sim/demand/variate.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace tongzhou::demand {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

template <class... F>
struct Cases : F... {
  using F::operator()...;
};
template <class... F>
Cases(F...) -> Cases<F...>;  // clang before 17 does not deduce it

std::string text_of(double value) {
  std::array<char, 32> buffer;
  auto const end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
  return {buffer.data(), end};
}

// "exponential: mean must be a finite number above 0, found -3"
void require(bool right, std::string_view parameter, std::string_view wanted, double found) {
  if (right) return;
  throw std::invalid_argument(std::string{parameter} + " must be " + std::string{wanted} + ", found " + text_of(found));
}

void require_finite(std::string_view parameter, double value) {
  require(std::isfinite(value), parameter, "a finite number", value);
}

void require_positive(std::string_view parameter, double value) {
  require(std::isfinite(value) && value > 0, parameter, "a finite number above 0", value);
}

double square(double x) { return x * x; }

double unit_exponential(Stream& stream) { return -std::log(stream.uniform_open()); }

// Sum of unit exponentials: one logarithm for the product of up to 16 uniforms, each at least 2^-53, so that the
// product (at least 2^-848) cannot vanish.
double unit_erlang(int stages, Stream& stream) {
  constexpr int at_once = 16;
  double sum = 0;
  for (int done = 0; done < stages; done += at_once) {
    double product = 1;
    for (int i = done; i < std::min(stages, done + at_once); ++i) product *= stream.uniform_open();
    sum -= std::log(product);
  }
  return sum;
}

// Marsaglia and Tsang 2000, "A simple method for generating gamma variables", scale 1. Below shape 1 their note: a
// gamma of shape + 1 times a uniform to the power 1/shape.
double unit_gamma(double shape, Stream& stream) {
  if (shape < 1) return unit_gamma(shape + 1, stream) * std::pow(stream.uniform_open(), 1 / shape);
  double const d = shape - 1.0 / 3;
  double const c = 1 / std::sqrt(9 * d);
  for (;;) {
    double const x = standard_normal(stream);
    double const root = 1 + c * x;
    if (root <= 0) continue;
    double const v = root * root * root;
    if (std::log(stream.uniform_open()) < 0.5 * x * x + d - d * v + d * std::log(v)) return d * v;
  }
}

double draw_triangular(Triangular const& t, Stream& stream) {
  double const width = t.max - t.min;
  double const u = stream.uniform();
  double const left = t.mode - t.min;
  if (u * width < left) return t.min + std::sqrt(u * width * left);
  return t.max - std::sqrt((1 - u) * width * (t.max - t.mode));
}

double draw_empirical(Empirical const& e, Stream& stream) {
  auto const at = stream.uniform() * e.cumulative.back();
  auto const found = std::upper_bound(e.cumulative.begin(), std::prev(e.cumulative.end()), at);
  return e.values[static_cast<std::size_t>(found - e.cumulative.begin())];
}

// Expectation of f(value).
template <class F>
double expectation(Empirical const& e, F f) {
  double sum = 0;
  double before = 0;
  for (std::size_t i = 0; i < e.values.size(); ++i) {
    sum += (e.cumulative[i] - before) * f(e.values[i]);
    before = e.cumulative[i];
  }
  return sum / e.cumulative.back();
}

double mean(Empirical const& e) {
  return expectation(e, [](double v) { return v; });
}

template <std::size_t N>
double polynomial(std::array<double, N> const& coefficients, double x) {
  double sum = 0;
  for (std::size_t i = N; i-- > 0;) sum = sum * x + coefficients[i];
  return sum;
}

}  // namespace

Variate Variate::fixed(double value) {
  require_finite("fixed: value", value);
  return Variate{Fixed{value}};
}

Variate Variate::uniform(double min, double max) {
  require_finite("uniform: min", min);
  require(std::isfinite(max) && max >= min, "uniform: max", "a finite number, at least min " + text_of(min), max);
  return Variate{Uniform{min, max}};
}

Variate Variate::triangular(double min, double mode, double max) {
  require_finite("triangular: min", min);
  require(std::isfinite(mode) && mode >= min, "triangular: mode", "a finite number, at least min " + text_of(min),
          mode);
  require(std::isfinite(max) && max >= mode, "triangular: max", "a finite number, at least mode " + text_of(mode), max);
  return Variate{Triangular{min, mode, max}};
}

Variate Variate::exponential(double mean) {
  require_positive("exponential: mean", mean);
  return Variate{Exponential{mean}};
}

Variate Variate::erlang(int stages, double mean) {
  require(stages >= 1, "erlang: stages", "a whole number, at least 1", stages);
  require_positive("erlang: mean", mean);
  return Variate{Erlang{stages, mean}};
}

Variate Variate::gamma(double shape, double mean) {
  require_positive("gamma: shape", shape);
  require_positive("gamma: mean", mean);
  return Variate{Gamma{shape, mean}};
}

Variate Variate::lognormal(double mean, double coefficient_of_variation) {
  require_positive("lognormal: mean", mean);
  require(std::isfinite(coefficient_of_variation) && coefficient_of_variation >= 0,
          "lognormal: coefficient of variation", "a finite number, at least 0", coefficient_of_variation);
  auto const sigma = std::sqrt(std::log1p(square(coefficient_of_variation)));
  return Variate{Lognormal{mean, coefficient_of_variation, sigma}};
}

Variate Variate::weibull(double shape, double scale) {
  // Below 0.02 the variance is beyond what a double holds.
  require(std::isfinite(shape) && shape >= 0.02, "weibull: shape", "a finite number, at least 0.02", shape);
  require_positive("weibull: scale", scale);
  return Variate{Weibull{shape, scale}};
}

Variate Variate::empirical(std::vector<double> values, std::vector<double> weights) {
  require(!values.empty(), "empirical: the number of values", "at least 1", 0);
  if (weights.empty()) weights.assign(values.size(), 1.0);
  require(weights.size() == values.size(), "empirical: the number of weights",
          "that of the values, " + std::to_string(values.size()), static_cast<double>(weights.size()));
  Empirical kept;
  double sum = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    require_finite("empirical: value", values[i]);
    require(std::isfinite(weights[i]) && weights[i] >= 0, "empirical: weight", "a finite number, at least 0",
            weights[i]);
    if (sum + weights[i] == sum) continue;
    sum += weights[i];
    kept.values.push_back(values[i]);
    kept.cumulative.push_back(sum);
  }
  require(std::isfinite(sum) && sum > 0, "empirical: the sum of the weights", "a finite number above 0", sum);
  return Variate{std::move(kept)};
}

double draw(Variate const& variate, Stream& stream) {
  return std::visit(Cases{
                        [](Fixed const& d) { return d.value; },
                        [&](Uniform const& d) { return d.min + (d.max - d.min) * stream.uniform(); },
                        [&](Triangular const& d) { return draw_triangular(d, stream); },
                        [&](Exponential const& d) { return d.mean * unit_exponential(stream); },
                        [&](Erlang const& d) { return d.mean / d.stages * unit_erlang(d.stages, stream); },
                        [&](Gamma const& d) { return d.mean / d.shape * unit_gamma(d.shape, stream); },
                        [&](Lognormal const& d) {
                          return d.mean * std::exp(d.sigma * standard_normal(stream) - d.sigma * d.sigma / 2);
                        },
                        [&](Weibull const& d) { return d.scale * std::pow(unit_exponential(stream), 1 / d.shape); },
                        [&](Empirical const& d) { return draw_empirical(d, stream); },
                    },
                    variate.shape());
}

double mean(Variate const& variate) {
  return std::visit(Cases{
                        [](Fixed const& d) { return d.value; },
                        [](Uniform const& d) { return (d.min + d.max) / 2; },
                        [](Triangular const& d) { return (d.min + d.mode + d.max) / 3; },
                        [](Weibull const& d) { return d.scale * std::tgamma(1 + 1 / d.shape); },
                        [](Empirical const& d) { return mean(d); },
                        [](auto const& d) { return d.mean; },
                    },
                    variate.shape());
}

double variance(Variate const& variate) {
  return std::visit(
      Cases{
          [](Fixed const&) { return 0.0; },
          [](Uniform const& d) { return square(d.max - d.min) / 12; },
          [](Triangular const& d) {
            double const left = d.mode - d.min;
            double const right = d.max - d.mode;
            return (square(left) + left * right + square(right)) / 18;
          },
          [](Exponential const& d) { return square(d.mean); },
          [](Erlang const& d) { return square(d.mean) / d.stages; },
          [](Gamma const& d) { return square(d.mean) / d.shape; },
          [](Lognormal const& d) { return square(d.mean * d.cv); },
          [](Weibull const& d) {
            return square(d.scale) * (std::tgamma(1 + 2 / d.shape) - square(std::tgamma(1 + 1 / d.shape)));
          },
          [](Empirical const& d) { return expectation(d, [m = mean(d)](double v) { return square(v - m); }); },
      },
      variate.shape());
}

double minimum(Variate const& variate) {
  return std::visit(Cases{
                        [](Fixed const& d) { return d.value; },
                        [](Uniform const& d) { return d.min; },
                        [](Triangular const& d) { return d.min; },
                        [](Empirical const& d) { return *std::min_element(d.values.begin(), d.values.end()); },
                        [](auto const&) { return 0.0; },
                    },
                    variate.shape());
}

double maximum(Variate const& variate) {
  return std::visit(Cases{
                        [](Fixed const& d) { return d.value; },
                        [](Uniform const& d) { return d.max; },
                        [](Triangular const& d) { return d.max; },
                        [](Empirical const& d) { return *std::max_element(d.values.begin(), d.values.end()); },
                        [](auto const&) { return infinity; },
                    },
                    variate.shape());
}

Variate scaled(Variate const& variate, double k) {
  require(std::isfinite(k) && k >= 0, "scaled: factor", "a finite number, at least 0", k);
  if (k == 0) return Variate::fixed(0);
  return std::visit(Cases{
                        [k](Fixed const& d) { return Variate::fixed(d.value * k); },
                        [k](Uniform const& d) { return Variate::uniform(d.min * k, d.max * k); },
                        [k](Triangular const& d) { return Variate::triangular(d.min * k, d.mode * k, d.max * k); },
                        [k](Exponential const& d) { return Variate::exponential(d.mean * k); },
                        [k](Erlang const& d) { return Variate::erlang(d.stages, d.mean * k); },
                        [k](Gamma const& d) { return Variate::gamma(d.shape, d.mean * k); },
                        [k](Lognormal const& d) { return Variate::lognormal(d.mean * k, d.cv); },
                        [k](Weibull const& d) { return Variate::weibull(d.shape, d.scale * k); },
                        [k](Empirical const& d) {
                          auto values = d.values;
                          for (auto& v : values) {
                            v *= k;
                            require_finite("scaled: value", v);
                          }
                          return Variate{Empirical{std::move(values), d.cumulative}};
                        },
                    },
                    variate.shape());
}

double standard_normal(Stream& stream) {
  // The middle of one of 2^52 equal cells, which a double holds exactly: never 0 or 1, and symmetric.
  return normal_quantile((static_cast<double>(stream.bits() >> 12) + 0.5) * 0x1p-52);
}

// Wichura 1988, algorithm AS 241 (Applied Statistics 37), the 16-digit variant: three ratios of polynomials, for the
// middle, the shoulders and the far tails.
double normal_quantile(double p) {
  static constexpr std::array<double, 8> middle_above{
      3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
      4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3};
  static constexpr std::array<double, 8> middle_below{1.0,
                                                      4.2313330701600911252e1,
                                                      6.8718700749205790830e2,
                                                      5.3941960214247511077e3,
                                                      2.1213794301586595867e4,
                                                      3.9307895800092710610e4,
                                                      2.8729085735721942674e4,
                                                      5.2264952788528545610e3};
  static constexpr std::array<double, 8> shoulder_above{
      1.42343711074968357734e0, 4.63033784615654529590e0,  5.76949722146069140550e0,  3.64784832476320460504e0,
      1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4};
  static constexpr std::array<double, 8> shoulder_below{1.0,
                                                        2.05319162663775882187e0,
                                                        1.67638483018380384940e0,
                                                        6.89767334985100004550e-1,
                                                        1.48103976427480074590e-1,
                                                        1.51986665636164571966e-2,
                                                        5.47593808499534494600e-4,
                                                        1.05075007164441684324e-9};
  static constexpr std::array<double, 8> tail_above{
      6.65790464350110377720e0,  5.46378491116411436990e0,  1.78482653991729133580e0,  2.96560571828504891230e-1,
      2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7};
  static constexpr std::array<double, 8> tail_below{1.0,
                                                    5.99832206555887937690e-1,
                                                    1.36929880922735805310e-1,
                                                    1.48753612908506148525e-2,
                                                    7.86869131145613259100e-4,
                                                    1.84631831751005468180e-5,
                                                    1.42151175831644588870e-7,
                                                    2.04426310338993978564e-15};

  double const q = p - 0.5;
  if (std::abs(q) <= 0.425) {
    double const r = 0.180625 - q * q;
    return q * polynomial(middle_above, r) / polynomial(middle_below, r);
  }
  double const r = std::sqrt(-std::log(std::min(p, 1 - p)));
  double const z = r <= 5 ? polynomial(shoulder_above, r - 1.6) / polynomial(shoulder_below, r - 1.6)
                          : polynomial(tail_above, r - 5) / polynomial(tail_below, r - 5);
  return std::copysign(z, q);
}

}  // namespace tongzhou::demand
