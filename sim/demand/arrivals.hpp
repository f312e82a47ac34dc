#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "network/base/calendar.hpp"
#include "network/base/quantity.hpp"
#include "sim/demand/distribution.hpp"
#include "sim/demand/stream.hpp"

namespace tongzhou::demand {

template <std::size_t N>
constexpr std::array<double, N> level() {
  std::array<double, N> ones{};
  ones.fill(1);
  return ones;
}

/// More (factor above 1) or less demand for a time. Peaks that overlap multiply.
struct Peak {
  Time from;
  Time to;
  double factor = 1;
};

/// How demand rises and falls. All figures are relative rates and multiply; only their proportions count, because the
/// product, peaks included, is normalised over the 365 days from the start: the year's volume is what the flow says.
struct Season {
  std::array<double, 12> by_month = level<12>();       // January first; per day, not per month
  std::array<double, 7> by_weekday = level<7>();       // Monday first
  std::optional<std::array<double, 24>> by_hour = {};  // from 00:00; none: the same all day
  std::vector<Peak> peaks = {};
};

/// The season as stairs: the successive spans of time in which the relative rate stays the same, none over a day.
class Stairs {
 public:
  /// Throws std::invalid_argument if a rate is negative or not finite, or a peak ends before it begins or never.
  Stairs(Season season, Date start);

  struct Step {
    double from = 0, to = 0;  // seconds since the start
    double rate = 0;          // relative
  };
  Step next();

 private:
  void enter_day();

  Season season_;
  Date start_;
  std::int64_t day_ = 0;
  std::size_t hour_ = 0;
  double at_ = 0;
  double rate_of_day_ = 0;
};

/// Integral of the relative rate over the 365 days from the start, in seconds.
double weight_of_year(Stairs stairs);

enum class Pattern {
  poisson,  // one at a time, at random
  regular,  // one at a time, as evenly as the season lets them; the first at random within its gap
  batch,    // several at once, the times at random
};

struct Arrival {
  Time time;
  std::uint32_t count = 0;
};

/// The arrivals of one flow, in order of time, without end. Hot: called for every box of a year.
class Arrivals {
 public:
  /// `units_per_year`: expected in the 365 days from the start, whatever the season. `batch` is used by Pattern::batch
  /// only: its outcomes are rounded up or down at random so that their mean stays. Throws std::invalid_argument if
  /// these make no sense together.
  Arrivals(double units_per_year, Season season, Pattern pattern, Distribution batch, Date start, Stream stream);

  /// At Time::never() if the flow has no volume.
  Arrival next();

 private:
  Time advance(double units);
  void climb();

  Stairs stairs_;
  Pattern pattern_;
  Distribution batch_;
  Stream stream_;
  Stairs::Step step_;
  double epochs_per_rate_ = 0;    // epochs (arrivals or batches) a second where the relative rate is 1
  double left_ = 0;               // epochs expected in the rest of the step
  double seconds_per_epoch_ = 0;  // in this step
  bool first_ = true;
};

}  // namespace tongzhou::demand
