#pragma once

#include <cstddef>
#include <vector>

namespace tongzhou::calibration {

/// How sharply parameters are known at the minimum of a sum of squares.
struct Precision {
  std::vector<double> deviation;                 // by parameter
  std::vector<std::vector<double>> correlation;  // of the estimates, between -1 and 1
};

/// From how each residual, in its own standard deviations, changes with each parameter (`slopes[i][j]`: residual i,
/// parameter j), and from what was known beforehand (`prior[j]`: 1 over the square of its standard deviation, 0 for
/// nothing): the inverse of the matrix of second derivatives (Gauss-Newton). What the residuals say nothing about has
/// `widest` for its deviation.
Precision precision_of(std::vector<std::vector<double>> const& slopes, std::vector<double> const& prior, double widest);

/// Pairs whose estimates move together so closely that the observations do not tell them apart.
struct Pairing {
  std::size_t one = 0, other = 0;
  double correlation = 0;
};
std::vector<Pairing> not_told_apart(Precision const& precision, double from = 0.95);

}  // namespace tongzhou::calibration
