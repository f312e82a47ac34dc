#pragma once

#include "network/base/quantity.hpp"
#include "sim/world/name.hpp"

namespace tongzhou::world {

/// A class of goods: what two markets, and customs, ask of it besides papers.
struct Goods {
  Name name;
  double retest_share = 0;   // of boxes that change market, tested or relabelled again at their clearance
  double aligned_share = 0;  // of those, spared because both markets have one standard
  Duration retest{};
  double retest_cost = 0;       // of one box
  double ip_checked_share = 0;  // of boxes, inspected for intellectual property besides their risk
  double suspected_share = 0;   // of boxes that are inspected
  Duration detention{};         // of a suspected box, after its inspection
  double seized_share = 0;      // of suspected boxes; the others are released
};

}  // namespace tongzhou::world
