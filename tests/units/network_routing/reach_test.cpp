#include "network/routing/reach.hpp"

#include <catch2/catch.hpp>
#include <vector>

#include "tests/units/network_routing/random_network.hpp"

using namespace tongzhou;
using namespace tongzhou::routing;

namespace {

using graph::Network;
using graph::NodeId;

template <class T>
std::vector<T> column(Table<NodeId, T> const& table) {
  return {table.begin(), table.end()};
}

TEST_CASE("a one-way edge is followed one way; components are numbered by their lowest node") {
  // 4 -> 1 -> 3 -> 1 and 2 -> 0
  std::vector const edges{edge(4, 1), edge(1, 3), edge(3, 1), edge(2, 0)};
  Network const network{6, edges};
  CHECK(column(reachable_from(network, NodeId{1})) == std::vector{false, true, false, true, false, false});
  CHECK(column(reachable_from(network, NodeId{4})) == std::vector{false, true, false, true, true, false});
  CHECK(column(weak_components(network)) == std::vector<std::uint32_t>{0, 1, 0, 1, 1, 2});
  CHECK(column(strong_components(network)) == std::vector<std::uint32_t>{0, 1, 2, 1, 3, 4});
}

TEST_CASE("two nodes are strongly connected when each can be reached from the other, in 200 networks") {
  Chance chance{3};
  for (int trial = 0; trial < 200; ++trial) {
    auto const nodes = 1 + chance.below(8);
    auto const network = random_network(chance, nodes, chance.below(14));
    auto const strong = strong_components(network);
    auto const weak = weak_components(network);
    std::vector<Table<NodeId, bool>> reach;
    for (auto const node : strong.ids()) reach.push_back(reachable_from(network, node));
    for (auto const a : strong.ids())
      for (auto const b : strong.ids()) {
        REQUIRE((strong[a] == strong[b]) == (reach[a.value()][b] && reach[b.value()][a]));
        if (reach[a.value()][b]) REQUIRE(weak[a] == weak[b]);
      }
    // Weak components are right when, both ways being open, they are strong ones.
    std::vector<graph::Edge> both;
    for (std::size_t e = 0; e < network.edge_count(); ++e) {
      auto const from = network.from(graph::EdgeId{e}), to = network.to(graph::EdgeId{e});
      both.push_back({from, to});
      both.push_back({to, from});
    }
    REQUIRE(column(strong_components(Network{nodes, both})) == column(weak));
  }
}

}  // namespace
