#include "sim/engine/closures.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <tuple>
#include <vector>

#include "sim/demand/stream.hpp"

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

TEST_CASE("of thousands of spells, long and short over one another, what is asked is what looking at each finds") {
  demand::Stream dice{1, 0, "spells"};
  Closures closures;
  std::vector<Closures::Spell> spells;
  for (int n = 0; n < 2000; ++n) {
    Time const from{hours(10'000 * dice.uniform())};
    double const lasts = n % 50 == 0 ? 500 * dice.uniform() : 5 * dice.uniform();
    spells.push_back({from, from + hours(lasts), static_cast<double>(dice.below(3)) * 0.25});
    closures.add(spells.back());
  }
  for (int n = 0; n < 500; ++n) {
    Time const t{hours(10'500 * dice.uniform())};
    double share = 1;
    Time change = Time::never(), opens = t;
    for (auto const& spell : spells) {
      if (spell.from <= t && t < spell.to) share = std::min(share, spell.share);
      if (spell.to > t) change = std::min(change, spell.from > t ? spell.from : spell.to);
    }
    auto const shut = [&](auto const& spell) { return spell.share <= 0 && spell.from <= opens && opens < spell.to; };
    for (auto at = std::ranges::find_if(spells, shut); at != spells.end(); at = std::ranges::find_if(spells, shut))
      opens = at->to;
    CHECK(closures.share(t) == share);
    CHECK(closures.next_change(t) == change);
    CHECK(closures.open_from(t) == opens);
  }
}
