#include "sim/rules/quay_plan.hpp"

#include <algorithm>

namespace tongzhou::rules {
namespace {

// Lengths in a file are sums of decimal fractions.
constexpr auto a_hair = metres(1e-6);

}  // namespace

std::optional<Length> first_room(std::span<Lying const> lying, Length quay, Length ship, Length gap) {
  Length from{};
  for (auto const& other : lying) {
    if (from + ship + gap <= other.from + a_hair) return from;
    from = std::max(from, other.to + gap);
  }
  if (from + ship <= quay + a_hair) return from;
  return std::nullopt;
}

bool goes_before(BerthClaim const& later, BerthClaim const& earlier) {
  if (later.holds_window != earlier.holds_window) return later.holds_window;
  return later.priority > earlier.priority;
}

}  // namespace tongzhou::rules
