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
  bool adds = false;  // to the volume of its year, in place of moving demand within it
};

/// How demand rises and falls. All figures are relative rates and multiply; only their proportions count, because the
/// product, peaks included, is normalised over the 365 days from the start: the year's volume is what the flow says.
/// Each later year, from one anniversary of the start to the next, has the rates of the first; dated peaks move demand
/// within the year they lie in and leave its volume what it is without them.
struct Season {
  std::array<double, 12> by_month = level<12>();       // January first; per day, not per month
  std::array<double, 7> by_weekday = level<7>();       // Monday first
  std::optional<std::array<double, 24>> by_hour = {};  // from 00:00; none: the same all day
  std::vector<Peak> peaks = {};
};

/// A span of time in which the relative rate stays the same, none over a day.
struct RateSegment {
  double from = 0, to = 0;  // seconds since the start
  double rate = 0;          // relative
  double weight = 0;        // seconds: a year's volume times rate / weight is the demand a second. 0: none ever
};

/// The successive segments of a season, without end.
class RateProfile {
 public:
  /// Throws std::invalid_argument if a rate is negative or not finite, or a peak ends before it begins or never.
  RateProfile(Season season, Date start);
  RateSegment next();

 private:
  /// The segments from a day on, without their weights.
  class Walk {
   public:
    Walk(Season season, Date start, std::int64_t first_day);
    RateSegment next();
    Season const& season() const { return season_; }

   private:
    void enter_day();
    void enter_next_day();

    Season season_;
    std::int64_t day_;  // since the start
    Date date_;
    std::size_t weekday_;
    std::size_t hour_ = 0;
    double at_;
    double rate_of_day_ = 0;
  };

  /// Integral of the relative rate over these days, in seconds.
  static double integral(Season season, Date start, std::int64_t first_day, std::int64_t end_day);
  void enter_year(std::int64_t first_day);

  Walk walk_;
  Date start_;
  double weight_of_first_year_ = 0;  // without its peaks
  std::int64_t year_ends_ = 0;       // day
  double weight_ = 0;
};

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
  Arrivals(double units_per_year, Season season, Pattern pattern, Distribution<double> batch, Date start,
           Stream stream);

  /// At Time::never() if the flow has no volume.
  Arrival next();

 private:
  Time advance(double units);
  Arrival next_batch();
  void enter_segment();

  RateProfile profile_;
  Pattern pattern_;
  Distribution<double> batch_;
  Stream stream_;
  RateSegment segment_;
  double epochs_per_year_ = 0;    // arrivals or batches
  double left_ = 0;               // epochs expected in the rest of the segment
  double seconds_per_epoch_ = 0;  // in this segment
  bool first_ = true;
};

}  // namespace tongzhou::demand
