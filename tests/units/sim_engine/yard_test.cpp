#include "sim/engine/yard.hpp"

#include <catch2/catch.hpp>
#include <limits>

using namespace tongzhou;
using engine::Window;
using engine::Yard;

TEST_CASE("a yard whose weeks are summed up remembers its mean and its highest stand") {
  Window const window{at_days(10), at_days(100)};
  Yard yard{window, std::numeric_limits<double>::infinity()};
  yard.enter(7, at_days(1));
  yard.leave(7, at_days(9));  // before anybody counts
  yard.enter(3, at_days(9.5));
  yard.enter(2, at_days(12));
  yard.leave(2, at_days(13));
  yard.sum_up(at_days(40));
  yard.enter(1, at_days(41));
  yard.sum_up(at_days(80));
  yard.leave(1, at_days(81));
  yard.leave(3, at_days(100));
  CHECK(yard.highest() == 5);
  CHECK(yard.mean() == Approx((3 * 90 + 2 * 1 + 1 * 40) / 90.0));
}

TEST_CASE("what stood in a yard when the count began is its highest stand if nothing comes") {
  Window const window{at_days(30), at_days(60)};
  Yard yard{window, 100};
  yard.enter(8, at_days(2));
  yard.leave(4, at_days(3));
  yard.sum_up(at_days(20));
  CHECK(yard.highest() == 4);
}

TEST_CASE("a yard has as much room after its weeks are summed up as before, whenever it was looked at last") {
  Window const window{Time{}, at_days(100)};
  Yard yard{window, 10}, never_looked_at{window, 10};
  for (auto* const one : {&yard, &never_looked_at}) {
    one->enter(6, at_days(1));
    one->leave(2, at_days(3));
  }
  CHECK(yard.room(at_days(2)) == 4);
  for (auto* const one : {&yard, &never_looked_at}) {
    one->sum_up(at_days(50));
    CHECK(one->room(at_days(50)) == 6);
    one->enter(1, at_days(49.9));  // told late
    CHECK(one->room(at_days(50)) == 5);
  }
}

TEST_CASE("a yard keeps room for what is being lifted, and its cranes work as if it were not there yet") {
  Window const window{Time{}, at_days(10)};
  Yard yard{window, 10};
  yard.enter(3, at_days(1));
  yard.keep(5);
  CHECK(yard.room(at_days(2)) == 2);
  CHECK(yard.room_but_for_lifts(at_days(2)) == 7);
  yard.give_back(5);
  CHECK(yard.room(at_days(2)) == 7);
}

TEST_CASE("a yard for which all its room is kept is not taken for an empty one") {
  Window const window{Time{}, at_days(10)};
  Yard yard{window, 2};
  CHECK(yard.room(at_days(1)) == 3);  // any one box
  yard.keep(2);
  CHECK(yard.room(at_days(1)) == 0);
}
