#include <catch2/catch.hpp>
#include <vector>

#include "sim/rules/service_standard.hpp"
#include "sim/rules/sort_plan.hpp"

using namespace tongzhou;
using namespace tongzhou::rules;

namespace {

/// J+5, latest posting at 18:00, Monday to Friday. The first day of the run is a Monday.
world::ServiceStandard weekdays(std::vector<std::int64_t> holidays = {}) {
  std::array<bool, 7> const working{true, true, true, true, true, false, false};
  return {5, {0, 18, working, 0, holidays}, {0, 24, working, 0, holidays}};
}

int taken(world::ServiceStandard const& standard, Time posted, Time delivered) {
  return working_days_taken(standard, day_of_posting(standard, posted), delivered);
}

}  // namespace

TEST_CASE("what is posted on Friday at 19:00 and comes on Wednesday has taken two working days, not five") {
  auto const standard = weekdays();
  Time const friday = at_days(4);
  CHECK(taken(standard, friday + hours(19), friday + days(5) + hours(10)) == 2);
  CHECK(taken(standard, friday + hours(17), friday + days(5) + hours(10)) == 3);  // J is Friday
  CHECK(taken(standard, friday + hours(17), friday + days(1)) == 0);              // on a Saturday: as on Friday
  CHECK(taken(standard, friday + hours(19), friday + hours(22)) == 0);            // before J
}

TEST_CASE("a holiday is no working day") {
  auto const standard = weekdays({1});                      // the first Tuesday
  CHECK(taken(standard, at_hours(10), at_days(2.5)) == 1);  // Monday to Wednesday
  CHECK(day_of_posting(standard, at_days(1.25)) == 2);      // posted on the holiday
  CHECK(taken(weekdays(), at_hours(10), at_days(2.5)) == 2);
}

TEST_CASE("64 directions over 40 exits, the 39 largest with three quarters of the parcels: a quarter is sorted twice") {
  std::vector<double> shares(39, 75.0 / 39);
  shares.insert(shares.end(), 25, 1.0);
  CHECK(passes_per_parcel(shares, 40, 0) == Approx(1.25));
  CHECK(9500 / passes_per_parcel(shares, 40, 0) == Approx(7600));
  CHECK(passes_per_parcel(shares, 64, 0) == 1);
  CHECK(passes_per_parcel(shares, 0, 0) == 1);
  // One in a hundred is missorted each time.
  CHECK(passes_per_parcel(shares, 40, 0.01) == Approx(1.25 / 0.99));
}

TEST_CASE("seven equal directions over three exits take three passes") {
  // Two leave in the first, five sevenths go again; two more leave, three sevenths go a third time.
  std::vector<double> const shares(7, 1);
  CHECK(passes_per_parcel(shares, 3, 0) == Approx(1 + 5.0 / 7 + 3.0 / 7));
}
