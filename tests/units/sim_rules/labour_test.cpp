#include "sim/world/labour.hpp"

#include <catch2/catch.hpp>

using namespace tongzhou;
using world::Labour;

namespace {

/// Four gangs by day, two from 20:00 to 8:00, half of them on Sundays; at 10 an hour, twice that on Sundays. The run
/// begins on a Saturday.
Labour dockers() {
  Labour labour{.gangs = 4, .wage_per_hour = 10, .overtime_factor = 2, .first_weekday = 5};
  for (std::size_t hour = 0; hour < 24; ++hour) labour.by_hour[hour] = hour >= 8 && hour < 20 ? 1 : 0.5;
  labour.by_weekday[6] = 0.5;
  labour.overtime_days[6] = true;
  return labour;
}

}  // namespace

TEST_CASE("gangs come on duty by hour and day of the week, whole ones") {
  auto const labour = dockers();
  CHECK(labour.on_duty(7) == 2);
  CHECK(labour.on_duty(8) == 4);
  CHECK(labour.on_duty(24 + 7) == 1);   // on Sunday
  CHECK(labour.on_duty(48 + 12) == 4);  // on Monday
  CHECK(labour.most_on_duty() == 4);
}

TEST_CASE("gangs are paid for what they are on duty, twice on a Sunday and on holidays") {
  // Saturday 72 gang-hours at 10, Sunday 36 at 20.
  auto labour = dockers();
  auto const weekend = gang_hours(labour, Time{}, at_days(2));
  CHECK(weekend.hours == Approx(72 + 36));
  CHECK(weekend.wages == Approx(720 + 720));
  labour.holidays = {0};
  CHECK(gang_hours(labour, Time{}, at_days(1)).wages == Approx(1440));
  CHECK(gang_hours(labour, at_hours(7.5), at_hours(8.5)).hours == Approx(1 + 2));
}

TEST_CASE("of three cranes some are manned: three by day, two by night, on Sundays two and one") {
  auto const labour = dockers();
  CHECK(labour.mean_manned(3) == Approx((6 * (12 * 3 + 12 * 2) + 12 * 2 + 12 * 1) / 168.0));
  CHECK(Labour{}.mean_manned(3) == 3);
}
