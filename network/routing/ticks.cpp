#include "network/routing/ticks.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <stdexcept>
#include <string>

namespace tongzhou::routing {

Ticks::Ticks(graph::Network const& network, std::span<double const> numbers, std::size_t terms, char const* what) {
  if (numbers.size() != network.edge_count())
    throw std::invalid_argument(std::to_string(numbers.size()) + " of '" + what + "' for " +
                                std::to_string(network.edge_count()) + " edges");
  double largest = 0;
  for (std::size_t e = 0; e < numbers.size(); ++e) {
    if (!(numbers[e] >= 0))
      throw std::invalid_argument(std::string{what} + " of edge " + std::to_string(e) + " is " +
                                  std::to_string(numbers[e]) + ": expected zero or more");
    if (std::isfinite(numbers[e])) largest = std::max(largest, numbers[e]);
  }
  if (largest > 0) shift_ = 62 - (std::ilogb(largest) + 1) - static_cast<int>(std::bit_width(terms));
  // Powers of two, so that nothing is rounded; two of them, because one may be more than a double can hold.
  double const half = std::scalbn(1.0, shift_ / 2), other_half = std::scalbn(1.0, shift_ - shift_ / 2);
  ticks_.reserve(numbers.size());
  for (auto const number : numbers) {
    if (std::isinf(number)) {
      ticks_.push_back(infinite);
      continue;
    }
    double const exact = number * half * other_half;
    auto const below = static_cast<std::int64_t>(exact);
    auto const nearest = below + (exact - static_cast<double>(below) >= 0.5 ? 1 : 0);
    ticks_.push_back(std::max<std::int64_t>(nearest, number > 0 ? 1 : 0));
  }
}

double Ticks::number(std::int64_t ticks) const {
  return ticks == infinite ? std::numeric_limits<double>::infinity() : std::scalbn(static_cast<double>(ticks), -shift_);
}

}  // namespace tongzhou::routing
