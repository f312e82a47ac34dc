#include "sim/rules/sort_plan.hpp"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <numeric>
#include <vector>

namespace tongzhou::rules {

double passes_per_parcel(std::span<double const> direction_shares, int exits, double missorted_share) {
  std::vector<double> left(direction_shares.begin(), direction_shares.end());
  std::ranges::sort(left, std::greater{});
  double const all = std::accumulate(left.begin(), left.end(), 0.0);
  double passes = 1;
  while (exits > 1 && left.size() > static_cast<std::size_t>(exits) && all > 0) {
    left.erase(left.begin(), left.begin() + (exits - 1));
    passes += std::accumulate(left.begin(), left.end(), 0.0) / all;
  }
  return passes / (1 - missorted_share);
}

}  // namespace tongzhou::rules
