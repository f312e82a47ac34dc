#pragma once

#include <vector>

#include "sim/itineraries/itinerary.hpp"

namespace tongzhou::itineraries {

/// What a leg comes to on the mean for a box that takes the first of the attractive lines.
struct LegCost {
  double cost = 0;  // generalised, the value of the hours of the wait included
  double money = 0;
  double hours = 0;  // wait, cut-off and ride
  double wait_hours = 0;
  double cut_off_hours = 0;
  double loads_hours = 0;
  double kg_co2e = 0;
};

/// Common lines (Chriqui and Robillard 1975). Sorts the lines of a leg by cost (tie: as given) and gives a share to
/// those for which it pays to look out: one joins the cheaper ones when it costs less than waiting for these. Lines
/// come independently of each other at the rate 1 / wait, so that the first of several is waited for
/// 1 / (1/w1 + 1/w2 + ...), and each is the first in proportion to its rate. At least one line.
LegCost share_among_lines(std::vector<Line>& lines, double hour_costs);

}  // namespace tongzhou::itineraries
