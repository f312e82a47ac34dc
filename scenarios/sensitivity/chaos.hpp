#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "scenarios/sensitivity/design.hpp"

namespace tongzhou::sensitivity {

/// A polynomial in place of a model whose parameters are uniform over the unit cube: products of Legendre polynomials,
/// orthonormal there, of at most a given total degree, fitted by least squares. Its coefficients say directly how much
/// of the variance each parameter is behind (Sudret 2008, "Global sensitivity analysis using polynomial chaos
/// expansions").
class PolynomialChaos {
 public:
  /// So many terms has a polynomial of this degree; a fit needs more points than that.
  static std::size_t terms(std::size_t parameters, std::size_t degree);

  /// Throws std::invalid_argument with fewer points than terms.
  PolynomialChaos(std::vector<Point> const& points, std::vector<double> const& values, std::size_t degree);

  /// The same with one parameter more, which adds so much at either end of its range and between them in a straight
  /// line, whatever the others are.
  PolynomialChaos with_linear(double at_low, double at_high) const;

  double at(Point const& point) const;
  double mean() const { return coefficients_.front(); }
  double variance() const;
  /// Share of the variance that knowing this parameter alone would take away (Sobol 1993); 0 where nothing varies.
  double first_order(std::size_t parameter) const;
  /// Share that would stay if all others were known (Homma and Saltelli 1996).
  double total(std::size_t parameter) const;
  /// Mean over all other parameters, where this one has this share of its range.
  double mean_given(std::size_t parameter, double share) const;
  /// Share of the variance of the values that each point's prediction from all the others explains; below 0 where the
  /// polynomial is worse than their mean.
  double predicted_share() const { return predicted_share_; }

 private:
  using Degrees = std::vector<std::uint8_t>;  // by parameter
  std::vector<Degrees> terms_;                // the constant first
  std::vector<double> coefficients_;
  double spread_ = 0;  // variance of the values that were given, and of what was added
  double predicted_share_ = 0;
};

}  // namespace tongzhou::sensitivity
