#include "sim/rules/night.hpp"

#include <catch2/catch.hpp>

using namespace tongzhou;

namespace {

double night_hours(double from_hour, double to_hour) {
  return in_hours(rules::at_night(Time{hours(from_hour)}, Time{hours(to_hour)}));
}

}  // namespace

TEST_CASE("the night is from 22:00 to 6:00, eight hours of each day") {
  CHECK(night_hours(6, 22) == Approx(0).margin(1e-9));
  CHECK(night_hours(22, 30) == Approx(8));
  CHECK(night_hours(0, 240) == Approx(80));
}

TEST_CASE("of a ride from 20:00 to midnight half is at night, of one from 4:00 to 8:00 too, on any day") {
  for (double const day : {0.0, 24.0, 240.0}) {
    CHECK(night_hours(day + 20, day + 24) == Approx(2));
    CHECK(night_hours(day + 4, day + 8) == Approx(2));
    CHECK(night_hours(day + 20, day + 32) == Approx(8));
  }
}
