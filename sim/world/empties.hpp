#pragma once

#include <string>
#include <vector>

#include "network/base/enums.hpp"
#include "network/base/id.hpp"
#include "sim/demand/distribution.hpp"
#include "sim/world/ids.hpp"
#include "sim/world/trade.hpp"

namespace tongzhou::world {

/// Empty boxes of one type and owner at one place; also of one regime where domestic and foreign trade do not share.
struct EmptyPool {
  PlaceId place;
  BoxTypeId type;
  std::string owner;  // empty: owners share
  Regime regime{};    // domestic where trades share
  double stock = 0;   // boxes at the start
  double target = 0;  // that repositioning keeps
};

/// Empties may be sent from pool to pool as boxes of this flow.
struct EmptyLane {
  EmptyPoolId from, to;
  FlowId flow;
};

struct Empties {
  enum class Reposition { none, targets, least_cost };
  Table<EmptyPoolId, EmptyPool> pools;  // none: boxes are always there
  std::vector<EmptyLane> lanes;         // by from, then to
  Reposition reposition{};
  Duration every = days(7);
  demand::Distribution<Duration> turn;  // until an emptied box is at hand again
  double street_turn_share = 0;         // boxes used again at once
  bool trades_share = true;
  bool owners_share = false;
};
constexpr auto words(Empties::Reposition) {
  return one_word_each<Empties::Reposition>("none", "targets", "least_cost");
}

}  // namespace tongzhou::world
