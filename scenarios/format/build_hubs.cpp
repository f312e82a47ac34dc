#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

#include "network/base/calendar.hpp"
#include "scenarios/format/building.hpp"

// Terminals as businesses: who runs them, who works there, what they stand on.
namespace tongzhou::format {
namespace {

template <std::size_t N>
void read_shares(Reader const& given, std::string const& key, std::array<double, N>& shares) {
  if (given.has(key))
    std::ranges::transform(given.items(key), shares.begin(), [](Reader const& share) { return share.number(); });
}

world::Labour labour_of(Reader const& given, Building const& building) {
  world::Labour labour{.gangs = static_cast<int>(given.whole("gangs")),
                       .wage_per_hour = given.number("wage_per_hour", 0),
                       .overtime_factor = given.number("overtime_factor", 1),
                       .holidays = building.holidays,
                       .first_weekday = weekday(building.world.start)};
  read_shares(given, "staffed_by_hour", labour.by_hour);
  read_shares(given, "staffed_by_weekday", labour.by_weekday);
  labour.overtime_days = days_named(given, "overtime_days", {});
  std::ranges::sort(labour.holidays);
  if (labour.most_on_duty() == 0) given.refuse("nobody ever works here");
  bool const pays_overtime = labour.overtime_factor > 1;
  for (auto const& [key, is_asked] :
       {std::pair{"overtime_factor", pays_overtime}, std::pair{"overtime_days", given.has("overtime_days")}})
    if (is_asked && labour.wage_per_hour <= 0) given.refuse(key, "missing key \"wage_per_hour\": nobody is paid");
  if (given.has("overtime_days") && !given.has("overtime_factor"))
    given.refuse("overtime_days", "missing key \"overtime_factor\"");
  if (pays_overtime && !given.has("overtime_days") && labour.holidays.empty())
    given.refuse("overtime_factor", "missing key \"overtime_days\", or \"holidays\" of the scenario: no day is one");
  return labour;
}

}  // namespace

void read_hub(Reader const& given, world::Terminal& terminal, std::string const& operator_of_place,
              Building const& building) {
  terminal.operated_by = given.text("operator", operator_of_place);
  terminal.equipment_cost_per_year = given.number("equipment_cost_per_year", 0);
  if (given.has("land")) {
    auto const land = given.child("land");
    terminal.land = {.m2 = land.number("m2"), .rent_per_m2_year = land.number("rent_per_m2_year")};
  }
  if (!given.has("labour")) return;
  if (terminal.cranes == 0) given.refuse("labour", "there are no cranes to man");
  terminal.labour = labour_of(given.child("labour"), building);
}

}  // namespace tongzhou::format
