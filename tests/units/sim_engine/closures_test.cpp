#include "sim/engine/closures.hpp"

#include <catch2/catch.hpp>
#include <tuple>

using namespace tongzhou;
using engine::Closures;

namespace {

using Pieces = std::vector<std::tuple<double, double, double>>;

/// From hour to hour at a share of the speed, and the end.
std::pair<Pieces, double> passed(Closures const& closures, double from, double takes) {
  Pieces pieces;
  Time const end = closures.pass(Time{hours(from)}, hours(takes), [&](Time a, Time b, double share) {
    pieces.emplace_back(in_hours(a.since_start()), in_hours(b.since_start()), share);
  });
  return {pieces, in_hours(end.since_start())};
}

}  // namespace

TEST_CASE("what is open all the time takes the time it takes") {
  CHECK(passed({}, 3, 10) == std::pair{Pieces{{3, 13, 1}}, 13.0});
}

TEST_CASE("whoever is under way when it closes goes on when it opens") {
  Closures closures;
  closures.add({Time{hours(4)}, Time{hours(10)}, 0});
  CHECK(passed(closures, 0, 10) == std::pair{Pieces{{0, 4, 1}, {4, 10, 0}, {10, 16, 1}}, 16.0});
  CHECK(passed(closures, 0, 4) == std::pair{Pieces{{0, 4, 1}}, 4.0});
  CHECK(passed(closures, 5, 1) == std::pair{Pieces{{5, 10, 0}, {10, 11, 1}}, 11.0});
}

TEST_CASE("half the speed for six hours is three hours lost, and the worst of two spells rules") {
  Closures closures;
  closures.add({Time{hours(4)}, Time{hours(10)}, 0.5});
  CHECK(passed(closures, 0, 10) == std::pair{Pieces{{0, 4, 1}, {4, 10, 0.5}, {10, 13, 1}}, 13.0});
  closures.add({Time{hours(6)}, Time{hours(8)}, 0.25});
  CHECK(passed(closures, 0, 10).second == 13.5);
}

TEST_CASE("what is closed for good is never passed") {
  Closures closures;
  closures.add({Time{hours(4)}, Time::never(), 0});
  CHECK(closures.pass(Time{}, hours(10), [](Time, Time, double) {}) == Time::never());
}
