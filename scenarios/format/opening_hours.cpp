#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "network/base/calendar.hpp"
#include "scenarios/format/building.hpp"

namespace tongzhou::format {

void read_holidays(Reader const& scenario, Building& building) {
  if (!scenario.has("holidays")) return;
  for (auto const& item : scenario.items("holidays")) {
    auto const text = item.text();
    auto const date = parse_date(text);
    if (!date) {
      item.refuse(fmt::format("there is no such day: \"{}\"", text));
      continue;
    }
    auto const day = day_number(*date) - day_number(building.world.start);
    if (std::ranges::count(building.holidays, day) > 0) item.refuse("the day is given twice");
    building.holidays.push_back(day);
  }
}

std::array<bool, 7> days_named(Reader const& given, char const* key, std::array<bool, 7> const& otherwise) {
  if (!given.has(key)) return otherwise;
  std::array<bool, 7> named{};
  for (auto const& day : given.items(key)) {
    auto& on = named[static_cast<std::size_t>(weekday_named(day.text()).value())];
    if (on) day.refuse("the day is given twice");
    on = true;
  }
  return named;
}

world::OpeningHours opening_hours(Reader const& given, Building const& building) {
  double const opens = given.number("opens_hour", 0), closes = given.number("closes_hour", 24);
  if (closes <= opens) {
    given.refuse("closes_hour", "closes before it opens");
    return {};
  }
  auto const open = days_named(given, "open_days", {true, true, true, true, true, true, true});
  bool const keeps_holidays = given.flag("keeps_holidays", false);
  return {opens, closes, open, weekday(building.world.start),
          keeps_holidays ? building.holidays : std::vector<std::int64_t>{}};
}

}  // namespace tongzhou::format
