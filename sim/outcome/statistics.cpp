#include "sim/outcome/statistics.hpp"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

namespace tongzhou::outcome {

double student_quantile(double p, double degrees_of_freedom) {
  return boost::math::quantile(boost::math::students_t{degrees_of_freedom}, p);
}

Estimate estimate(std::span<double const> sample, double level) {
  Estimate result;
  result.count = sample.size();
  result.half_width = std::numeric_limits<double>::infinity();
  if (sample.empty()) return result;
  auto const n = static_cast<double>(sample.size());
  // Sums of what departs from the first: a sample of equal values has exactly that mean and no spread.
  double sum = 0;
  for (double const x : sample) sum += x - sample[0];
  result.mean = sample[0] + sum / n;
  if (sample.size() < 2) return result;
  double squares = 0;
  for (double const x : sample) squares += (x - result.mean) * (x - result.mean);
  result.deviation = std::sqrt(squares / (n - 1));
  result.half_width = student_quantile(0.5 + level / 2, n - 1) * result.deviation / std::sqrt(n);
  return result;
}

Estimate paired_difference(std::span<double const> base, std::span<double const> changed, double level) {
  if (base.size() != changed.size()) throw std::invalid_argument("a paired difference needs pairs");
  std::vector<double> differences;
  differences.reserve(base.size());
  for (std::size_t i = 0; i < base.size(); ++i) differences.push_back(changed[i] - base[i]);
  return estimate(differences, level);
}

Quantile quantile(std::span<double const> sample, double p, double level) {
  Quantile result;
  if (sample.empty()) return result;
  std::vector<double> sorted(sample.begin(), sample.end());
  std::ranges::sort(sorted);
  auto const n = sorted.size();
  auto const rank = std::clamp<std::size_t>(static_cast<std::size_t>(std::ceil(p * static_cast<double>(n))), 1, n);
  result.value = sorted[rank - 1];

  // The j-th smallest lies at or below the quantile with probability P(B >= j), B binomial(n, p); the k-th at or above
  // it with P(B < k). Each end may miss with half of what the level leaves; the narrowest ranks that do are taken.
  boost::math::binomial const b{static_cast<double>(n), p};
  double const miss = (1 - level) / 2;
  auto const below = [&](std::size_t j) { return boost::math::cdf(b, static_cast<double>(j) - 1); };  // P(B < j)
  if (below(1) > miss || 1 - below(n) > miss) return result;
  std::size_t low = 1;
  while (low < rank && below(low + 1) <= miss) ++low;
  std::size_t high = n;
  while (high > rank && 1 - below(high - 1) <= miss) --high;
  result.interval = Interval{sorted[low - 1], sorted[high - 1]};
  result.coverage = below(high) - below(low);
  return result;
}

double each_of(std::size_t comparisons, double level) {
  return comparisons < 2 ? level : 1 - (1 - level) / static_cast<double>(comparisons);
}

std::optional<std::size_t> mser5(std::span<double const> series) {
  constexpr std::size_t width = 5, fewest_left = 5, fewest = 10;
  std::vector<double> means;
  for (std::size_t i = 0; i + width <= series.size(); i += width) {
    double sum = 0;
    for (std::size_t j = i; j < i + width; ++j) sum += series[j];
    means.push_back(sum / width);
  }
  if (means.size() < fewest) return std::nullopt;
  std::size_t best = 0;
  double least = std::numeric_limits<double>::infinity();
  // A cut that leaves few means may win by chance: two that happen to be equal have no error at all.
  for (std::size_t cut = 0; cut + fewest_left <= means.size(); ++cut) {
    auto const left = std::span{means}.subspan(cut);
    double const error = estimate(left).deviation;
    auto const n = static_cast<double>(left.size());
    double const statistic = error * error * (n - 1) / (n * n);  // sum of squares over n^2
    if (statistic < least) {
      least = statistic;
      best = cut;
    }
  }
  if (2 * best > means.size()) return std::nullopt;
  return best * width;
}

}  // namespace tongzhou::outcome
