#include "sim/itineraries/common_lines.hpp"

#include <catch2/catch.hpp>

#include "tests/units/sim_itineraries/sketch.hpp"

using namespace tongzhou;
using namespace tongzhou::itineraries;

namespace {

using Groups = std::vector<std::vector<std::size_t>>;

/// Two lines from quay to quay, one that calls at another quay of B, and one that calls at the first quay of B on its
/// way.
struct Lines : Sketch {
  Lines() {
    auto const a = place("A"), b = place("B"), c = place("C");
    auto const quay_a = terminal(a), quay_b = terminal(b), other_b = terminal(b), quay_c = terminal(c);
    auto const ab = river(a, b, 100), bc = river(b, c, 100);
    red = service("red", ship, 24, 1, {quay_a, quay_b}, {ab});
    blue = service("blue", ship, 12, 1, {quay_a, quay_b}, {ab});
    elsewhere = service("elsewhere", ship, 24, 1, {quay_a, other_b}, {ab});
    onwards = service("onwards", ship, 24, 1, {quay_a, quay_b, quay_c}, {ab, bc});
    fetched = {.from_place = b, .to_place = b, .out_of = quay_b, .into = {}, .links = {}, .distance = {}, .time = {}};
    far = fetched;
    far.links = {bc};
  }
  world::ServiceId red, blue, elsewhere, onwards;
  Truck fetched, far;
};

Itinerary by(std::vector<Step> steps) { return {std::move(steps)}; }

}  // namespace

TEST_CASE("ways are alike that ride from the same quay to the same quay, whatever else the ships do") {
  Lines const lines;
  CHECK(common_lines(lines.world, {by({Ride{lines.red, 0, 1}}), by({Ride{lines.elsewhere, 0, 1}}),
                                   by({Ride{lines.blue, 0, 1}}), by({Ride{lines.onwards, 0, 1}})}) ==
        Groups{{0, 2, 3}});
}

TEST_CASE("a way that goes further, or on by another road, is not alike") {
  Lines const lines;
  Ride const red{lines.red, 0, 1}, blue{lines.blue, 0, 1};
  CHECK(common_lines(lines.world, {by({red}), by({blue, lines.fetched})}).empty());
  CHECK(common_lines(lines.world, {by({red, lines.far}), by({blue, lines.fetched})}).empty());
  CHECK(common_lines(lines.world, {by({red}), by({red, lines.far}), by({blue}), by({blue, lines.far})}) ==
        Groups{{0, 2}, {1, 3}});
}

TEST_CASE("one way alone is like no other") {
  Lines const lines;
  CHECK(common_lines(lines.world, {by({Ride{lines.red, 0, 1}})}).empty());
  CHECK(common_lines(lines.world, {}).empty());
}
