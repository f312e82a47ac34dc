#include "network/routing/corridor.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>
#include <utility>
#include <vector>

using namespace tongzhou;
using graph::EdgeId;
using graph::Network;
using graph::NodeId;
using routing::Arc;
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

/// A network with a weight for each edge, of which it notes who was asked for.
class WeightedRows {
 public:
  WeightedRows(Network const& network, std::vector<std::int64_t> const& weights)
      : out_(network.node_count()), in_(network.node_count()) {
    for (std::size_t e = 0; e < network.edge_count(); ++e) {
      if (weights[e] == Ticks::infinite) continue;
      auto const from = network.from(EdgeId{e}), to = network.to(EdgeId{e});
      out_[from.value()].push_back({weights[e], to});
      in_[to.value()].push_back({weights[e], from});
    }
    for (auto* rows : {&out_, &in_})
      for (auto& row : *rows) std::ranges::sort(row, {}, &Arc::ticks);
  }

  std::vector<Arc> const& out(NodeId node) const { return asked_for(node, out_); }
  std::vector<Arc> const& in(NodeId node) const { return asked_for(node, in_); }
  bool is_open(NodeId from, NodeId to) const { return std::pair{from, to} != closed; }

  std::pair<NodeId, NodeId> closed;
  std::set<NodeId> mutable asked;

 private:
  std::vector<Arc> const& asked_for(NodeId node, std::vector<std::vector<Arc>> const& rows) const {
    asked.insert(node);
    return rows[node.value()];
  }
  std::vector<std::vector<Arc>> out_, in_;
};

}  // namespace

TEST_CASE("what is farther from both ends than a path is long is not looked at") {
  // A line 0-1-2, and a long tail at either end.
  std::vector<graph::Edge> edges{{NodeId{0}, NodeId{1}}, {NodeId{1}, NodeId{2}}};
  for (std::size_t n = 3; n < 100; ++n) {
    edges.push_back({NodeId{n == 3 ? 0 : n - 1}, NodeId{n}});
    edges.push_back({NodeId{n + 97}, NodeId{n == 3 ? 2 : n + 96}});
  }
  WeightedRows const rows{Network{200, edges}, std::vector<std::int64_t>(edges.size(), 10)};
  CorridorNotes notes;
  Corridor corridor{200, NodeId{0}, NodeId{2}, rows, notes};
  REQUIRE(corridor.widen());
  CHECK(corridor.limit() >= 20);
  CHECK(corridor.to_go(NodeId{0}) == 20);
  CHECK(corridor.to_go(NodeId{1}) == 10);
  CHECK(rows.asked.size() < 80);
}

TEST_CASE("where rows are closed no way of the corridor leads") {
  // 0-1-3 is 20 long, 0-2-3 30.
  std::vector<graph::Edge> const edges{
      {NodeId{0}, NodeId{1}}, {NodeId{1}, NodeId{3}}, {NodeId{0}, NodeId{2}}, {NodeId{2}, NodeId{3}}};
  WeightedRows rows{Network{4, edges}, {10, 10, 15, 15}};
  CorridorNotes notes;
  auto const length = [&] {
    Corridor corridor{4, NodeId{0}, NodeId{3}, rows, notes};
    while (corridor.widen()) continue;
    return corridor.to_go(NodeId{0});
  };
  CHECK(length() == 20);
  rows.closed = {NodeId{0}, NodeId{1}};
  CHECK(length() == 30);
  rows.closed = {NodeId{1}, NodeId{3}};
  CHECK(length() == 30);
}

TEST_CASE("what leads far from the start is not followed, though all of it begins there") {
  // A star of a thousand long edges around the start, and one short one to the goal.
  std::vector<graph::Edge> edges;
  std::vector<std::int64_t> weights;
  for (std::size_t n = 1; n <= 1000; ++n) {
    edges.push_back({NodeId{0}, NodeId{n}});
    weights.push_back(n == 500 ? 1 : 1000);
  }
  WeightedRows const rows{Network{1001, edges}, weights};
  CorridorNotes notes;
  Corridor corridor{1001, NodeId{0}, NodeId{500}, rows, notes};
  REQUIRE(corridor.widen());
  CHECK(corridor.to_go(NodeId{0}) == 1);
  CHECK(rows.asked.size() <= 3);
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
    WeightedRows const rows{network, weights};
    Corridor corridor{nodes, start, goal, rows, notes};
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
