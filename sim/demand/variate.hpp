#pragma once

#include <utility>
#include <variant>
#include <vector>

#include "sim/demand/stream.hpp"

namespace tongzhou::demand {

struct Fixed {
  double value = 0;
  friend bool operator==(Fixed const&, Fixed const&) = default;
};
struct Uniform {
  double min, max;
  friend bool operator==(Uniform const&, Uniform const&) = default;
};
struct Triangular {
  double min, mode, max;
  friend bool operator==(Triangular const&, Triangular const&) = default;
};
struct Exponential {
  double mean;
  friend bool operator==(Exponential const&, Exponential const&) = default;
};
/// The sum of `stages` equal exponentials.
struct Erlang {
  int stages;
  double mean;
  friend bool operator==(Erlang const&, Erlang const&) = default;
};
struct Gamma {
  double shape, mean;
  friend bool operator==(Gamma const&, Gamma const&) = default;
};
struct Lognormal {
  double mean, cv;  // cv: standard deviation / mean, of the outcome itself, not of its logarithm
  double sigma;     // of the logarithm, from cv
  friend bool operator==(Lognormal const&, Lognormal const&) = default;
};
struct Weibull {
  double shape, scale;
  friend bool operator==(Weibull const&, Weibull const&) = default;
};
/// One of the values, with replacement.
struct Empirical {
  std::vector<double> values;
  std::vector<double> cumulative;  // weight of this value and all before it; each larger than the one before
  friend bool operator==(Empirical const&, Empirical const&) = default;
};

/// What a plain number that nobody knows beforehand may turn out to be; of a quantity, see Distribution. Made by the
/// factories only, so its parameters make sense; they throw std::invalid_argument with a sentence that names the
/// parameter.
class Variate {
 public:
  using Shape = std::variant<Fixed, Uniform, Triangular, Exponential, Erlang, Gamma, Lognormal, Weibull, Empirical>;

  /// Always 0.
  Variate() = default;

  static Variate fixed(double value);
  static Variate uniform(double min, double max);
  static Variate triangular(double min, double mode, double max);
  static Variate exponential(double mean);
  static Variate erlang(int stages, double mean);
  static Variate gamma(double shape, double mean);
  static Variate lognormal(double mean, double coefficient_of_variation);
  static Variate weibull(double shape, double scale);
  /// Without weights, each value counts the same. Values of weight 0 are left out.
  static Variate empirical(std::vector<double> values, std::vector<double> weights = {});

  Shape const& shape() const { return shape_; }
  friend Variate scaled(Variate const&, double k);
  friend bool operator==(Variate const&, Variate const&) = default;

 private:
  template <class S>
  explicit Variate(S shape) : shape_(std::move(shape)) {}

  Shape shape_;
};

/// One outcome.
double draw(Variate const&, Stream&);

double mean(Variate const&);
double variance(Variate const&);
/// The bounds of the outcome; the maximum is infinite where there is none.
double minimum(Variate const&);
double maximum(Variate const&);

/// That of k times the outcome, for a change of unit. k is finite and not negative.
Variate scaled(Variate const&, double k);

/// A draw from the normal distribution with mean 0 and deviation 1.
double standard_normal(Stream&);

/// The z with P(Z <= z) = p for a standard normal Z, 0 < p < 1, to about 16 digits.
double normal_quantile(double p);

}  // namespace tongzhou::demand
