#include "sim/rules/night.hpp"

#include <algorithm>
#include <cstdint>

namespace tongzhou::rules {
namespace {

constexpr double night_ends = 6, night_begins = 22, day = 24;

/// Hours of night since the first midnight; of dates after it, for which a cast does what a call of std::floor does.
double hours_of_night(Time t) {
  double const days = static_cast<double>(static_cast<std::int64_t>(in_days(t))), hour = in_hours(t) - days * day;
  return days * (day - night_begins + night_ends) + std::min(hour, night_ends) + std::max(0.0, hour - night_begins);
}

}  // namespace

Duration at_night(Time from, Time to) { return hours(hours_of_night(to) - hours_of_night(from)); }

}  // namespace tongzhou::rules
