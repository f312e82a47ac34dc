#include "sim/demand/mean_excess.hpp"

#include <algorithm>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <numbers>

namespace tongzhou::demand {
namespace {

double cube(double x) { return x * x * x; }
double normal_below(double z) { return std::erfc(-z / std::numbers::sqrt2) / 2; }

// Each of an outcome with a mean above 0 and a bound above its minimum and below its maximum.
double excess(Fixed const& d, double bound) { return std::max(d.value - bound, 0.0); }
double excess(Uniform const& d, double bound) { return (d.max - bound) * (d.max - bound) / (2 * (d.max - d.min)); }
double excess(Triangular const& d, double bound) {
  double const width = d.max - d.min;
  if (bound >= d.mode) return cube(d.max - bound) / (3 * width * (d.max - d.mode));
  return (d.min + d.mode + d.max) / 3 - bound + cube(bound - d.min) / (3 * width * (d.mode - d.min));
}
double excess(Gamma const& d, double bound) {
  double const in_scales = bound * d.shape / d.mean;
  return d.mean * boost::math::gamma_q(d.shape + 1, in_scales) - bound * boost::math::gamma_q(d.shape, in_scales);
}
double excess(Erlang const& d, double bound) { return excess(Gamma{static_cast<double>(d.stages), d.mean}, bound); }
double excess(Exponential const& d, double bound) { return d.mean * std::exp(-bound / d.mean); }
double excess(Lognormal const& d, double bound) {
  double const z = (std::log(d.mean / bound) + d.sigma * d.sigma / 2) / d.sigma;
  return d.mean * normal_below(z) - bound * normal_below(z - d.sigma);
}
double excess(Weibull const& d, double bound) {
  double const hazard = std::pow(bound / d.scale, d.shape);  // summed up until the bound
  return d.scale * boost::math::tgamma(1 + 1 / d.shape, hazard) - bound * std::exp(-hazard);
}
double excess(Empirical const& d, double bound) {
  double sum = 0, before = 0;
  for (std::size_t n = 0; n < d.values.size(); ++n) {
    sum += (d.cumulative[n] - before) * std::max(d.values[n] - bound, 0.0);
    before = d.cumulative[n];
  }
  return sum / before;
}

}  // namespace

double mean_excess(Variate const& variate, double bound) {
  if (bound <= minimum(variate)) return mean(variate) - bound;
  if (bound >= maximum(variate) || mean(variate) <= 0) return 0;
  return std::visit([&](auto const& shape) { return excess(shape, bound); }, variate.shape());
}

}  // namespace tongzhou::demand
