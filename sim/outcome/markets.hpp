#pragma once

// What came of rules for goods, of markets that demand turns to, of part loads, and of goods that lie in customs zones.
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

/// Boxes whose goods come to a stay in a customs zone, and those in which they leave it.
struct ZoneStayOutcome {
  double in = 0, out = 0;
  double days_mean = 0;      // of those that left, since their goods came
  double stayed_away = 0;    // boxes whose trade bore no way: their goods are lost
  double inside_at_end = 0;  // boxes that are still to leave when the run ends
  double interest = 0;       // money: paid for those that left, on goods and on duty that was paid before
  double duty = 0;           // money that fell due: where they came, or in bond when they left for the home market
};

}  // namespace tongzhou::outcome
