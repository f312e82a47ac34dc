#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace tongzhou::calibration {

/// One thing that was observed, and what the model says of it, in the same unit.
struct Pair {
  double observed = 0, simulated = 0;
};

/// How well a model says what was observed, over things of one kind and unit.
struct Score {
  std::size_t count = 0;
  double wape = 0;  // sum of absolute errors over the sum of what was observed
  double bias = 0;  // sum of errors over the same: above 0 where the model says too much
  double rmse = 0;  // in the unit of what was observed
};
Score score_of(std::span<Pair const> pairs);

/// The same by size: a third of the pairs each, the smallest observed first; fewer classes where there are fewer than
/// six pairs.
std::vector<Score> scores_by_size(std::vector<Pair> pairs);

/// Geoffrey E. Havers' statistic of counts an hour: sqrt(2 (m - c)^2 / (m + c)).
double geh(Pair pair);
/// Share of the counts an hour with a GEH below 5. TAG unit M3.1 (Department for Transport) asks for more than 85 % of
/// links.
double share_below_5(std::span<Pair const> counts);

/// Lewis (1982), "Industrial and Business Forecasting Methods", of a mean absolute percentage error: below 10 % highly
/// accurate, to 20 % good, to 50 % reasonable, above inaccurate.
std::string_view verdict_on(double error);

}  // namespace tongzhou::calibration
