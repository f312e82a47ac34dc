#include "sim/rules/lockage.hpp"

#include <catch2/catch.hpp>

using namespace tongzhou;
using namespace tongzhou::rules;

namespace {

world::Chamber chamber(double length, double width, double sill = 5) {
  world::Chamber made;
  made.length = metres(length);
  made.width = metres(width);
  made.sill_depth = metres(sill);
  return made;
}
ShipAtLock ship(double length, double beam, double draught = 3) {
  return {metres(length), metres(beam), metres(draught)};
}

}  // namespace

TEST_CASE("four ships of 130 by 16 metres fill the 280 by 34 metres of a Three Gorges chamber, the fifth waits") {
  std::vector const waiting(5, ship(130, 16.2));
  CHECK(assign_lockage(waiting, chamber(280, 34)) == std::vector<std::size_t>{0, 1, 2, 3});
}

TEST_CASE("a ship that finds no room is passed over by a smaller one behind it") {
  std::vector const waiting{ship(200, 30), ship(110, 17), ship(70, 15)};
  CHECK(assign_lockage(waiting, chamber(280, 34)) == std::vector<std::size_t>{0, 2});
}

TEST_CASE("a ship too long, too wide or too deep is never taken") {
  CHECK_FALSE(fits(ship(121, 10), chamber(120, 18)));
  CHECK_FALSE(fits(ship(100, 19), chamber(120, 18)));
  CHECK_FALSE(fits(ship(100, 15, 3.6), chamber(120, 18, 3.5)));
  CHECK(assign_lockage(std::vector{ship(130, 16), ship(100, 16)}, chamber(120, 18)) == std::vector<std::size_t>{1});
}

TEST_CASE("a chamber is one for ships that have their margin of water over its sill when empty, to the hair") {
  world::VehicleClass boat;
  boat.length = metres(100);
  boat.beam = metres(10);
  boat.draught_light = metres(3.6);
  boat.draught_full = metres(5);
  boat.under_keel = metres(0.5);
  CHECK(takes(chamber(120, 18, 4.1), boat, world::Direction::up));
  CHECK_FALSE(takes(chamber(120, 18, 4), boat, world::Direction::up));
}

TEST_CASE("the filling of most area overtakes nobody more than he may be") {
  // In 100 by 12 m lie either 40 and 50 m of ships, or one of 90 m; that overtakes the first.
  std::vector const waiting{ship(40, 10), ship(90, 12), ship(50, 10)};
  auto const filling = [&](std::vector<int> const& may_be_overtaken) {
    return fill_most_area(waiting, may_be_overtaken, chamber(100, 12));
  };
  CHECK(filling({1, 1, 1}) == std::vector<std::size_t>{1});
  CHECK(filling({0, 1, 1}) == std::vector<std::size_t>{0, 2});
  CHECK(filling({0, 0, 1}) == std::vector<std::size_t>{0});
}

TEST_CASE("the filling of most area lays the widest first, and is no less than that of who came first") {
  // One of 6 m beside nothing opens a lane in which one of 12 m finds no room; behind it both lie.
  CHECK(assign_lockage(std::vector{ship(50, 6), ship(50, 12)}, chamber(100, 12)) == std::vector<std::size_t>{0});
  CHECK(fill_most_area(std::vector{ship(50, 6), ship(50, 12)}, std::vector{9, 9}, chamber(100, 12)) ==
        std::vector<std::size_t>{0, 1});
  std::vector<ShipAtLock> waiting;
  for (int i = 0; i < 8; ++i) waiting.push_back(ship(60 + 17 * (i % 5), 9 + (i * 5) % 8));
  auto const area = [&](std::vector<std::size_t> const& filling) {
    double sum = 0;
    for (auto const at : filling) sum += in_metres(waiting[at].length) * in_metres(waiting[at].beam);
    return sum;
  };
  CHECK(area(fill_most_area(waiting, std::vector<int>(8, 99), chamber(280, 34))) >=
        area(assign_lockage(waiting, chamber(280, 34))));
}

TEST_CASE("whoever came first and fits is always in the filling") {
  std::vector<ShipAtLock> waiting;
  for (int i = 0; i < 30; ++i) waiting.push_back(ship(60 + 7 * (i % 11), 9 + (i * 5) % 8));
  auto const filling = assign_lockage(waiting, chamber(280, 34));
  REQUIRE_FALSE(filling.empty());
  CHECK(filling.front() == 0);
  double area = 0;
  for (auto const at : filling) area += in_metres(waiting[at].length) * in_metres(waiting[at].beam);
  CHECK(area <= 280 * 34);
}

TEST_CASE(
    "the chamber by which a ship is out first is chosen; of two alike in that the smaller, wherever it is listed") {
  auto large = chamber(280, 34), small = chamber(120, 18), quick = chamber(120, 18);
  large.lockage = small.lockage = demand::Distribution<Duration>::fixed(hours(1));
  quick.lockage = demand::Distribution<Duration>::fixed(minutes(30));
  auto const barge = ship(100, 16);
  auto const choice = [&](std::vector<IdleChamber> const& idle) {
    return choose_chamber(barge, world::Direction::up, idle);
  };
  CHECK(choice({{&large, Time{}}, {&small, Time{}}}) == 1u);
  CHECK(choice({{&small, Time{}}, {&large, Time{}}}) == 0u);
  CHECK(choice({{&large, Time{}}, {&quick, Time{}}}) == 1u);
  CHECK(choice({{&large, Time{}}, {&quick, at_hours(1)}}) == 0u);  // closed for an hour
  CHECK(choice({{&large, Time{}}, {&quick, Time{}, 3}}) == 0u);    // three times as slow
  quick.turn_back = hours(1);
  CHECK(choice({{&large, Time{}}, {&quick, Time{}, 1, true}}) == 0u);  // stands at the other level
  quick.turn_back = minutes(20);
  CHECK(choice({{&large, Time{}, 1.5}, {&quick, Time{}, 2, true}}) == 0u);  // comes back twice as slowly, too: 100 min
  quick.serves_up = false;
  CHECK(choice({{&quick, Time{}}}) == std::nullopt);
}
