#include "sim/rules/quay_plan.hpp"

#include <catch2/catch.hpp>
#include <vector>

#include "sim/rules/convoy.hpp"

using namespace tongzhou;
using namespace tongzhou::rules;

TEST_CASE("a ship lies as near to the first end of a quay as its neighbours and their gaps allow") {
  // 500 m with ships from 100 to 200 and from 300 to 450; 20 m between two.
  std::vector<Lying> const lying{{metres(100), metres(200)}, {metres(300), metres(450)}};
  auto const room = [&](double ship) { return first_room(lying, metres(500), metres(ship), metres(20)); };
  CHECK(room(80) == metres(0));
  CHECK(room(60) == metres(0));
  CHECK(room(81) == std::nullopt);  // between the two there are 100 m less two gaps, behind them 30
  CHECK(first_room({}, metres(500), metres(500), metres(20)) == metres(0));
  CHECK(first_room({}, metres(500), metres(501), metres(20)) == std::nullopt);
}

TEST_CASE("a gap between two ships is enough for one that leaves a gap to both") {
  std::vector<Lying> const lying{{metres(0), metres(200)}, {metres(300), metres(450)}};
  CHECK(first_room(lying, metres(600), metres(60), metres(20)) == metres(220));
  CHECK(first_room(lying, metres(600), metres(61), metres(20)) == metres(470));
  CHECK(first_room(lying, metres(600), metres(130), metres(20)) == metres(470));
}

TEST_CASE("who holds a berth window goes before all others, then the main line before the feeder") {
  BerthClaim const feeder{false, 0}, main_line{false, 5}, feeder_with_window{true, 0}, main_line_with_window{true, 5};
  CHECK(goes_before(main_line, feeder));
  CHECK(goes_before(feeder_with_window, main_line));
  CHECK(goes_before(main_line_with_window, feeder_with_window));
  CHECK_FALSE(goes_before(feeder, feeder));
  CHECK_FALSE(goes_before(main_line, feeder_with_window));
}

TEST_CASE("a convoy sets out at its times of every day, the first of tomorrow after the last of today") {
  std::vector const times{hours(6), hours(18)};
  CHECK(next_convoy(times, at_hours(48 + 5)) == at_hours(48 + 6));
  CHECK(next_convoy(times, at_hours(48 + 6)) == at_hours(48 + 6));
  CHECK(next_convoy(times, at_hours(48 + 7)) == at_hours(48 + 18));
  CHECK(next_convoy(times, at_hours(48 + 19)) == at_hours(72 + 6));
  CHECK(next_convoy({}, at_hours(7)) == at_hours(7));
}
