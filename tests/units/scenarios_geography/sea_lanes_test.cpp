#include "scenarios/geography/sea_lanes.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <string>

#include "scenarios/geography/ports.hpp"

using namespace tongzhou::geography;

namespace {

double km_between(std::string const& from, std::string const& to) {
  auto const route = SeaLanes::world().route(find_port(from)->position, find_port(to)->position);
  return route ? route->km : -1;
}

/// Two lanes that cross at 1 degree east on the equator, and one that touches neither.
SeaLanes cross() { return SeaLanes{"# a remark\n0 0 1000 0 3000 0\n1000 -1000 1000 0\n50000 50000 51000 50000\n"}; }

}  // namespace

TEST_CASE("a ship goes along the lanes, from the nearest point of one to the nearest point of another") {
  // From 0.5 E on the first lane to 1 E 1 S at the end of the second: 0.5 + 1 degrees, 55.66 and 110.57 km.
  auto const route = cross().route({0.5, 0}, {1, -1});
  REQUIRE(route);
  CHECK(route->km == Approx(55.66 + 110.57).epsilon(1e-3));
  CHECK(route->line == std::vector<Position>{{0.5, 0}, {1, 0}, {1, -1}});
}

TEST_CASE("two ports on one stretch of a lane are as far apart as the stretch between them") {
  auto const route = cross().route({1.5, 0}, {2.5, 0});
  REQUIRE(route);
  CHECK(route->km == Approx(111.32).epsilon(1e-3));
  auto const back = cross().route({2.5, 0}, {1.5, 0});
  REQUIRE(back);
  CHECK(back->km == Approx(route->km));
}

TEST_CASE("a port off the lanes goes straight to the nearest") {
  // Half a degree north, 55.29 km, joins at 2 E, one degree from the crossing.
  auto const route = cross().route({2, 0.5}, {1, 0});
  REQUIRE(route);
  CHECK(route->km == Approx(55.29 + 111.32).epsilon(1e-3));
  CHECK(cross().km_to_lane({2, 0.5}) == Approx(55.29).epsilon(1e-3));
}

TEST_CASE("no lane leads to a port inland, or between lanes that do not meet") {
  CHECK_FALSE(cross().route({1, 0}, {1, 5}));  // 553 km from the lane
  CHECK_FALSE(cross().route({1, 0}, {50.5, 50}));
  CHECK(km_between("CNSHA", "CNWUH") == -1);  // 600 km up the Yangtze
}

TEST_CASE("what is no lane is refused") {
  CHECK_THROWS_AS(SeaLanes{"0 0 1"}, std::invalid_argument);
  CHECK_THROWS_AS(SeaLanes{"0 0 east 1"}, std::invalid_argument);
  CHECK_THROWS_AS(SeaLanes{""}, std::invalid_argument);
}

TEST_CASE("the Pacific is crossed over 180 degrees") {
  // About 5,700 nautical miles, 10,600 km, by the usual tables; 30,872 km through Suez were it not joined.
  auto const km = km_between("CNSHA", "USLAX");
  CHECK(km > 10'000);
  CHECK(km < 11'200);
}

TEST_CASE("distances at sea are those of a network of Eurostat's lanes in another edition, within 6 % and 50 km") {
  // Dijkstra on marnet_searoute.geojson of genthalili/searoute-py (Apache-2.0), commit 4446009; indicative, says its
  // author. Nansha to Qingdao and the like go round no strait; Qinzhou goes through Qiongzhou's, Rotterdam through
  // Suez.
  struct Known {
    char const *from, *to;
    double km;
  };
  constexpr Known known[]{
      {"CNSHA", "CNNGB", 216},  {"CNSHA", "CNDLC", 1001}, {"CNSHA", "CNTAO", 739},   {"CNSHA", "CNLYG", 648},
      {"CNSHA", "CNXMN", 1031}, {"CNSHA", "CNYTN", 1506}, {"CNSHA", "CNNSA", 1664},  {"CNSHA", "CNQZH", 2284},
      {"CNTAO", "CNNSA", 2222}, {"CNDLC", "CNNSA", 2484}, {"CNSHA", "KRPUS", 861},   {"CNSHA", "JPYOK", 1894},
      {"CNSHA", "SGSIN", 4037}, {"CNQZH", "SGSIN", 2503}, {"CNSHA", "NLRTM", 19518}, {"CNQZH", "MYPKG", 3019},
      {"CNQZH", "VNSGN", 1527}, {"CNQZH", "THLCH", 2504}, {"CNYTN", "SGSIN", 2713}};
  for (auto const& [from, to, km] : known) {
    INFO(from << " to " << to);
    CHECK(std::abs(km_between(from, to) - km) < std::max(50.0, 0.06 * km));
    CHECK(km_between(to, from) == Approx(km_between(from, to)));
  }
}

// The great circle between them is 108, 72, 55, 92 and 42 km; ships keep off the coast and round headlands. The network
// as it was came from the ocean to each port: Qingdao to Rizhao was 685 km, Shanghai to Nantong 1,107.
TEST_CASE("from a port of China to its neighbour the way is along the coast and not by the ocean") {
  struct Neighbours {
    char const *from, *to;
    double straight_km;
  };
  constexpr Neighbours neighbours[]{{"CNTAO", "CNRZH", 108},
                                    {"CNQZJ", "CNXMN", 72},
                                    {"CNNGB", "CNZOS", 55},
                                    {"CNSHA", "CNNTG", 92},
                                    {"CNSHK", "CNNSA", 42}};
  for (auto const& [from, to, straight_km] : neighbours) {
    INFO(from << " to " << to);
    CHECK(km_between(from, to) > 0.98 * straight_km);
    CHECK(km_between(from, to) < 2 * straight_km);
  }
}
