#include "sim/outcome/outcome.hpp"

#include <algorithm>
#include <cmath>

namespace tongzhou::outcome {

Spread spread_of(std::vector<float>& sample) {
  if (!std::ranges::is_sorted(sample)) std::ranges::sort(sample);
  return spread_of_sorted(sample);
}

Spread spread_of_sorted(std::span<float const> sample) {
  Spread spread;
  spread.count = sample.size();
  if (sample.empty()) return spread;
  double sum = 0;
  for (float const x : sample) sum += x;
  auto const n = static_cast<double>(sample.size());
  auto const at = [&](double p) {
    auto const rank = static_cast<std::size_t>(std::max(1.0, std::ceil(p * n)));
    return static_cast<double>(sample[rank - 1]);
  };
  spread.mean = sum / n;
  spread.p50 = at(0.5);
  spread.p90 = at(0.9);
  spread.p95 = at(0.95);
  spread.p99 = at(0.99);
  spread.max = sample.back();
  return spread;
}

Check check(std::string name, double expected, double found) {
  double const scale = std::max({std::abs(expected), std::abs(found), 1.0});
  return {std::move(name), expected, found, std::abs(expected - found) <= 1e-6 * scale};
}

bool Outcome::audit_holds() const {
  return std::ranges::all_of(audit, [](Check const& check) { return check.holds; });
}

}  // namespace tongzhou::outcome
