#include "sim/rules/service_standard.hpp"

#include <algorithm>
#include <cmath>

namespace tongzhou::rules {
namespace {

std::int64_t day_of(Time t) { return static_cast<std::int64_t>(std::floor(in_days(t))); }

}  // namespace

double working_days_before(world::ServiceStandard const& standard, std::int64_t day) {
  return in_days(standard.work.open_before(at_days(static_cast<double>(day))));
}

std::int64_t day_of_posting(world::ServiceStandard const& standard, Time posted) {
  return day_of(standard.posting.open_from(posted));
}

int working_days_taken(world::ServiceStandard const& standard, std::int64_t day_of_posting, Time delivered) {
  double const days =
      working_days_before(standard, day_of(delivered) + 1) - working_days_before(standard, day_of_posting + 1);
  return std::max(0, static_cast<int>(std::lround(days)));
}

}  // namespace tongzhou::rules
