#include "scenarios/imports/weekly_times.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>

#include "network/base/calendar.hpp"

namespace tongzhou::imports {

std::optional<std::int64_t> local_minutes(std::string_view date_time) {
  constexpr std::size_t date_size = 10, minutes_end = 16;  // YYYY-MM-DDTHH:MM
  if (date_time.size() < minutes_end || date_time[date_size] != 'T' || date_time[13] != ':') return std::nullopt;
  auto const date = parse_date(date_time.substr(0, date_size));
  auto const two_digits = [&](std::size_t at) {
    int value = -1;
    auto const* const first = date_time.data() + at;
    auto const read = std::from_chars(first, first + 2, value);
    return read.ptr == first + 2 ? value : -1;
  };
  std::int64_t const hour = two_digits(11), minute = two_digits(14);
  if (!date || hour < 0 || hour > 23 || minute < 0 || minute > 59) return std::nullopt;
  return day_number(*date) * minutes_per_day + hour * 60 + minute;
}

std::string weekly_time(std::int64_t minutes) {
  constexpr std::array<std::string_view, 7> days{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  auto const of_week = ((minutes % minutes_per_week) + minutes_per_week) % minutes_per_week;
  auto const of_day = of_week % minutes_per_day;
  return fmt::format("{} {:02}:{:02}", days[static_cast<std::size_t>(of_week / minutes_per_day)], of_day / 60,
                     of_day % 60);
}

std::int64_t minutes_of_week(std::int64_t local_minutes) {
  constexpr std::int64_t thursday = 3;  // 1 January 1970
  auto const shifted = local_minutes + thursday * minutes_per_day;
  return ((shifted % minutes_per_week) + minutes_per_week) % minutes_per_week;
}

}  // namespace tongzhou::imports
