#include "sim/rules/choice.hpp"

#include <algorithm>
#include <cmath>

namespace tongzhou::rules {

std::vector<double> logit_shares(std::span<double const> costs, double per_money) {
  std::vector<double> shares(costs.size(), 0.0);
  if (costs.empty()) return shares;
  auto const cheapest = std::ranges::min_element(costs);
  if (per_money <= 0) {
    shares[static_cast<std::size_t>(cheapest - costs.begin())] = 1;
    return shares;
  }
  double sum = 0;
  for (std::size_t i = 0; i < costs.size(); ++i) sum += shares[i] = std::exp(-per_money * (costs[i] - *cheapest));
  for (double& share : shares) share /= sum;
  return shares;
}

std::size_t pick(std::span<double const> shares, double u) {
  std::size_t at = 0;
  for (double below = 0; at + 1 < shares.size(); ++at)
    if (u < (below += shares[at])) break;
  return at;
}

}  // namespace tongzhou::rules
