#include "scenarios/appraisal/learning.hpp"

#include <algorithm>
#include <limits>

namespace tongzhou::appraisal {

Learning learning_of(std::span<double const> const probabilities, std::vector<std::vector<double>> const& npv,
                     std::span<unsigned const> const delays, unsigned const after_years) {
  constexpr double never = -std::numeric_limits<double>::infinity();
  auto const expected = [&](std::vector<double> const& by_case) {
    double sum = 0;
    for (std::size_t c = 0; c < by_case.size(); ++c) sum += probabilities[c] * by_case[c];
    return sum;
  };
  Learning learning{.after_years = after_years, .now = expected(npv[0]), .blind = never};
  double best = 0;
  for (std::size_t d = 0; d < npv.size(); ++d) {
    best = std::max(best, expected(npv[d]));
    if (delays[d] >= after_years) learning.blind = std::max(learning.blind, expected(npv[d]));
  }
  double known = 0;
  for (std::size_t c = 0; c < probabilities.size(); ++c) {
    double best_later = 0;
    for (std::size_t d = 0; d < npv.size(); ++d)
      if (delays[d] >= after_years) best_later = std::max(best_later, npv[d][c]);
    learning.looking += probabilities[c] * best_later;
    known += probabilities[c] * std::max(0.0, npv[0][c]);
  }
  learning.option_value = learning.looking - best;
  learning.perfect_information = known - best;
  return learning;
}

}  // namespace tongzhou::appraisal
