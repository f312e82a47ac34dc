#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "network/graph/network.hpp"

namespace tongzhou::routing {

/// Numbers of edges as whole multiples of one power of two, so that a sum does not depend on the order of its terms and
/// two equal paths are equal. The unit is the smallest with which `terms` of the largest finite number stay below
/// 2^62: whole numbers stay exact, others move by less than one part in 2^60 of `terms` times the largest.
/// What is above zero stays above zero.
class Ticks {
 public:
  static constexpr auto infinite = std::numeric_limits<std::int64_t>::max();

  /// `what` names one number in the std::invalid_argument thrown when one is below zero or not a number, or when there
  /// is not one an edge.
  Ticks(graph::Network const& network, std::span<double const> numbers, std::size_t terms, char const* what);

  std::int64_t operator[](graph::EdgeId edge) const { return ticks_[edge.value()]; }
  double number(std::int64_t ticks) const;

 private:
  int shift_ = 0;  // a tick is 2^-shift
  std::vector<std::int64_t> ticks_;
};

}  // namespace tongzhou::routing
