#pragma once

// What came of rules for goods, of markets that demand turns to, and of part loads.
namespace tongzhou::outcome {

/// Boxes of a class of goods at their clearance.
struct GoodsOutcome {
  double retested = 0;  // tested or relabelled again
  double detained = 0;  // suspected
  double seized = 0;    // of those; they are given up
};

/// Boxes of a flow whose firms turn to another market.
struct SwitchingOutcome {
  double cancelled = 0;  // orders that a shock took away; those that turned among them
  double turned = 0;
  double refitted = 0;  // of those
  double relief = 0;    // money, paid by the state
};

struct FreightStationOutcome {
  double lots = 0, boxes = 0;  // that set out
  double fill_mean = 0;        // of those boxes, share
  double wait_hours_mean = 0;  // of those lots
};

}  // namespace tongzhou::outcome
