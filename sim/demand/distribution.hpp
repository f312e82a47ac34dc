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

/// What a number that nobody knows beforehand may turn out to be. Made by the factories only, so its parameters make
/// sense; they throw std::invalid_argument with a sentence that names the parameter.
class Distribution {
 public:
  using Shape = std::variant<Fixed, Uniform, Triangular, Exponential, Erlang, Gamma, Lognormal, Weibull, Empirical>;

  /// Always 0.
  Distribution() = default;

  static Distribution fixed(double value);
  static Distribution uniform(double min, double max);
  static Distribution triangular(double min, double mode, double max);
  static Distribution exponential(double mean);
  static Distribution erlang(int stages, double mean);
  static Distribution gamma(double shape, double mean);
  static Distribution lognormal(double mean, double coefficient_of_variation);
  static Distribution weibull(double shape, double scale);
  /// Without weights, each value counts the same. Values of weight 0 are left out.
  static Distribution empirical(std::vector<double> values, std::vector<double> weights = {});

  Shape const& shape() const { return shape_; }
  friend Distribution scaled(Distribution const&, double k);
  friend bool operator==(Distribution const&, Distribution const&) = default;

 private:
  template <class S>
  explicit Distribution(S shape) : shape_(std::move(shape)) {}

  Shape shape_;
};

/// One outcome.
double draw(Distribution const&, Stream&);

double mean(Distribution const&);
double variance(Distribution const&);
/// The bounds of the outcome; the maximum is infinite where there is none.
double minimum(Distribution const&);
double maximum(Distribution const&);

/// The distribution of k times the outcome, for a change of unit. k is finite and not negative.
Distribution scaled(Distribution const&, double k);

/// The z with P(Z <= z) = p for a standard normal Z, 0 < p < 1, to about 16 digits.
double normal_quantile(double p);

}  // namespace tongzhou::demand
