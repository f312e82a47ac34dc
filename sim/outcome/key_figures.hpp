#pragma once

#include <optional>

#include "sim/outcome/outcome.hpp"

namespace tongzhou::outcome {

/// The few figures by which ways to carry the same demand are compared. Costs and CO2e are those of everything, empties
/// too, over the TEU of cargo delivered: empties move so that cargo finds its boxes. Nothing where there is nothing to
/// divide by.
struct KeyFigures {
  double laden_boxes = 0, laden_teu = 0;                     // delivered
  std::optional<double> system_cost, shipper_cost, kg_co2e;  // per laden TEU
  std::optional<double> slot_use;                            // of all legs, 0..1
  std::optional<double> slot_use_out, slot_use_back;         // of services of two legs: first and second
  std::optional<double> transit_hours;                       // mean of laden boxes
  std::optional<double> on_time;                             // share of laden boxes with a deadline
  double sailings = 0;                                       // departures over all legs
  double boxes_left_behind = 0;                              // each once where it stands
  double left_behind = 0;                                    // each time a vehicle leaves without them
  std::optional<double> lost_share;                          // of the TEU that would be sent at the costs of reference
  double empties_moved = 0;                                  // boxes delivered
};

KeyFigures key_figures(Outcome const& outcome, world::World const& world);

}  // namespace tongzhou::outcome
