#include "sim/rules/tide.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <vector>

using namespace tongzhou;
using namespace tongzhou::rules;

namespace {

/// Two metres up and two down about chart datum, twice a day, high at midnight.
world::Tide twice_a_day() { return {.mean = {}, .constituents = {{metres(2), hours(12), {}}}, .by_hour = {}}; }

}  // namespace

TEST_CASE("a tide of one constituent is a cosine about its mean") {
  auto tide = twice_a_day();
  tide.mean = metres(3);
  CHECK(in_metres(height(tide, at_hours(0))) == Approx(5));
  CHECK(in_metres(height(tide, at_hours(3))) == Approx(3));
  CHECK(in_metres(height(tide, at_hours(6))) == Approx(1));
  CHECK(in_metres(height(tide, at_hours(2 + 240))) == Approx(4));  // 2 cos 60 degrees
}

TEST_CASE("constituents add up, and a table by hour has straight lines and repeats") {
  world::Tide both = twice_a_day();
  both.constituents.push_back({metres(1), hours(24), hours(12)});
  CHECK(in_metres(height(both, at_hours(0))) == Approx(2 - 1));
  CHECK(in_metres(height(both, at_hours(12))) == Approx(2 + 1));
  world::Tide const table{
      .mean = metres(1), .constituents = {}, .by_hour = {metres(0), metres(2), metres(4), metres(2)}};
  CHECK(in_metres(height(table, at_hours(0.5))) == Approx(1 + 1));
  CHECK(in_metres(height(table, at_hours(3.5))) == Approx(1 + 1));
  CHECK(in_metres(height(table, at_hours(4 * 7 + 1.25))) == Approx(1 + 2.5));
}

TEST_CASE("the water stands a metre over datum from two hours before high water to two hours after") {
  // 2 cos(2 pi t / 12 h) = 1 where t is two hours.
  auto const tide = twice_a_day();
  auto const next = [&](double from) {
    return in_hours(first_so_high(tide, metres(1), at_hours(from), at_hours(240)));
  };
  CHECK(next(1) == 1);
  CHECK(next(3) == Approx(10).margin(1e-3));
  CHECK(next(9.99) == Approx(10).margin(1e-3));
  CHECK(first_so_high(tide, metres(2.5), at_hours(1), at_hours(240)) == at_hours(240));
}

TEST_CASE("who comes at any time waits uniformly up to the length of the closed part, or not at all") {
  // Closed 8 of 12 hours: a third need not wait, a quarter of those who wait do so for less than two hours, and the
  // mean is 8 h x 8 h / (2 x 12 h).
  auto const tide = twice_a_day();
  double sum = 0;
  int at_once = 0, within_two_hours = 0;
  constexpr int ships = 2400;
  for (int ship = 0; ship < ships; ++ship) {
    Time const comes = at_hours(12.0 * (ship + 0.5) / ships);
    double const wait = in_hours(first_so_high(tide, metres(1), comes, at_hours(48)) - comes);
    sum += wait;
    at_once += wait <= 0 ? 1 : 0;
    within_two_hours += wait > 0 && wait < 2 ? 1 : 0;
  }
  CHECK(sum / ships == Approx(64.0 / 24).epsilon(1e-3));
  CHECK(at_once == Approx(ships / 3.0).margin(2));
  CHECK(within_two_hours == Approx(ships * 2 / 3.0 / 4).margin(2));
}

TEST_CASE("what the water reaches every day is what the high water of neap tides holds for half an hour") {
  // 2 m and 1 m beat over 12.5 days: together at springs, against each other at neaps, when the day that straddles the
  // slack has a high water of at most sqrt(2^2 + 1^2 - 2 x 2 x 1 x cos 29 degrees) = 1.22 m.
  world::Tide const tide{
      .mean = {}, .constituents = {{metres(2), hours(12), {}}, {metres(1), hours(12.5), {}}}, .by_hour = {}};
  CHECK(in_metres(reached_daily(tide, days(60))) > 0.9);
  CHECK(in_metres(reached_daily(tide, days(60))) < 1.23);
  CHECK(in_metres(reached_daily(twice_a_day(), days(60))) == Approx(1.983).epsilon(1e-3));  // 2 cos 7.5 degrees
  CHECK(reached_daily({}, days(60)) == Length{});
}

TEST_CASE("what the water reaches every day is what it reaches on the lowest day of the run, and of two lunar months") {
  // High water of 0.991 m for half an hour, a metre higher in winter than on the mean and a metre lower in summer;
  // after 60 days 0.52 m higher.
  world::Tide const yearly{
      .mean = {}, .constituents = {{metres(1), hours(12), {}}, {metres(1), days(366), {}}}, .by_hour = {}};
  CHECK(in_metres(reached_daily(yearly, days(366))) == Approx(-0.009).margin(1e-3));
  CHECK(in_metres(reached_daily(yearly, days(10))) == Approx(0.991 + 0.52).margin(0.01));
  world::Tide table{.mean = {}, .constituents = {}, .by_hour = std::vector<Length>(90 * 24, metres(2))};
  std::fill(table.by_hour.begin() + 62 * 24, table.by_hour.end(), metres(1));
  CHECK(reached_daily(table, days(62)) == metres(2));
  CHECK(reached_daily(table, days(90)) == metres(1));
}
