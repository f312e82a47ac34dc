#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "network/base/quantity.hpp"
#include "sim/demand/arrivals.hpp"

namespace tongzhou::world {

/// Gangs of dockers, one for each crane that works, on duty by a roster of the week.
struct Labour {
  int gangs = 0;                                          // at full strength; 0: every crane is always manned
  std::array<double, 24> by_hour = demand::level<24>();   // share of them, by hour of the day
  std::array<double, 7> by_weekday = demand::level<7>();  // Monday first; times that of the hour
  double wage_per_hour = 0;                               // of a gang on duty, whatever there is to lift
  double overtime_factor = 1;                             // on it, on days off
  std::array<bool, 7> overtime_days{};                    // Monday first
  std::vector<std::int64_t> holidays{};                   // as days of the run, ascending: overtime, too
  int first_weekday = 0;                                  // of the run, 0 = Monday

  /// Whole gangs on duty in an hour of a day of the week.
  int on_duty(std::size_t weekday, std::size_t hour) const {
    return static_cast<int>(std::lround(gangs * by_hour[hour] * by_weekday[weekday]));
  }
  /// In an hour of the run.
  int on_duty(std::int64_t hour_of_run) const { return on_duty(weekday_of(hour_of_run / 24), hour_of(hour_of_run)); }
  bool is_overtime(std::int64_t day) const {
    return overtime_days[weekday_of(day)] || std::ranges::binary_search(holidays, day);
  }
  /// Most gangs that are on duty at once.
  int most_on_duty() const {
    return static_cast<int>(std::lround(gangs * std::ranges::max(by_hour) * std::ranges::max(by_weekday)));
  }
  /// Of so many cranes, the mean over a week of those that are manned.
  double mean_manned(int cranes) const {
    if (gangs == 0) return cranes;
    double sum = 0;
    for (std::size_t weekday = 0; weekday < by_weekday.size(); ++weekday)
      for (std::size_t hour = 0; hour < by_hour.size(); ++hour) sum += std::min(cranes, on_duty(weekday, hour));
    return sum / static_cast<double>(by_weekday.size() * by_hour.size());
  }

 private:
  std::size_t weekday_of(std::int64_t day) const { return static_cast<std::size_t>((day + first_weekday) % 7); }
  static std::size_t hour_of(std::int64_t hour_of_run) { return static_cast<std::size_t>(hour_of_run % 24); }
};

/// Hours of gangs between two dates, and what they are paid.
struct GangHours {
  double hours = 0, wages = 0;
};
inline GangHours gang_hours(Labour const& labour, Time from, Time to) {
  GangHours sum;
  if (labour.gangs == 0) return sum;
  for (auto hour = static_cast<std::int64_t>(std::floor(in_hours(from))); static_cast<double>(hour) < in_hours(to);
       ++hour) {
    double const inside =
        std::min(in_hours(to), static_cast<double>(hour) + 1) - std::max(in_hours(from), static_cast<double>(hour));
    double const worked = labour.on_duty(hour) * inside;
    sum.hours += worked;
    sum.wages += worked * labour.wage_per_hour * (labour.is_overtime(hour / 24) ? labour.overtime_factor : 1);
  }
  return sum;
}

}  // namespace tongzhou::world
