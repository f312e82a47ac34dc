#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tongzhou::imports {

/// Minutes since the beginning of 1970 by the clock of the place: of "2025-03-04T08:30:00+08:00" 08:30 counts, whatever
/// zone follows.
std::optional<std::int64_t> local_minutes(std::string_view date_time);

/// "Tue 08:30", of minutes since the beginning of some Monday; later weeks count as the first.
std::string weekly_time(std::int64_t minutes);

constexpr std::int64_t minutes_per_day = std::int64_t{24} * 60;
constexpr std::int64_t minutes_per_week = 7 * minutes_per_day;

/// Minutes since the beginning of the Monday before.
std::int64_t minutes_of_week(std::int64_t local_minutes);

}  // namespace tongzhou::imports
