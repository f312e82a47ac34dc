#include "scenarios/sensitivity/morris.hpp"

#include <cmath>
#include <cstddef>

namespace tongzhou::sensitivity {

std::vector<ElementaryEffects> elementary_effects(std::vector<Trajectory> const& trajectories,
                                                  std::vector<std::vector<double>> const& values) {
  if (trajectories.empty()) return {};
  auto const parameters = trajectories.front().front().size();
  std::vector<std::vector<double>> effects(parameters);
  for (std::size_t t = 0; t < trajectories.size(); ++t)
    for (std::size_t p = 1; p < trajectories[t].size(); ++p)
      for (std::size_t i = 0; i < parameters; ++i) {
        double const moved = trajectories[t][p][i] - trajectories[t][p - 1][i];
        if (moved != 0) effects[i].push_back((values[t][p] - values[t][p - 1]) / moved);
      }
  std::vector<ElementaryEffects> found;
  for (auto const& of_one : effects) {
    auto const count = static_cast<double>(of_one.size());
    ElementaryEffects sums;
    for (double const effect : of_one) {
      sums.mean += effect / count;
      sums.mean_absolute += std::abs(effect) / count;
    }
    double squares = 0;
    for (double const effect : of_one) squares += (effect - sums.mean) * (effect - sums.mean);
    if (count > 1) sums.deviation = std::sqrt(squares / (count - 1));
    found.push_back(sums);
  }
  return found;
}

}  // namespace tongzhou::sensitivity
