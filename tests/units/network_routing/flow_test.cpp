#include "network/routing/flow.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <limits>
#include <utility>
#include <vector>

#include "tests/units/network_routing/random_network.hpp"

using namespace tongzhou;
using namespace tongzhou::routing;

namespace {

using graph::EdgeId;
using graph::Network;
using graph::NodeId;

std::vector<EdgeId> ids(std::vector<std::size_t> const& edges) {
  std::vector<EdgeId> result;
  for (auto const e : edges) result.emplace_back(e);
  return result;
}

TEST_CASE("the bottleneck is the narrowest cut, and of equal ones the nearest to the source") {
  // 0 =2,3=> 1 --4--> 2 --4--> 3, and a side way 1 -> 3 of 1
  std::vector const edges{edge(0, 1), edge(1, 2), edge(2, 3), edge(1, 3), edge(0, 1)};
  Network const network{4, edges};
  auto const wide = max_flow(network, std::vector{2.0, 4.0, 4.0, 1.0, 9.0}, NodeId{0}, NodeId{3});
  CHECK(wide.flow == 5);
  CHECK(wide.cut == ids({1, 3}));
  auto const narrow = max_flow(network, std::vector{2.0, 4.0, 4.0, 1.0, 3.0}, NodeId{0}, NodeId{3});
  CHECK(narrow.flow == 5);
  CHECK(narrow.cut == ids({0, 4}));
}

TEST_CASE("a way without limit leaves the bottleneck where there is one, and has none by itself") {
  std::vector const edges{edge(0, 1), edge(1, 2), edge(0, 1)};
  Network const network{3, edges};
  auto const one = max_flow(network, std::vector{infinity, 2.5, infinity}, NodeId{0}, NodeId{2});
  CHECK(one.flow == 2.5);
  CHECK(one.cut == ids({1}));
  auto const endless = max_flow(network, std::vector{infinity, infinity, 1.0}, NodeId{0}, NodeId{2});
  CHECK(endless.flow == infinity);
  CHECK(endless.cut.empty());
}

TEST_CASE("nothing flows where no edge leads, and a closed edge is the bottleneck it is") {
  std::vector const edges{edge(0, 1)};
  Network const network{3, edges};
  auto const nowhere = max_flow(network, std::vector{1.0}, NodeId{0}, NodeId{2});
  CHECK(nowhere.flow == 0);
  CHECK(nowhere.cut.empty());
  CHECK(max_flow(network, std::vector{0.0}, NodeId{0}, NodeId{1}).cut == ids({0}));
  CHECK_THROWS_WITH(max_flow(network, std::vector{1.0}, NodeId{1}, NodeId{1}), "flow from node 1 to itself");
}

TEST_CASE("the greatest flow is the least cut of all, in 200 networks") {
  Chance chance{6};
  for (int trial = 0; trial < 200; ++trial) {
    auto const nodes = 2 + chance.below(6);
    auto const network = random_network(chance, nodes, chance.below(20));
    std::vector<double> capacities;
    for (std::size_t e = 0; e < network.edge_count(); ++e)
      capacities.push_back(chance.below(8) == 0 ? infinity : static_cast<double>(chance.below(6)) / 2);
    // Each set of nodes with the source (node 0) and without the sink (the last) is a cut; fewest nodes is nearest.
    auto least = infinity;
    std::size_t nearest = 0;
    for (std::size_t set = 1; set < (std::size_t{1} << (nodes - 1)); set += 2) {
      double across = 0;
      for (std::size_t e = 0; e < network.edge_count(); ++e)
        if ((set >> network.from(EdgeId{e}).value()) % 2 == 1 && (set >> network.to(EdgeId{e}).value()) % 2 == 0)
          across += capacities[e];
      if (across < least || (across == least && __builtin_popcountll(set) < __builtin_popcountll(nearest))) {
        least = across;
        nearest = set;
      }
    }
    auto const found = max_flow(network, capacities, NodeId{0}, NodeId{nodes - 1});
    REQUIRE(found.flow == least);
    std::vector<EdgeId> cut;
    for (std::size_t e = 0; least < infinity && e < network.edge_count(); ++e)
      if ((nearest >> network.from(EdgeId{e}).value()) % 2 == 1 && (nearest >> network.to(EdgeId{e}).value()) % 2 == 0)
        cut.emplace_back(e);
    REQUIRE(found.cut == cut);
  }
}

TEST_CASE("empties go from where they are to where they lack, the cheaper way first") {
  // Supply 5 at 0, demand 3 at 2 and 4 at 3; 1 lies between.
  std::vector const edges{edge(0, 1), edge(0, 2), edge(1, 2), edge(1, 3)};
  Network const network{4, edges};
  auto constexpr no_limit = std::numeric_limits<long>::max();
  std::vector<long> const supplies{5, 0, -3, -4};
  // To 2 costs 3 over 1 and 4 directly; to 3 costs 7: all of 2's demand is met, of 3's what is left.
  CHECK(min_cost_flow(network, std::vector<long>{no_limit, no_limit, no_limit, no_limit},
                      std::vector{2.0, 4.0, 1.0, 5.0}, supplies) == std::vector<long>{5, 0, 3, 2});
  // One unit fits from 0 to 1: it saves 1 to node 2, but only so can anything reach node 3, and 4 are moved, not 3.
  CHECK(min_cost_flow(network, std::vector<long>{1, no_limit, no_limit, no_limit}, std::vector{2.0, 4.0, 1.0, 5.0},
                      supplies) == std::vector<long>{1, 3, 0, 1});
  CHECK(min_cost_flow(network, std::vector<long>{1, 1, 1, 1}, std::vector{2.0, infinity, infinity, 5.0}, supplies) ==
        std::vector<long>{1, 0, 0, 1});
}

TEST_CASE("nothing moves without supply or demand, and a capacity below zero is refused") {
  std::vector const edges{edge(0, 1)};
  Network const network{2, edges};
  CHECK(min_cost_flow(network, std::vector<long>{9}, std::vector{1.0}, std::vector<long>{3, 0}) ==
        std::vector<long>{0});
  CHECK_THROWS_WITH(min_cost_flow(network, std::vector<long>{-9}, std::vector{1.0}, std::vector<long>{3, -3}),
                    "capacity of edge 0 is -9: expected zero or more");
}

TEST_CASE("repositioning moves as much as any flow can, and no such flow is cheaper, in 200 networks") {
  Chance chance{7};
  for (int trial = 0; trial < 200; ++trial) {
    auto const nodes = 2 + chance.below(3);
    auto const network = random_network(chance, nodes, chance.below(8));
    std::vector<long> capacities, supplies;
    std::vector<double> costs;
    for (std::size_t e = 0; e < network.edge_count(); ++e) {
      capacities.push_back(static_cast<long>(chance.below(3)));
      costs.push_back(static_cast<double>(chance.below(4)) / 2);
    }
    for (std::size_t n = 0; n < nodes; ++n) supplies.push_back(static_cast<long>(chance.below(7)) - 3);

    // What a flow moves and costs; nothing if a node gives more than it has, gets more than it lacks, or keeps any.
    auto const moved_at = [&](std::vector<long> const& flow) {
      std::vector<long> given(nodes, 0);
      double cost = 0;
      for (std::size_t e = 0; e < flow.size(); ++e) {
        given[network.from(EdgeId{e}).value()] += flow[e];
        given[network.to(EdgeId{e}).value()] -= flow[e];
        cost += static_cast<double>(flow[e]) * costs[e];
      }
      long moved = 0;
      for (std::size_t n = 0; n < nodes; ++n) {
        if (given[n] < std::min(0L, supplies[n]) || given[n] > std::max(0L, supplies[n]))
          return std::pair{-1L, infinity};
        moved += std::max(0L, given[n]);
      }
      return std::pair{moved, cost};
    };
    std::pair best{0L, 0.0};
    std::vector<long> flow(network.edge_count(), 0);
    std::function<void(std::size_t)> vary = [&](std::size_t e) {
      if (e == flow.size()) {
        auto const [moved, cost] = moved_at(flow);
        if (moved > best.first || (moved == best.first && cost < best.second)) best = {moved, cost};
        return;
      }
      for (flow[e] = 0; flow[e] <= capacities[e]; ++flow[e]) vary(e + 1);
      flow[e] = 0;
    };
    vary(0);
    auto const found = min_cost_flow(network, capacities, costs, supplies);
    for (std::size_t e = 0; e < found.size(); ++e) REQUIRE((found[e] >= 0 && found[e] <= capacities[e]));
    REQUIRE(moved_at(found) == best);
  }
}

}  // namespace
