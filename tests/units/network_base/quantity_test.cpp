#include "network/base/quantity.hpp"

#include <catch2/catch.hpp>

using namespace tongzhou;

TEST_CASE("1118 km at 80 km/h take just under 14 hours") {
  CHECK(in_hours(kilometres(1118) / km_per_hour(80)) == Approx(13.975));
}

TEST_CASE("a date plus a duration is a later date") {
  CHECK(at_days(1) + hours(12) == at_hours(36));
  CHECK(at_days(2) - at_days(1) == days(1));
  CHECK(at_days(1) < Time::never());
}
