#pragma once

#include <optional>
#include <span>

#include "network/base/quantity.hpp"

namespace tongzhou::rules {

/// A ship along a quay: from here to there, measured from the quay's first end.
struct Lying {
  Length from, to;
  bool operator==(Lying const&) const = default;
};

/// Where along a quay of a length a ship finds room, with a gap to its neighbours (none is kept at the quay's ends):
/// nearest to the first end; nothing when there is no room. `lying`: who lies there, by place.
std::optional<Length> first_room(std::span<Lying const> lying, Length quay, Length ship, Length gap);

/// Who waits for a berth.
struct BerthClaim {
  bool holds_window = false;  // of its service, and is not too late for it
  int priority = 0;           // of its service
};
/// Does the first go to a berth before the second, which came earlier? Holders of windows go before all others, then
/// those of more priority; among equals who came first.
bool goes_before(BerthClaim const& later, BerthClaim const& earlier);

}  // namespace tongzhou::rules
