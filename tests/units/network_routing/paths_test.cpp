#include "network/routing/paths.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <tuple>
#include <vector>

#include "tests/units/network_routing/random_network.hpp"

using namespace tongzhou;
using namespace tongzhou::routing;

std::ostream& operator<<(std::ostream& out, Path const& path) {
  out << path.weight << ':';
  for (auto const e : path.edges) out << ' ' << e.value();
  return out;
}

namespace {

using graph::EdgeId;
using graph::Network;
using graph::NodeId;

Path path(double weight, std::vector<std::size_t> const& edges) {
  Path result{weight, {}};
  for (auto const e : edges) result.edges.emplace_back(e);
  return result;
}

/// Every simple path, by walking them all, in the stated order.
std::vector<Path> all_paths(Network const& network, std::vector<double> const& weights, NodeId from, NodeId to) {
  std::vector<Path> found;
  std::vector<EdgeId> way;
  std::vector<bool> used(network.node_count(), false);
  std::function<void(NodeId, double)> walk = [&](NodeId node, double weight) {
    if (node == to) {
      found.push_back({weight, way});
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
  walk(from, 0);
  std::sort(found.begin(), found.end(),
            [](Path const& a, Path const& b) { return std::tie(a.weight, a.edges) < std::tie(b.weight, b.edges); });
  return found;
}

// 0 --1--> 1 --1--> 3    and an edge 0 -> 3 of weight 5, and 1 -> 2 of weight 0
// 0 --1--> 2 --2--> 3
struct Diamond {
  std::vector<graph::Edge> edges{edge(0, 1), edge(1, 3), edge(0, 2), edge(2, 3), edge(0, 3), edge(1, 2)};
  std::vector<double> weights{1, 1, 1, 2, 5, 0};
  Network network{4, edges};
  NodeId from{0}, to{3};
};

TEST_CASE("the best paths come in order of weight, and of equal ones the lower edge numbers first") {
  Diamond const d;
  auto const paths = k_best(d.network, d.weights, d.from, d.to, 10);
  CHECK(paths == std::vector{path(2, {0, 1}), path(3, {0, 5, 3}), path(3, {2, 3}), path(5, {4})});
  CHECK(k_best(d.network, d.weights, d.from, d.to, 2) == std::vector{path(2, {0, 1}), path(3, {0, 5, 3})});
  CHECK(k_best(d.network, d.weights, d.from, d.to, 0).empty());
}

TEST_CASE("an edge of infinite weight is closed") {
  Diamond d;
  d.weights[1] = infinity;
  d.weights[3] = infinity;
  CHECK(k_best(d.network, d.weights, d.from, d.to, 3) == std::vector{path(5, {4})});
  d.weights[4] = infinity;
  CHECK(k_best(d.network, d.weights, d.from, d.to, 3).empty());
  CHECK_FALSE(shortest(d.network, d.weights, d.from, d.to));
}

TEST_CASE("two services between the same two stops are two paths") {
  std::vector const edges{edge(0, 1), edge(0, 1), edge(0, 1)};
  Network const network{2, edges};
  CHECK(k_best(network, std::vector{7.0, 4.0, 4.0}, NodeId{0}, NodeId{1}, 3) ==
        std::vector{path(4, {1}), path(4, {2}), path(7, {0})});
}

TEST_CASE("who is there already needs no edge") {
  Diamond const d;
  CHECK(k_best(d.network, d.weights, d.to, d.to, 3) == std::vector{path(0, {})});
  CHECK(shortest(d.network, d.weights, d.from, d.from) == path(0, {}));
}

TEST_CASE("a way on which nothing costs anything does not lead round in circles") {
  // 0 -> 1 -> 2 -> 1 would follow the lowest numbers; the lowest that arrives is 0, 1, 3.
  std::vector const edges{edge(0, 1), edge(1, 2), edge(2, 1), edge(2, 3), edge(1, 3)};
  Network const network{4, edges};
  std::vector const free(5, 0.0);
  CHECK(k_best(network, free, NodeId{0}, NodeId{3}, 5) == std::vector{path(0, {0, 1, 3}), path(0, {0, 4})});
}

TEST_CASE("equal paths are equal whatever the order in which their fractions are added") {
  // As doubles (0.1 + 0.2) + 0.3 is more than 0.1 + (0.2 + 0.3).
  std::vector const edges{edge(0, 1), edge(1, 2), edge(2, 5), edge(0, 3), edge(3, 4), edge(4, 5)};
  Network const network{6, edges};
  auto const paths = k_best(network, std::vector{0.1, 0.2, 0.3, 0.3, 0.2, 0.1}, NodeId{0}, NodeId{5}, 2);
  REQUIRE(paths.size() == 2);
  CHECK(paths[0].weight == paths[1].weight);
  CHECK(paths[0].edges.front() == EdgeId{0});
}

TEST_CASE("weights may be as large or as small as numbers get") {
  Diamond const d;
  for (auto const scale : {1e300, 1e-300}) {
    std::vector<double> weights;
    for (auto const weight : d.weights) weights.push_back(weight * scale);
    auto const paths = k_best(d.network, weights, d.from, d.to, 4);
    REQUIRE(paths.size() == 4);
    CHECK(paths[0].weight / scale == Approx(2));
    CHECK(paths[3].weight / scale == Approx(5));
  }
}

TEST_CASE("a weight below zero, or missing, is refused") {
  Diamond d;
  d.weights[3] = -1;
  CHECK_THROWS_WITH(shortest(d.network, d.weights, d.from, d.to), Catch::Contains("weight of edge 3 is -1"));
  d.weights.pop_back();
  CHECK_THROWS_WITH(shortest(d.network, d.weights, d.from, d.to), "5 of 'weight' for 6 edges");
}

TEST_CASE("the best paths are those found by walking all of them, in 200 networks") {
  Chance chance{1};
  for (int trial = 0; trial < 200; ++trial) {
    auto const nodes = 2 + chance.below(6);
    auto const network = random_network(chance, nodes, chance.below(20));
    auto const range = 1 + chance.below(6);  // small ranges make many ties, and weights of zero
    std::vector<double> weights;
    for (std::size_t e = 0; e < network.edge_count(); ++e)
      weights.push_back(chance.below(10) == 0 ? infinity : static_cast<double>(chance.below(range)) / 4);
    Weights const edge_weights{network, weights};
    Destination const destination{network, edge_weights, NodeId{0}};
    for (std::size_t from = 0; from < nodes; ++from) {
      auto const expected = all_paths(network, weights, NodeId{from}, NodeId{0});
      for (int const k : {1, 3, 1000}) {
        auto const wanted = std::min(expected.size(), static_cast<std::size_t>(k));
        REQUIRE(destination.k_best(NodeId{from}, k) ==
                std::vector(expected.begin(), expected.begin() + static_cast<long>(wanted)));
      }
      REQUIRE(destination.best(NodeId{from}) == (expected.empty() ? std::nullopt : std::optional{expected.front()}));
      REQUIRE(destination.distance(NodeId{from}) == (expected.empty() ? infinity : expected.front().weight));
    }
  }
}

TEST_CASE("best paths from many origins at once are those from each alone, in 200 networks") {
  Chance chance{3};
  for (int trial = 0; trial < 200; ++trial) {
    auto const nodes = 2 + chance.below(30);
    auto const network = random_network(chance, nodes, 3 * nodes);
    std::vector<double> weights;
    for (std::size_t e = 0; e < network.edge_count(); ++e)
      weights.push_back(chance.below(10) == 0 ? infinity : static_cast<double>(chance.below(5)));
    Weights const edge_weights{network, weights};
    std::vector<NodeId> origins;
    for (auto left = chance.below(6); left > 0; --left) origins.emplace_back(chance.below(nodes));
    auto const found = shortest(network, edge_weights, origins, NodeId{0});
    REQUIRE(found.size() == origins.size());
    for (std::size_t i = 0; i < origins.size(); ++i) {
      auto const alone = Destination{network, edge_weights, NodeId{0}}.k_best(origins[i], 1);
      REQUIRE(found[i].has_value() == !alone.empty());
      if (found[i]) REQUIRE(*found[i] == alone.front());
    }
  }
}

TEST_CASE("the three best are the first three of all, also where paths are long") {
  Chance chance{2};
  for (int trial = 0; trial < 40; ++trial) {
    auto const network = random_network(chance, 11, 26);
    std::vector<double> weights;
    for (std::size_t e = 0; e < network.edge_count(); ++e) weights.push_back(static_cast<double>(chance.below(4)));
    auto const expected = all_paths(network, weights, NodeId{1}, NodeId{0});
    auto const found = k_best(network, weights, NodeId{1}, NodeId{0}, 7);
    REQUIRE(found == std::vector(expected.begin(),
                                 expected.begin() + static_cast<long>(std::min<std::size_t>(7, expected.size()))));
  }
}

}  // namespace
