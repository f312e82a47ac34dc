#include "sim/rules/choice.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace tongzhou::rules {

std::vector<double> logit_shares(std::span<double const> costs, double spread) {
  return logit_shares(costs, spread, {});
}

std::vector<double> logit_shares(std::span<double const> costs, double spread, std::span<double const> sizes) {
  std::vector<double> shares(costs.size());
  set_logit_shares(shares, costs, spread, sizes);
  return shares;
}

void set_logit_shares(std::span<double> shares, std::span<double const> costs, double spread,
                      std::span<double const> sizes) {
  if (costs.empty()) return;
  auto const cheapest = std::ranges::min_element(costs);
  if (spread <= 0) {
    std::ranges::fill(shares, 0.0);
    shares[static_cast<std::size_t>(cheapest - costs.begin())] = 1;
    return;
  }
  // Mostly of few: the exponential of 0, for the cheapest, is not asked for.
  double sum = 0;
  for (std::size_t i = 0; i < costs.size(); ++i) {
    double const beyond = costs[i] - *cheapest, weight = beyond == 0 ? 1 : std::exp(-beyond / spread);
    sum += shares[i] = (sizes.empty() ? 1 : sizes[i]) * weight;
  }
  for (double& share : shares) share /= sum;
}

std::vector<double> nested_shares(std::span<double const> costs, std::span<double const> sizes,
                                  std::span<std::uint32_t const> nests, double between, double within) {
  double const cheapest = costs.empty() ? 0 : std::ranges::min(costs);
  std::map<std::uint32_t, double> sums;
  std::vector<double> shares(costs.size());
  for (std::size_t i = 0; i < costs.size(); ++i)
    sums[nests[i]] += shares[i] = sizes[i] * std::exp(-(costs[i] - cheapest) / within);
  double all = 0;
  for (auto const& [nest, sum] : sums) all += std::pow(sum, within / between);
  for (std::size_t i = 0; i < costs.size(); ++i)
    if (double const sum = sums.at(nests[i]); sum > 0) shares[i] *= std::pow(sum, within / between - 1) / all;
  return shares;
}

std::vector<double> path_sizes(std::span<std::vector<Stretch> const> ways) {
  auto const goes_over = [](std::vector<Stretch> const& way, std::uint64_t what) {
    return std::ranges::find(way, what, &Stretch::what) != way.end();
  };
  std::vector<double> sizes;
  for (auto const& way : ways) {
    double length = 0, own = 0;
    for (auto const& stretch : way) {
      auto const users = std::ranges::count_if(ways, [&](auto const& other) { return goes_over(other, stretch.what); });
      length += stretch.length;
      own += stretch.length / static_cast<double>(users);
    }
    sizes.push_back(length > 0 ? own / length : 1);
  }
  return sizes;
}

std::vector<double> bounded_shares(std::span<double const> shares, std::span<double const> least,
                                   std::span<double const> most) {
  std::vector<double> bounded(shares.size());
  // All are raised by the same and cut off at their bounds; by how much is found by halving.
  double low = -1, high = 1;
  constexpr int halvings = 60;
  for (int i = 0; i < halvings; ++i) {
    double const raise = (low + high) / 2;
    double sum = 0;
    for (std::size_t way = 0; way < shares.size(); ++way)
      sum += bounded[way] = std::clamp(shares[way] + raise, least[way], most[way]);
    (sum < 1 ? low : high) = raise;
  }
  return bounded;
}

double volume_factor(double cost_over_reference, double elasticity) {
  if (elasticity == 0) return 1;
  return std::min(most_growth, std::pow(std::max(0.0, cost_over_reference), elasticity));
}

}  // namespace tongzhou::rules
