#include "sim/demand/poisson.hpp"

#include <cmath>

namespace tongzhou::demand {
namespace {

/// By counting along the cumulative distribution.
std::uint64_t few(double mean, Stream& stream) {
  double const u = stream.uniform();
  double probability = std::exp(-mean);
  double sum = probability;
  std::uint64_t count = 0;
  for (; u >= sum && probability > 0; sum += probability) probability *= mean / static_cast<double>(++count);
  return count;
}

/// Transformed rejection (W. Hörmann, "The transformed rejection method for generating Poisson random variables",
/// 1993), for means of 10 and more; exact, with a little more than one trial on average.
std::uint64_t many(double mean, Stream& stream) {
  double const log_mean = std::log(mean);
  double const b = 0.931 + 2.53 * std::sqrt(mean);
  double const a = -0.059 + 0.02483 * b;
  double const inverse_alpha = 1.1239 + 1.1328 / (b - 3.4);
  double const certain = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    double const u = stream.uniform() - 0.5;
    double const v = stream.uniform_open();
    double const left = 0.5 - std::abs(u);
    if (left <= 0) continue;
    double const k = std::floor((2 * a / left + b) * u + mean + 0.43);
    if (left >= 0.07 && v <= certain) return static_cast<std::uint64_t>(k);
    if (k < 0 || (left < 0.013 && v > left)) continue;
    if (std::log(v * inverse_alpha / (a / (left * left) + b)) <= k * log_mean - mean - std::lgamma(k + 1))
      return static_cast<std::uint64_t>(k);
  }
}

}  // namespace

std::uint64_t poisson(double mean, Stream& stream) { return mean < 10 ? few(mean, stream) : many(mean, stream); }

}  // namespace tongzhou::demand
