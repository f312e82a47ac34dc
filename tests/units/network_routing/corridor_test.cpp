#include "network/routing/corridor.hpp"

#include <catch2/catch.hpp>
#include <set>
#include <vector>

using namespace tongzhou;
using graph::EdgeId;
using graph::Network;
using graph::NodeId;
using routing::Corridor;
using routing::CorridorNotes;
using routing::Ticks;

namespace {

/// Numbers that look random and are the same everywhere.
class Dice {
 public:
  explicit Dice(unsigned seed) : state_(seed) {}
  std::size_t below(std::size_t n) {
    state_ = state_ * 1664525u + 1013904223u;
    return (state_ >> 8) % n;
  }

 private:
  unsigned state_;
};

/// From every node to a goal, by Bellman and Ford.
std::vector<std::int64_t> all_to_go(Network const& network, std::vector<std::int64_t> const& weights, NodeId goal) {
  std::vector<std::int64_t> to_go(network.node_count(), Ticks::infinite);
  to_go[goal.value()] = 0;
  for (std::size_t round = 0; round < network.node_count(); ++round)
    for (std::size_t e = 0; e < network.edge_count(); ++e) {
      auto const behind = to_go[network.to(EdgeId{e}).value()];
      if (behind == Ticks::infinite || weights[e] == Ticks::infinite) continue;
      auto& here = to_go[network.from(EdgeId{e}).value()];
      here = std::min(here, behind + weights[e]);
    }
  return to_go;
}

}  // namespace

TEST_CASE("what is farther from both ends than a path is long is not looked at") {
  // A line 0-1-2, and a long tail at either end.
  std::vector<graph::Edge> edges{{NodeId{0}, NodeId{1}}, {NodeId{1}, NodeId{2}}};
  for (std::size_t n = 3; n < 100; ++n) {
    edges.push_back({NodeId{n == 3 ? 0 : n - 1}, NodeId{n}});
    edges.push_back({NodeId{n + 97}, NodeId{n == 3 ? 2 : n + 96}});
  }
  Network const network{200, edges};
  std::set<EdgeId> asked;
  auto const weight = [&](EdgeId edge) -> std::int64_t {
    asked.insert(edge);
    return 10;
  };
  CorridorNotes notes;
  Corridor corridor{network, NodeId{0}, NodeId{2}, weight, notes};
  REQUIRE(corridor.widen());
  CHECK(corridor.limit() >= 20);
  CHECK(corridor.to_go(NodeId{0}) == 20);
  CHECK(corridor.to_go(NodeId{1}) == 10);
  CHECK(asked.size() < 40);
}

TEST_CASE("in a corridor the way to the goal is exact wherever a path within its limit leads, in 200 networks") {
  CorridorNotes notes;
  for (unsigned seed = 1; seed <= 200; ++seed) {
    Dice dice{seed};
    auto const nodes = 2 + dice.below(40);
    std::vector<graph::Edge> edges;
    std::vector<std::int64_t> weights;
    for (auto e = dice.below(4 * nodes); e > 0; --e) {
      edges.push_back({NodeId{dice.below(nodes)}, NodeId{dice.below(nodes)}});
      weights.push_back(dice.below(10) == 0 ? Ticks::infinite : static_cast<std::int64_t>(dice.below(20)));
    }
    Network const network{nodes, edges};
    std::vector<graph::Edge> backwards;
    for (auto const& edge : edges) backwards.push_back({edge.to, edge.from});
    NodeId const start{dice.below(nodes)}, goal{dice.below(nodes)};
    auto const to_go = all_to_go(network, weights, goal);
    auto const from_start = all_to_go(Network{nodes, backwards}, weights, start);
    Corridor corridor{network, start, goal, [&](EdgeId edge) { return weights[edge.value()]; }, notes};
    INFO("seed " << seed);
    while (corridor.widen()) {
      for (std::size_t n = 0; n < nodes; ++n) {
        if (from_start[n] == Ticks::infinite || to_go[n] == Ticks::infinite) continue;
        if (from_start[n] + to_go[n] <= corridor.limit()) CHECK(corridor.to_go(NodeId{n}) == to_go[n]);
      }
    }
    CHECK(corridor.limit() == Ticks::infinite);
  }
}
