#pragma once

#include <array>
#include <cassert>
#include <chrono>
#include <cmath>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "network/base/quantity.hpp"

namespace tongzhou {

/// A civil date, proleptic Gregorian: month 1..12, day 1..31.
struct Date {
  int year = 1970;
  int month = 1;
  int day = 1;
  friend constexpr auto operator<=>(Date const&, Date const&) = default;
};

namespace calendar_detail {
constexpr std::chrono::year_month_day civil(Date d) {
  return {std::chrono::year{d.year}, std::chrono::month{static_cast<unsigned>(d.month)},
          std::chrono::day{static_cast<unsigned>(d.day)}};
}
inline std::string padded(std::int64_t value, std::size_t width) {
  auto const digits = std::to_string(value);
  return digits.size() < width ? std::string(width - digits.size(), '0') + digits : digits;
}
}  // namespace calendar_detail

/// Does this day exist? Years 1 to 9999, those that "YYYY-MM-DD" can write.
constexpr bool valid(Date d) {
  return d.year >= 1 && d.year <= 9999 && d.month >= 1 && d.month <= 12 && d.day >= 1 && d.day <= 31 &&
         calendar_detail::civil(d).ok();
}

/// Days since 1970-01-01.
constexpr std::int64_t day_number(Date d) {
  return std::chrono::sys_days{calendar_detail::civil(d)}.time_since_epoch().count();
}

/// The date so many days later; earlier if negative.
constexpr Date days_after(Date d, std::int64_t days_later) {
  auto const days = std::chrono::days{day_number(d) + days_later};
  auto const civil = std::chrono::year_month_day{std::chrono::sys_days{days}};
  return {static_cast<int>(civil.year()), static_cast<int>(static_cast<unsigned>(civil.month())),
          static_cast<int>(static_cast<unsigned>(civil.day()))};
}

/// 0 = Monday ... 6 = Sunday.
constexpr int weekday(Date d) {
  auto const day = std::chrono::weekday{std::chrono::sys_days{calendar_detail::civil(d)}};
  return static_cast<int>(day.iso_encoding()) - 1;
}

/// "Mon" is 0 ... "Sun" 6; nothing for other words.
constexpr std::optional<int> weekday_named(std::string_view name) {
  constexpr std::array<std::string_view, 7> names{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  for (std::size_t day = 0; day < names.size(); ++day)
    if (names[day] == name) return static_cast<int>(day);
  return std::nullopt;
}

/// Some of the months, January first.
using Months = std::array<bool, 12>;
constexpr Months every_month() {
  Months all{};
  all.fill(true);
  return all;
}

/// 0 = 1 January ... 365 = 31 December of a leap year.
constexpr int day_of_year(Date d) { return static_cast<int>(day_number(d) - day_number(Date{d.year, 1, 1})); }

/// 0..52: whole weeks since 1 January. Not the ISO week: week 0 always starts on 1 January.
constexpr int week_of_year(Date d) { return day_of_year(d) / 7; }

/// The year in parts that lie in one week and one month each: what is known by week or by month is the same all through
/// a part. Week and month only go up during a year, so each of their sums stands for one pair, leap year or not.
constexpr std::size_t parts_of_year = 53 + 12 - 1;
constexpr std::size_t part_of_year(Date d) { return static_cast<std::size_t>(week_of_year(d) + d.month - 1); }

/// The date on which a time of the simulation falls. The time must be finite.
inline Date date_at(Date start, Time t) {
  assert(std::isfinite(in_days(t)));
  return days_after(start, static_cast<std::int64_t>(std::floor(in_days(t))));
}

/// "2024-03-01" as a date; nothing for any other form or for a day that does not exist.
constexpr std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  auto const number = [&](std::size_t from, std::size_t count) {
    int value = 0;
    for (char const c : text.substr(from, count)) {
      if (c < '0' || c > '9') return -1;
      value = 10 * value + (c - '0');
    }
    return value;
  };
  auto const date = Date{number(0, 4), number(5, 2), number(8, 2)};
  return valid(date) ? std::optional{date} : std::nullopt;
}

/// "2024-03-01".
inline std::string to_string(Date d) {
  using calendar_detail::padded;
  return padded(d.year, 4) + '-' + padded(d.month, 2) + '-' + padded(d.day, 2);
}

/// "2024-03-01T08:00:00", to the nearest second. The time must be finite.
inline std::string iso_date_time(Date start, Time t) {
  using calendar_detail::padded;
  assert(std::isfinite(in_days(t)));
  constexpr std::int64_t per_day = 86400;
  auto const total = static_cast<std::int64_t>(std::llround(in_seconds(t.since_start())));
  auto const second = ((total % per_day) + per_day) % per_day;
  auto const date = days_after(start, (total - second) / per_day);
  return to_string(date) + 'T' + padded(second / 3600, 2) + ':' + padded(second / 60 % 60, 2) + ':' +
         padded(second % 60, 2);
}

}  // namespace tongzhou
