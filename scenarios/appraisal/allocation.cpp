#include "scenarios/appraisal/allocation.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tongzhou::appraisal {

std::vector<double> allocation(std::span<double const> means, std::span<double const> deviations) {
  auto const designs = means.size();
  std::vector<double> shares(designs);
  if (designs == 0) return shares;
  auto const best = static_cast<std::size_t>(std::ranges::max_element(means) - means.begin());
  double widest = 0;
  for (std::size_t i = 0; i < designs; ++i) widest = std::max({widest, means[best] - means[i], deviations[i]});
  // N_i is as (deviation over distance to the best)^2. Equal means would ask for infinitely many: a billionth of the
  // widest distance stands for none.
  double squares = 0;
  for (std::size_t i = 0; i < designs; ++i) {
    if (i == best || deviations[i] <= 0) continue;
    double const distance = std::max(means[best] - means[i], widest * 1e-9);
    shares[i] = (deviations[i] / distance) * (deviations[i] / distance);
    squares += (shares[i] / deviations[i]) * (shares[i] / deviations[i]);
  }
  // The best itself: its deviation times the root of the sum of (N_i / deviation of i)^2.
  shares[best] = deviations[best] * std::sqrt(squares);
  // All others are exact: only the best can still be mistaken.
  if (squares == 0 && deviations[best] > 0) shares[best] = 1;
  double const all = std::accumulate(shares.begin(), shares.end(), 0.0);
  if (all > 0)
    for (auto& share : shares) share /= all;
  return shares;
}

std::size_t most_due(std::span<double const> shares, std::span<std::size_t const> replications) {
  double const total = static_cast<double>(std::accumulate(replications.begin(), replications.end(), std::size_t{1}));
  std::size_t chosen = 0;
  double largest = -total;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    if (shares[i] <= 0) continue;
    double const due = shares[i] * total - static_cast<double>(replications[i]);
    if (due > largest) {
      largest = due;
      chosen = i;
    }
  }
  return chosen;
}

}  // namespace tongzhou::appraisal
