#include "network/routing/betweenness.hpp"

#include <catch2/catch.hpp>
#include <functional>
#include <vector>

#include "tests/units/network_routing/random_network.hpp"

using namespace tongzhou;
using namespace tongzhou::routing;

namespace {

using graph::EdgeId;
using graph::Network;
using graph::NodeId;

/// By walking every simple path of each pair and keeping the shortest.
std::vector<double> by_enumeration(Network const& network, std::vector<double> const& weights) {
  std::vector<double> result(network.edge_count(), 0.0);
  for (std::size_t from = 0; from < network.node_count(); ++from)
    for (std::size_t to = 0; to < network.node_count(); ++to) {
      if (from == to) continue;
      auto best = infinity;
      std::vector<std::vector<EdgeId>> shortest;
      std::vector<EdgeId> way;
      std::vector<bool> used(network.node_count(), false);
      std::function<void(NodeId, double)> walk = [&](NodeId node, double weight) {
        if (weight > best) return;
        if (node == NodeId{to}) {
          if (weight < best) shortest.clear();
          best = weight;
          shortest.push_back(way);
          return;
        }
        used[node.value()] = true;
        for (auto const next : network.out(node)) {
          if (used[network.to(next).value()] || weights[next.value()] == infinity) continue;
          way.push_back(next);
          walk(network.to(next), weight + weights[next.value()]);
          way.pop_back();
        }
        used[node.value()] = false;
      };
      walk(NodeId{from}, 0);
      for (auto const& path : shortest)
        for (auto const e : path) result[e.value()] += 1.0 / static_cast<double>(shortest.size());
    }
  return result;
}

void check_against_enumeration(Network const& network, std::vector<double> const& weights) {
  auto const found = betweenness(network, weights);
  auto const expected = by_enumeration(network, weights);
  REQUIRE(found.size() == expected.size());
  for (std::size_t e = 0; e < found.size(); ++e) REQUIRE(found[e] == Approx(expected[e]).margin(1e-12));
}

TEST_CASE("the middle of a line carries most pairs, and parallel edges share them") {
  // 0 -> 1 => 2 -> 3, two equal edges in the middle, and a longer third that nobody uses.
  std::vector const edges{edge(0, 1), edge(1, 2), edge(1, 2), edge(2, 3), edge(1, 2)};
  Network const network{4, edges};
  // Pairs over 0->1: to 1, 2, 3. Over the middle: 0-2, 0-3, 1-2, 1-3, half each.
  CHECK(betweenness(network, std::vector{1.0, 1.0, 1.0, 1.0, 2.0}) == std::vector{3.0, 2.0, 2.0, 3.0, 0.0});
  CHECK(betweenness(network, std::vector{1.0, infinity, 1.0, 1.0, infinity}) == std::vector{3.0, 0.0, 4.0, 3.0, 0.0});
}

TEST_CASE("an edge that costs nothing has no place in betweenness") {
  std::vector const edges{edge(0, 1)};
  CHECK_THROWS_WITH(betweenness(Network{2, edges}, std::vector{0.0}), "weight of edge 0 is 0: expected more than zero");
}

TEST_CASE("betweenness is what counting all shortest paths gives, in 200 networks without equal paths") {
  Chance chance{4};
  for (int trial = 0; trial < 200; ++trial) {
    auto const network = random_network(chance, 2 + chance.below(6), chance.below(18));
    std::vector<double> weights;
    for (std::size_t e = 0; e < network.edge_count(); ++e)
      weights.push_back(static_cast<double>(1 + chance.below(1'000'000)) / 1024);
    check_against_enumeration(network, weights);
  }
}

TEST_CASE("betweenness is what counting all shortest paths gives, in 200 networks with many equal paths") {
  Chance chance{5};
  for (int trial = 0; trial < 200; ++trial) {
    auto const network = random_network(chance, 2 + chance.below(6), chance.below(18));
    std::vector<double> weights;
    for (std::size_t e = 0; e < network.edge_count(); ++e)
      weights.push_back(chance.below(8) == 0 ? infinity : static_cast<double>(1 + chance.below(3)));
    check_against_enumeration(network, weights);
  }
}

}  // namespace
