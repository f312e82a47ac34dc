#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

#include "network/base/quantity.hpp"

namespace tongzhou::world {

/// When something is open: between two hours of the day, on some days of the week, not on days off.
class OpeningHours {
 public:
  /// Always.
  OpeningHours() = default;
  /// Hours of the day, 0..24, the second later than the first; open days of the week, Monday first, one at least; the
  /// weekday of the first day of the run, 0 = Monday; days off, as days of the run, fewer than a year of them in a row.
  OpeningHours(double opens, double closes, std::array<bool, 7> weekdays, int first_weekday,
               std::vector<std::int64_t> days_off)
      : opens_(opens), closes_(closes), weekdays_(weekdays), first_weekday_(first_weekday) {
    mean_wait_ = wait_in_a_week();  // while there are no days off yet
    days_off_ = std::move(days_off);
    std::ranges::sort(days_off_);
  }

  /// Between two hours of every day.
  static OpeningHours daily(double opens, double closes) {
    return {opens, closes, {true, true, true, true, true, true, true}, 0, {}};
  }

  bool always() const { return opens_ <= 0 && closes_ >= 24 && every_day(); }
  /// The first date from then on at which it is open.
  Time open_from(Time t) const {
    auto day = static_cast<std::int64_t>(std::floor(in_days(t)));
    double const hour = in_hours(t) - 24 * static_cast<double>(day);
    if (is_open_on(day) && hour >= opens_ && hour < closes_) return t;
    if (hour >= opens_) ++day;
    while (!is_open_on(day)) ++day;
    return at_hours(24 * static_cast<double>(day) + opens_);
  }
  /// How long it was open since the start, by then.
  Duration open_before(Time t) const {
    auto const today = static_cast<std::int64_t>(std::floor(in_days(t)));
    double const hour = in_hours(t) - 24 * static_cast<double>(today);
    double const of_today = is_open_on(today) ? std::clamp(hour - opens_, 0.0, closes_ - opens_) : 0;
    return hours(static_cast<double>(open_days_before(today)) * (closes_ - opens_) + of_today);
  }
  /// The wait of somebody who comes at any time of a week without days off alike.
  Duration mean_wait() const { return mean_wait_; }

 private:
  bool every_day() const { return days_off_.empty() && std::ranges::count(weekdays_, true) == 7; }
  /// Over the quarters of an hour of a week.
  Duration wait_in_a_week() const {
    Duration sum;
    constexpr int quarters = 7 * 24 * 4;
    for (int quarter = 0; quarter < quarters; ++quarter) {
      Time const at{minutes(15) * (quarter + 0.5)};
      sum += open_from(at) - at;
    }
    return sum / quarters;
  }
  bool is_open_on(std::int64_t day) const {
    auto const weekday = static_cast<std::size_t>(((day + first_weekday_) % 7 + 7) % 7);
    return weekdays_[weekday] && !std::ranges::binary_search(days_off_, day);
  }
  std::int64_t open_days_before(std::int64_t day) const {
    auto open = day / 7 * std::ranges::count(weekdays_, true);
    for (auto rest = day / 7 * 7; rest < day; ++rest)
      open += weekdays_[static_cast<std::size_t>((rest + first_weekday_) % 7)] ? 1 : 0;
    for (auto const off : days_off_) {
      if (off >= day) break;
      if (off >= 0 && weekdays_[static_cast<std::size_t>((off + first_weekday_) % 7)]) --open;
    }
    return open;
  }

  double opens_ = 0, closes_ = 24;
  std::array<bool, 7> weekdays_{true, true, true, true, true, true, true};
  int first_weekday_ = 0;
  Duration mean_wait_{};
  std::vector<std::int64_t> days_off_{};  // ascending
};

}  // namespace tongzhou::world
