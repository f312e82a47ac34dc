#pragma once

#include <cstddef>
#include <optional>
#include <span>

// What several replications together say. All functions take the sample in the order of the replications, so that the
// same sample gives the same bits.
namespace tongzhou::outcome {

struct Interval {
  double low = 0, high = 0;
};

/// A mean with its confidence interval, mean -+ half_width, after Student. One observation says nothing about spread:
/// then the half-width is infinite.
struct Estimate {
  std::size_t count = 0;
  double mean = 0;
  double deviation = 0;  // of the sample, with n - 1
  double half_width = 0;
  Interval interval() const { return {mean - half_width, mean + half_width}; }
};
Estimate estimate(std::span<double const> sample, double level = 0.95);

/// Of changed[i] - base[i], replication by replication: with common random numbers most of the noise cancels.
Estimate paired_difference(std::span<double const> base, std::span<double const> changed, double level = 0.95);

/// The point below which Student's distribution has the share p.
double student_quantile(double p, double degrees_of_freedom);

/// The smallest observation that at least the share p of the sample does not exceed, between two order statistics that
/// hold the true quantile with at least the given confidence, whatever the distribution (binomial). No interval where
/// the sample is too small for one.
struct Quantile {
  double value = 0;
  std::optional<Interval> interval;
  double coverage = 0;  // what the interval reaches; at least the level
};
Quantile quantile(std::span<double const> sample, double p, double level = 0.95);

/// The level of each of `comparisons` intervals so that all of them together hold with `level` (Bonferroni).
double each_of(std::size_t comparisons, double level);

/// How many observations of a series, at its start, belong to the warm-up: MSER-5 (White, Cobb and Spratt 2000), the
/// cut that makes the standard error of the mean of what is left smallest, over means of five, at least five of which
/// are left. Nothing where the series is too short: the cut falls into its second half, or there are fewer than fifty
/// observations.
std::optional<std::size_t> mser5(std::span<double const> series);

}  // namespace tongzhou::outcome
