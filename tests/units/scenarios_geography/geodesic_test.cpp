#include "scenarios/geography/geodesic.hpp"

#include <catch2/catch.hpp>
#include <vector>

using namespace tongzhou::geography;

TEST_CASE("a degree of longitude on the equator is 111.32 km, from equator to pole it is 10,002 km") {
  // WGS 84: 6,378.137 km times pi / 180; a quarter of a meridian 10,001.966 km.
  CHECK(geodesic_km({0, 0}, {1, 0}) == Approx(111.3195).epsilon(1e-5));
  CHECK(geodesic_km({0, 0}, {0, 90}) == Approx(10001.966).epsilon(1e-5));
  CHECK(geodesic_km({179.5, 0}, {-179.5, 0}) == Approx(111.3195).epsilon(1e-5));
  CHECK(geodesic_km({10, 50}, {10, 50}) == 0);
}

TEST_CASE("the other end of the earth is some 20,000 km away, whatever way one takes") {
  CHECK(geodesic_km({0, 0}, {180, 0}) == Approx(20004).epsilon(1e-3));
  CHECK(geodesic_km({0, 30}, {180, -30}) == Approx(20004).epsilon(2e-3));
}

TEST_CASE("a line is as long as its pieces") {
  std::vector<Position> const line{{0, 0}, {1, 0}, {2, 0}, {1, 0}};
  CHECK(length_km(line) == Approx(3 * 111.3195).epsilon(1e-5));
  CHECK(length_km({}) == 0);
}

TEST_CASE("longitudes come back from beyond 180 degrees") {
  CHECK(wrapped_longitude(190) == -170);
  CHECK(wrapped_longitude(-190) == 170);
  CHECK(wrapped_longitude(180) == 180);
  CHECK(wrapped_longitude(-180) == -180);
}
