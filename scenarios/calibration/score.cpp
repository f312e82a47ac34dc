#include "scenarios/calibration/score.hpp"

#include <algorithm>
#include <cmath>

namespace tongzhou::calibration {

Score score_of(std::span<Pair const> pairs) {
  Score score{.count = pairs.size()};
  double observed = 0, squares = 0;
  for (auto const& pair : pairs) {
    double const error = pair.simulated - pair.observed;
    observed += std::abs(pair.observed);
    score.wape += std::abs(error);
    score.bias += error;
    squares += error * error;
  }
  if (observed > 0) {
    score.wape /= observed;
    score.bias /= observed;
  }
  if (!pairs.empty()) score.rmse = std::sqrt(squares / static_cast<double>(pairs.size()));
  return score;
}

std::vector<Score> scores_by_size(std::vector<Pair> pairs) {
  std::ranges::stable_sort(pairs, {}, &Pair::observed);
  std::size_t const classes = std::clamp<std::size_t>(pairs.size() / 2, 1, 3);
  std::vector<Score> scores;
  for (std::size_t c = 0; c < classes; ++c) {
    auto const from = c * pairs.size() / classes, to = (c + 1) * pairs.size() / classes;
    scores.push_back(score_of(std::span{pairs}.subspan(from, to - from)));
  }
  return scores;
}

double geh(Pair pair) {
  double const sum = pair.observed + pair.simulated, off = pair.simulated - pair.observed;
  return sum > 0 ? std::sqrt(2 * off * off / sum) : 0;
}

double share_below_5(std::span<Pair const> counts) {
  auto const good = std::ranges::count_if(counts, [](Pair const& pair) { return geh(pair) < 5; });
  return counts.empty() ? 1 : static_cast<double>(good) / static_cast<double>(counts.size());
}

std::string_view verdict_on(double error) {
  if (error < 0.1) return "highly accurate";
  if (error < 0.2) return "good";
  if (error < 0.5) return "reasonable";
  return "inaccurate";
}

}  // namespace tongzhou::calibration
