#include "sim/rules/drivers_hours.hpp"

#include <catch2/catch.hpp>

using namespace tongzhou;

namespace {

// Four hours, then 20 minutes; ten hours a day, then 11 hours of the night.
world::DriversHours const law{
    .until_break = hours(4), .break_time = minutes(20), .per_day = hours(10), .night_rest = hours(11)};

double rest_hours(double driving) { return in_hours(rules::rests(law, hours(driving))); }

}  // namespace

TEST_CASE("a driver's day: a break after each four hours, none at the end of the way") {
  CHECK(rest_hours(4) == 0);
  CHECK(rest_hours(4.5) == Approx(1.0 / 3));
  CHECK(rest_hours(8) == Approx(1.0 / 3));
  CHECK(rest_hours(10) == Approx(2.0 / 3));
}

TEST_CASE("25 hours of driving are two full days with a night each, and five hours of a third") {
  // Two breaks on each full day, one on the last: five; two nights.
  CHECK(rest_hours(25) == Approx(5.0 / 3 + 22));
  // The way that ends with its second full day asks for one night.
  CHECK(rest_hours(20) == Approx(4.0 / 3 + 11));
}

TEST_CASE("without a law nobody rests") { CHECK(rules::rests({}, hours(100)) == Duration{}); }
