#include "scenarios/calibration/precision.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>

namespace tongzhou::calibration {

Precision precision_of(std::vector<std::vector<double>> const& slopes, std::vector<double> const& prior,
                       double widest) {
  auto const parameters = static_cast<Eigen::Index>(prior.size());
  Eigen::MatrixXd curvature = Eigen::MatrixXd::Zero(parameters, parameters);
  for (auto const& row : slopes)
    for (Eigen::Index a = 0; a < parameters; ++a)
      for (Eigen::Index b = 0; b < parameters; ++b)
        curvature(a, b) += row[static_cast<std::size_t>(a)] * row[static_cast<std::size_t>(b)];
  for (Eigen::Index a = 0; a < parameters; ++a) curvature(a, a) += prior[static_cast<std::size_t>(a)];

  // A direction about which nothing is known is known as `widest` says, so that a flat valley has wide estimates
  // instead of none; how closely estimates are tied is judged without that limit, which would hide it.
  Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> const solver{curvature};
  auto const covariance_up_to = [&](double deviation) -> Eigen::MatrixXd {
    Eigen::VectorXd variances = solver.eigenvalues();
    for (double& one : variances) one = std::min(deviation * deviation, 1 / std::max(one, 1e-300));
    return solver.eigenvectors() * variances.asDiagonal() * solver.eigenvectors().transpose();
  };
  auto const limited = covariance_up_to(widest), tied = covariance_up_to(1000 * widest);

  Precision found;
  for (Eigen::Index a = 0; a < parameters; ++a) {
    found.deviation.push_back(std::sqrt(limited(a, a)));
    auto& row = found.correlation.emplace_back();
    for (Eigen::Index b = 0; b < parameters; ++b)
      row.push_back(a == b ? 1 : tied(a, b) / std::sqrt(tied(a, a) * tied(b, b)));
  }
  return found;
}

std::vector<Pairing> not_told_apart(Precision const& precision, double from) {
  std::vector<Pairing> pairs;
  for (std::size_t one = 0; one < precision.deviation.size(); ++one)
    for (std::size_t other = one + 1; other < precision.deviation.size(); ++other)
      if (std::abs(precision.correlation[one][other]) >= from)
        pairs.push_back({one, other, precision.correlation[one][other]});
  return pairs;
}

}  // namespace tongzhou::calibration
