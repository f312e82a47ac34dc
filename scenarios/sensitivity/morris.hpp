#pragma once

#include <vector>

#include "scenarios/sensitivity/design.hpp"

namespace tongzhou::sensitivity {

/// What moving one parameter through its whole range does, over all places where it was tried.
struct ElementaryEffects {
  double mean = 0;           // mu: with its sign
  double mean_absolute = 0;  // mu*, Campolongo, Cariboni and Saltelli (2007)
  double deviation = 0;      // sigma: large where the effect bends, or depends on other parameters
};

/// By parameter. `values[t][p]` is what the model gave at point p of trajectory t.
std::vector<ElementaryEffects> elementary_effects(std::vector<Trajectory> const& trajectories,
                                                  std::vector<std::vector<double>> const& values);

}  // namespace tongzhou::sensitivity
