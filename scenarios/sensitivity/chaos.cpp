#include "scenarios/sensitivity/chaos.hpp"

#include <Eigen/Dense>
#include <cmath>
#include <stdexcept>

namespace tongzhou::sensitivity {
namespace {

/// Legendre's polynomial of this degree, shifted to [0, 1], with a mean square of 1 there.
double legendre(unsigned degree, double share) {
  double const x = 2 * share - 1;
  double before = 1, last = x;
  if (degree == 0) return 1;
  for (unsigned n = 1; n < degree; ++n) {
    double const next = ((2 * n + 1) * x * last - n * before) / (n + 1);
    before = last;
    last = next;
  }
  return last * std::sqrt(2.0 * degree + 1);
}

void add_terms(std::vector<std::uint8_t>& degrees, std::size_t parameter, std::size_t left,
               std::vector<std::vector<std::uint8_t>>& terms) {
  if (parameter == degrees.size()) {
    terms.push_back(degrees);
    return;
  }
  for (std::size_t degree = 0; degree <= left; ++degree) {
    degrees[parameter] = static_cast<std::uint8_t>(degree);
    add_terms(degrees, parameter + 1, left - degree, terms);
  }
  degrees[parameter] = 0;
}

double product(std::vector<std::uint8_t> const& degrees, Point const& point) {
  double value = 1;
  for (std::size_t i = 0; i < degrees.size(); ++i)
    if (degrees[i] > 0) value *= legendre(degrees[i], point[i]);
  return value;
}

bool only(std::vector<std::uint8_t> const& degrees, std::size_t parameter) {
  for (std::size_t i = 0; i < degrees.size(); ++i)
    if ((degrees[i] > 0) != (i == parameter)) return false;
  return true;
}

}  // namespace

std::size_t PolynomialChaos::terms(std::size_t parameters, std::size_t degree) {
  std::size_t count = 1;
  for (std::size_t i = 1; i <= parameters; ++i) count = count * (degree + i) / i;
  return count;
}

PolynomialChaos::PolynomialChaos(std::vector<Point> const& points, std::vector<double> const& values,
                                 std::size_t degree) {
  if (points.empty() || points.size() < terms(points.front().size(), degree))
    throw std::invalid_argument("fewer points than terms");
  Degrees none(points.front().size());
  add_terms(none, 0, degree, terms_);

  auto const rows = static_cast<Eigen::Index>(points.size()), columns = static_cast<Eigen::Index>(terms_.size());
  Eigen::MatrixXd basis(rows, columns);
  Eigen::VectorXd wanted(rows);
  for (Eigen::Index r = 0; r < rows; ++r) {
    wanted(r) = values[static_cast<std::size_t>(r)];
    for (Eigen::Index c = 0; c < columns; ++c)
      basis(r, c) = product(terms_[static_cast<std::size_t>(c)], points[static_cast<std::size_t>(r)]);
  }
  Eigen::HouseholderQR<Eigen::MatrixXd> const qr{basis};
  Eigen::VectorXd const fitted = qr.solve(wanted);
  coefficients_.assign(fitted.data(), fitted.data() + fitted.size());

  // What each point is predicted as without it follows from its leverage: no fit has to be made again.
  Eigen::MatrixXd const orthonormal = qr.householderQ() * Eigen::MatrixXd::Identity(rows, columns);
  Eigen::VectorXd const residuals = wanted - basis * fitted;
  double const centre = wanted.mean();
  double missed = 0, all = 0;
  for (Eigen::Index r = 0; r < rows; ++r) {
    double const left = std::max(1 - orthonormal.row(r).squaredNorm(), 1e-12);
    missed += residuals(r) * residuals(r) / (left * left);
    all += (wanted(r) - centre) * (wanted(r) - centre);
  }
  spread_ = all / static_cast<double>(rows);
  predicted_share_ = all > 0 ? 1 - missed / all : 1;
}

PolynomialChaos PolynomialChaos::with_linear(double at_low, double at_high) const {
  auto more = *this;
  auto const before = terms_.front().size();
  for (auto& degrees : more.terms_) degrees.push_back(0);
  Degrees alone(before + 1);
  alone.back() = 1;
  more.terms_.push_back(alone);
  // Over a uniform range a straight line has its middle for a mean and a twelfth of its rise squared for a variance.
  double const rise = at_high - at_low, variance = rise * rise / 12;
  more.coefficients_.front() += (at_low + at_high) / 2;
  more.coefficients_.push_back(rise / std::sqrt(12.0));
  double const missed = (1 - predicted_share_) * spread_;
  more.spread_ = spread_ + variance;
  more.predicted_share_ = more.spread_ > 0 ? 1 - missed / more.spread_ : 1;
  return more;
}

double PolynomialChaos::at(Point const& point) const {
  double sum = 0;
  for (std::size_t t = 0; t < terms_.size(); ++t) sum += coefficients_[t] * product(terms_[t], point);
  return sum;
}

double PolynomialChaos::variance() const {
  double sum = 0;
  for (std::size_t t = 1; t < coefficients_.size(); ++t) sum += coefficients_[t] * coefficients_[t];
  return sum;
}

double PolynomialChaos::first_order(std::size_t parameter) const {
  double sum = 0;
  for (std::size_t t = 1; t < terms_.size(); ++t)
    if (only(terms_[t], parameter)) sum += coefficients_[t] * coefficients_[t];
  return variance() > 0 ? sum / variance() : 0;
}

double PolynomialChaos::total(std::size_t parameter) const {
  double sum = 0;
  for (std::size_t t = 1; t < terms_.size(); ++t)
    if (terms_[t][parameter] > 0) sum += coefficients_[t] * coefficients_[t];
  return variance() > 0 ? sum / variance() : 0;
}

double PolynomialChaos::mean_given(std::size_t parameter, double share) const {
  double sum = mean();
  for (std::size_t t = 1; t < terms_.size(); ++t)
    if (only(terms_[t], parameter)) sum += coefficients_[t] * legendre(terms_[t][parameter], share);
  return sum;
}

}  // namespace tongzhou::sensitivity
