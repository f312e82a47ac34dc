#include "scenarios/geography/ports.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

using namespace tongzhou::geography;

TEST_CASE("a port is found by its UN/LOCODE, in English and Chinese") {
  auto const* const shanghai = find_port("CNSHA");
  REQUIRE(shanghai != nullptr);
  CHECK(shanghai->name == "Shanghai");
  CHECK(shanghai->name_zh == "上海");
  CHECK(shanghai->position == Position{121.4971, 31.4001});
  CHECK(shanghai->doubt.empty());
  CHECK(find_port("CNXXX") == nullptr);
  CHECK(find_port("") == nullptr);
}

TEST_CASE("what is doubtful about a port is said") {
  // One public file of ports has Haikou where Wuhan is, and calls Yangshan CNYAN.
  auto const* const haikou = find_port("CNHAK");
  REQUIRE(haikou != nullptr);
  CHECK(geodesic_km(haikou->position, {110.35, 20.02}) < 20);
  CHECK(haikou->doubt.find("Wuhan") != std::string::npos);
  auto const* const yangshan = find_port("CNYSA");
  REQUIRE(yangshan != nullptr);
  CHECK(yangshan->doubt.find("CNYAN") != std::string::npos);
  CHECK(find_port("CNYAN") == nullptr);
}

TEST_CASE("every port of the table is a code of five letters at a point of the earth, each once") {
  std::set<std::string> codes;
  for (auto const& port : ports()) {
    INFO(port.unlocode);
    CHECK(port.unlocode.size() == 5);
    CHECK(codes.insert(port.unlocode).second);
    CHECK(std::abs(port.position.longitude) <= 180);
    CHECK(std::abs(port.position.latitude) <= 90);
    CHECK_FALSE(port.name.empty());
    CHECK_FALSE(port.name_zh.empty());
  }
  CHECK(codes.size() > 100);
}
