#include "scenarios/sensitivity/assumptions.hpp"

#include <catch2/catch.hpp>

using namespace tongzhou;
using namespace tongzhou::sensitivity;

TEST_CASE("what says that it is assumed is doubted, one kind of figure together; what has a source is not") {
  auto const scenario = format::parse_trusted(R"({
    "fuels": {"diesel": {"price": 7000, "source": "assumption"}, "lng": {"price": 4500, "source": "assumption, 2024"},
              "vlsfo": {"price": 4300, "source": "shipandbunker"}},
    "places": {"A": {"latitude": 30, "source": "assumption",
                     "facilities": {"quay": {"cranes": 2, "moves": {"mean": 25}, "source": "port"},
                                    "gate": {"lanes": 3, "fee": 0}}}}
  })");
  auto const found = assumptions_of(scenario);
  REQUIRE(found.size() == 2);
  CHECK(found[0].name == "fuels.*.price");
  CHECK(found[0].pointers == std::vector<std::string>{"/fuels/diesel/price", "/fuels/lng/price"});
  CHECK(found[0].from == 0.7);
  // The place is assumed, and so is its gate, which says nothing of its own; where it lies is no quantity.
  CHECK(found[1].pointers == std::vector<std::string>{"/places/A/facilities/gate/lanes"});
}
