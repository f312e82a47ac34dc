#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "network/base/calendar.hpp"
#include "network/base/quantity.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// The part of the year of each day of a run and of the year after it: depths and payloads are given by it.
class YearParts {
 public:
  explicit YearParts(world::World const& world) {
    for (std::int64_t day = 0; static_cast<double>(day) < in_days(world.length) + 366; ++day)
      of_day_.push_back(part_of_year(days_after(world.start, day)));
  }
  /// Later dates, of departures that a timetable has far ahead, are as those of the years before.
  std::size_t at(Time t) const {
    auto day = static_cast<std::size_t>(in_days(t));
    while (day >= of_day_.size()) day -= 365;
    return of_day_[day];
  }

  /// The first date from t on in a part of the year that holds; never, when none of those known does.
  template <class Holds>
  Time first_when(Time t, Holds holds) const {
    for (auto day = static_cast<std::size_t>(in_days(t)); day < of_day_.size(); ++day)
      if (holds(of_day_[day])) return std::max(t, at_days(static_cast<double>(day)));
    return Time::never();
  }

 private:
  std::vector<std::size_t> of_day_;
};

}  // namespace tongzhou::engine
