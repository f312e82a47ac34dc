#include "network/graph/network.hpp"

#include <catch2/catch.hpp>
#include <stdexcept>
#include <vector>

using namespace tongzhou::graph;

namespace {

std::vector<std::size_t> numbers(std::span<EdgeId const> edges) {
  std::vector<std::size_t> result;
  for (auto const edge : edges) result.push_back(edge.value());
  return result;
}
Edge edge(std::size_t from, std::size_t to) { return {NodeId{from}, NodeId{to}}; }
using Numbers = std::vector<std::size_t>;

TEST_CASE("edges keep the numbers of the list they came in, whichever node they leave") {
  std::vector const edges{edge(2, 0), edge(0, 1), edge(2, 1), edge(0, 1), edge(1, 1)};
  Network const network{4, edges};
  REQUIRE(network.node_count() == 4);
  REQUIRE(network.edge_count() == 5);
  CHECK(network.from(EdgeId{2}) == NodeId{2});
  CHECK(network.to(EdgeId{2}) == NodeId{1});
  CHECK(numbers(network.out(NodeId{0})) == Numbers{1, 3});
  CHECK(numbers(network.out(NodeId{1})) == Numbers{4});
  CHECK(numbers(network.out(NodeId{2})) == Numbers{0, 2});
  CHECK(numbers(network.in(NodeId{0})) == Numbers{0});
  CHECK(numbers(network.in(NodeId{1})) == Numbers{1, 2, 3, 4});
  CHECK(network.out(NodeId{3}).empty());
  CHECK(network.in(NodeId{3}).empty());
}

TEST_CASE("a network may be empty") {
  Network const network{0, {}};
  CHECK(network.node_count() == 0);
  CHECK(network.edge_count() == 0);
}

TEST_CASE("an edge to a node that is not there is refused by its number") {
  std::vector const edges{edge(0, 1), edge(1, 2)};
  CHECK_THROWS_WITH((Network{2, edges}), "edge 1 names node 2 of a network of 2 nodes");
}

TEST_CASE("a copy outlives the network it was copied from") {
  std::vector const edges{edge(0, 1)};
  auto const copy = [&] { return Network{Network{2, edges}}; }();
  CHECK(copy.to(copy.out(NodeId{0})[0]) == NodeId{1});
}

}  // namespace
