#include "sim/itineraries/path_sizes.hpp"

#include <catch2/catch.hpp>

#include "sim/itineraries/planner.hpp"
#include "tests/units/sim_itineraries/sketch.hpp"

using namespace tongzhou;
using namespace tongzhou::itineraries;

namespace {

/// From A to C by three routes of equal cost: two over B, by the same ship to B (90 h) and then by a train each to a
/// yard of its own (10 h), and one by another ship all the way (100 h). All leave at once: nobody waits.
struct Fork : Sketch {
  Fork() {
    a = place("A"), c = place("C");
    auto const b = place("B");
    auto const quay_a = terminal(a), quay_b = terminal(b), quay_c = terminal(c);
    auto const first = terminal(c, world::TerminalKind::rail), second = terminal(c, world::TerminalKind::rail);
    service("trunk", ship, 1e-9, 1, {quay_a, quay_b}, {river(a, b, 1800)});
    service("one", train, 1e-9, 1, {quay_b, first}, {rails(b, c, 500)});
    service("two", train, 1e-9, 1, {quay_b, second}, {rails(b, c, 500)});
    service("direct", ship, 1e-9, 1, {quay_a, quay_c}, {river(a, c, 2000)});
    world.services[world::ServiceId{3}].freight = {1.15, 1.15, 0, 0};  // 2,300 as 1,800 + 500
    world.policy.choice_spread = 100;
  }
  world::PlaceId a, c;
};

}  // namespace

TEST_CASE("of routes that share nine tenths of their hours each is little more than half an alternative") {
  // 0.9 / 2 + 0.1 = 0.55; the third shares nothing.
  Fork fork;
  auto const flow = fork.flow(fork.a, fork.c);
  auto const routes = Planner{fork.world}.from_origin(flow);
  REQUIRE(routes.size() == 3);
  auto const sizes = path_sizes(fork.world, routes);
  for (std::size_t i = 0; i < routes.size(); ++i) CHECK(sizes[i] == Approx(routes[i].lines.size() == 2 ? 0.55 : 1));
}
