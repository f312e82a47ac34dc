#include "sim/outcome/hours_sample.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace tongzhou::outcome {

namespace {

// The bits of floating-point numbers above zero rise with them, and the upper nine of the fraction cut each span from a
// power of two to the next into 512 steps.
constexpr int dropped_bits = 23 - 9;
constexpr float least = 1.0F / 64;
static_assert(std::numeric_limits<float>::is_iec559);

std::uint32_t step_of(float hours) { return std::bit_cast<std::uint32_t>(std::max(hours, least)) >> dropped_bits; }
constexpr std::uint32_t lowest = std::bit_cast<std::uint32_t>(least) >> dropped_bits;

float middle_of(std::uint32_t step) {
  return step <= lowest ? 0 : std::bit_cast<float>((step << dropped_bits) + (1U << (dropped_bits - 1)));
}

}  // namespace

std::uint32_t& HoursSample::Steps::at(std::uint32_t step) {
  if (counts.empty()) first = step;
  if (step < first) {
    counts.insert(counts.begin(), first - step, 0);
    first = step;
  }
  if (step - first >= counts.size()) counts.resize(step - first + 1);
  return counts[step - first];
}

void HoursSample::Steps::add(float hours) {
  ++at(step_of(hours));
  ++count;
  sum += hours;
  most = std::max(most, hours);
}

double HoursSample::Steps::quantile(double p) const {
  auto const rank = std::max(1.0, std::ceil(p * static_cast<double>(count)));
  std::uint64_t up_to = 0;
  auto step = first;
  for (auto const in_step : counts) {
    up_to += in_step;
    if (static_cast<double>(up_to) >= rank) break;
    ++step;
  }
  return std::min(middle_of(step), most);
}

void HoursSample::sort() {
  if (!std::ranges::is_sorted(kept_)) std::ranges::sort(kept_);
}

void HoursSample::count_in_steps() {
  in_steps_ = true;
  for (float const hours : kept_) steps_.add(hours);
  std::vector<float>{}.swap(kept_);
}

void HoursSample::add(HoursSample const& others) {
  if (!in_steps_ && !others.in_steps_) {
    auto const before = static_cast<std::ptrdiff_t>(kept_.size());
    kept_.insert(kept_.end(), others.kept_.begin(), others.kept_.end());
    std::ranges::inplace_merge(kept_, kept_.begin() + before);
    return;
  }
  if (!in_steps_) count_in_steps();
  for (float const hours : others.kept_) steps_.add(hours);
  for (std::size_t i = 0; i < others.steps_.counts.size(); ++i)
    if (auto const boxes = others.steps_.counts[i]; boxes > 0)
      steps_.at(others.steps_.first + static_cast<std::uint32_t>(i)) += boxes;
  steps_.count += others.steps_.count;
  steps_.sum += others.steps_.sum;
  steps_.most = std::max(steps_.most, others.steps_.most);
}

Spread HoursSample::spread() const {
  if (!in_steps_) return spread_of_sorted(kept_);
  return {.count = steps_.count,
          .mean = steps_.sum / static_cast<double>(steps_.count),
          .p50 = steps_.quantile(0.5),
          .p90 = steps_.quantile(0.9),
          .p95 = steps_.quantile(0.95),
          .p99 = steps_.quantile(0.99),
          .max = steps_.most};
}

}  // namespace tongzhou::outcome
