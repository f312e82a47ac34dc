#include "network/base/id.hpp"

#include <catch2/catch.hpp>
#include <type_traits>

using namespace tongzhou;

using BerthId = Id<struct BerthTag>;
using VesselId = Id<struct VesselTag>;

TEST_CASE("an id made of nothing names nothing") {
  CHECK_FALSE(BerthId{});
  CHECK(BerthId{0});
  CHECK(BerthId::none() == BerthId{});
}

TEST_CASE("a vessel's id does not open the table of berths") {
  using Berths = Table<BerthId, int>;
  STATIC_REQUIRE(std::is_invocable_v<decltype([](auto id) -> decltype(Berths{}[id]) { return Berths{}[id]; }), BerthId>);
  STATIC_REQUIRE_FALSE(std::is_convertible_v<VesselId, BerthId>);
}

TEST_CASE("a table gives rows ids in the order in which they came") {
  Table<BerthId, int> berths;
  auto const first = berths.add(10);
  auto const second = berths.add(20);
  CHECK(first < second);
  CHECK(berths[second] == 20);
  int sum = 0;
  for (auto id : berths.ids()) sum += berths[id];
  CHECK(sum == 30);
}
