#include "sim/rules/drivers_hours.hpp"

#include <algorithm>
#include <cmath>

namespace tongzhou::rules {
double spans_before_end(Duration way, Duration span) {
  constexpr double rounding = 1e-9;
  if (span == Duration::unlimited() || way <= Duration{}) return 0;
  return std::max(0.0, std::ceil(way / span - rounding) - 1);
}

Duration rests(world::DriversHours const& law, Duration driving) {
  double const nights = spans_before_end(driving, law.per_day);
  Duration const last_day = nights > 0 ? driving - law.per_day * nights : driving;
  Duration sum = law.break_time * spans_before_end(last_day, law.until_break);
  if (nights > 0) sum += (law.break_time * spans_before_end(law.per_day, law.until_break) + law.night_rest) * nights;
  return sum;
}

}  // namespace tongzhou::rules
