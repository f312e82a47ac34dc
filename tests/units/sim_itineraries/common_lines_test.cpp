#include "sim/itineraries/common_lines.hpp"

#include <catch2/catch.hpp>

#include "sim/itineraries/planner.hpp"
#include "tests/units/sim_itineraries/sketch.hpp"

using namespace tongzhou;
using namespace tongzhou::itineraries;

namespace {

Line line(double cost, double wait_hours, double ride_hours = 0) {
  Line made;
  made.cost = made.money = cost;
  made.wait_hours = wait_hours;
  made.ride_hours = ride_hours;
  return made;
}

/// From A to B: two lines from quay to quay, one that calls at another quay of B, and one that calls at the first quay
/// of B on its way to C.
struct Lines : Sketch {
  Lines() {
    a = place("A"), b = place("B");
    auto const c = place("C");
    auto const quay_a = terminal(a), quay_b = terminal(b), other_b = terminal(b), quay_c = terminal(c);
    auto const ab = river(a, b, 100), bc = river(b, c, 100);
    red = service("red", ship, 24, 1, {quay_a, quay_b}, {ab});
    blue = service("blue", ship, 12, 1, {quay_a, quay_b}, {ab});
    elsewhere = service("elsewhere", ship, 24, 1, {quay_a, other_b}, {ab});
    onwards = service("onwards", ship, 24, 1, {quay_a, quay_b, quay_c}, {ab, bc});
  }
  std::vector<std::string> lines_of(Itinerary const& way) const {
    std::vector<std::string> names;
    for (auto const& line : way.lines.front()) names.push_back(world.services[line.ride.service].name.code);
    return names;
  }
  world::PlaceId a, b;
  world::ServiceId red, blue, elsewhere, onwards;
};

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("of seven like weekly lines the next is waited for twelve hours") {
  // Each is waited for half a week, 84 h; one of seven for a seventh of that. 300 and 20 h x 2 + 12 h x 2.
  std::vector<Line> lines(7, line(300 + 20 * 2, 84, 20));
  auto const leg = share_among_lines(lines, 2);
  CHECK(leg.wait_hours == Approx(12));
  CHECK(leg.hours == Approx(32));
  CHECK(leg.cost == Approx(340 + 24));
  for (auto const& one : lines) CHECK(one.share == Approx(1.0 / 7));
}

TEST_CASE("a dearer line is taken only when it saves more than it costs") {
  // Cheap: 100, waited for 24 h at 2 an hour: 148. A line at 140, every 12 h in the mean, joins: together waited for
  // 1 / (1/24 + 1/12) = 8 h; two of three boxes meet the dear one first: 100 / 3 + 140 x 2 / 3 + 16 = 142.67. One at
  // 143 does not.
  std::vector<Line> lines{line(143, 1), line(140, 12), line(100, 24)};
  auto const leg = share_among_lines(lines, 2);
  CHECK(leg.cost == Approx(100.0 / 3 + 140 * 2.0 / 3 + 16));
  CHECK(leg.wait_hours == Approx(8));
  REQUIRE(lines.size() == 3);
  CHECK(lines[0].cost == 100);
  CHECK(lines[0].share == Approx(1.0 / 3));
  CHECK(lines[1].share == Approx(2.0 / 3));
  CHECK(lines[2].share == 0);
}

TEST_CASE("where time costs nothing the cheapest line is waited for, and of equals the next") {
  std::vector<Line> lines{line(101, 1), line(100, 24), line(100, 12)};
  auto const leg = share_among_lines(lines, 0);
  CHECK(leg.cost == Approx(100));
  CHECK(leg.wait_hours == Approx(8));
  CHECK(lines[2].share == 0);
}

TEST_CASE("a line that leaves at once is not waited for, alone or with others") {
  std::vector<Line> lines{line(100, 0), line(90, 24)};
  auto const leg = share_among_lines(lines, 2);
  CHECK(leg.wait_hours == Approx(0).margin(1e-6));
  CHECK(leg.cost == Approx(100));
  std::vector<Line> alone{line(100, 0)};
  CHECK(share_among_lines(alone, 2).cost == 100);
}

TEST_CASE("lines from the same quay to the same quay are one route, whatever else their ships do") {
  Lines lines;
  lines.world.policy.itineraries = 1;
  auto const flow = lines.flow(lines.a, lines.b, 1);
  auto const ways = Planner{lines.world}.from_origin(flow);
  REQUIRE(ways.size() == 1);
  CHECK(lines.lines_of(ways[0]) == Names{"red", "blue", "onwards"});
  // 100 km at 20 km/h; waits of 12, 6 and 12 h: 1 / (1/12 + 1/6 + 1/12) = 3 h.
  CHECK(ways[0].hours == Approx(3 + 5));
}

TEST_CASE("another quay, or another mode, is another route") {
  Lines lines;
  auto const flow = lines.flow(lines.a, lines.b, 1);
  CHECK(Planner{lines.world}.from_origin(flow).size() == 2);
  auto const sea = lines.vehicle("sea ship", world::Mode::sea, 20, 100);
  lines.world.services[lines.blue].vehicle = sea;
  auto const ways = Planner{lines.world}.from_origin(flow);
  REQUIRE(ways.size() == 3);
  CHECK(lines.lines_of(ways[0]) == Names{"blue"});
}

TEST_CASE("a line that may not carry the box is none of its lines") {
  Lines lines;
  lines.world.services[lines.red].licence = world::Licence::foreign;
  auto const flow = lines.flow(lines.a, lines.b, 1);
  lines.world.flows[flow].only = {lines.red, lines.blue};
  auto const ways = Planner{lines.world}.from_origin(flow);
  REQUIRE(ways.size() == 1);
  CHECK(lines.lines_of(ways[0]) == Names{"blue"});
}
