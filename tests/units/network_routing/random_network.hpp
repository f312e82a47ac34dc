#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "network/graph/network.hpp"

namespace tongzhou::routing {

constexpr auto infinity = std::numeric_limits<double>::infinity();

/// SplitMix64: enough chance for a test.
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : state_(seed) {}
  std::size_t below(std::size_t end) {
    auto z = state_ += 0x9e3779b97f4a7c15U;
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
    return (z ^ (z >> 31U)) % end;
  }

 private:
  std::uint64_t state_;
};

inline graph::Edge edge(std::size_t from, std::size_t to) { return {graph::NodeId{from}, graph::NodeId{to}}; }

/// Any ends: parallel edges and loops happen.
inline graph::Network random_network(Chance& chance, std::size_t nodes, std::size_t edges) {
  std::vector<graph::Edge> list;
  for (std::size_t e = 0; e < edges; ++e) list.push_back(edge(chance.below(nodes), chance.below(nodes)));
  return {nodes, list};
}

}  // namespace tongzhou::routing
