#include "sim/world/opening_hours.hpp"

#include <catch2/catch.hpp>

#include "sim/world/place.hpp"

using namespace tongzhou;
using world::OpeningHours;

namespace {

/// From eight to six on weekdays; the run begins on a Thursday, and its second Monday (day 11) is a day off.
OpeningHours office() { return {8, 18, {true, true, true, true, true, false, false}, 3, {11}}; }

double opens(OpeningHours const& hours, double day, double hour) {
  return in_hours(hours.open_from(at_hours(24 * day + hour)));
}

}  // namespace

TEST_CASE("an office is open from its hour on weekdays, and neither at night nor on days off") {
  CHECK(opens(office(), 0, 7) == 8);  // Thursday
  CHECK(opens(office(), 0, 12) == 12);
  CHECK(opens(office(), 0, 18) == 24 + 8);       // from the hour at which it closes, tomorrow
  CHECK(opens(office(), 1, 20) == 4 * 24 + 8);   // Friday evening: Monday
  CHECK(opens(office(), 8, 20) == 12 * 24 + 8);  // the Friday before the day off: Tuesday
  CHECK(OpeningHours{}.open_from(at_hours(3)) == at_hours(3));
}

TEST_CASE("the hours that an office was open are those of its days, the day off left out") {
  // Thursday and Friday: 20 h by Sunday. Two weeks have ten weekdays less one.
  CHECK(in_hours(office().open_before(at_days(3))) == 20);
  CHECK(in_hours(office().open_before(at_days(14))) == 90);
  CHECK(in_hours(office().open_before(at_hours(24 * 4 + 9))) == 21);
  CHECK(in_hours(OpeningHours{}.open_before(at_hours(77.5))) == Approx(77.5));
}

TEST_CASE("who comes at any hour to what closes for a night waits half the night's square over a day") {
  CHECK(in_hours(OpeningHours::daily(6, 20).mean_wait()) == Approx(10.0 * 10 / 48));
  CHECK(OpeningHours{}.mean_wait() == Duration{});
  CHECK(OpeningHours{}.always());
  CHECK_FALSE(office().always());
}

TEST_CASE("cranes slow down along straight lines as a yard fills, and not beyond the last point") {
  world::FactorByFill const pace{{{0.5, 1}, {0.9, 0.6}}};
  CHECK(pace.at(0.2) == 1);
  CHECK(pace.at(0.7) == Approx(0.8));
  CHECK(pace.at(1) == 0.6);
  CHECK(world::FactorByFill{}.at(0.99) == 1);
}
