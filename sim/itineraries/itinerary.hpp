#pragma once

#include <vector>

#include "sim/charges/step.hpp"

namespace tongzhou::itineraries {

using charges::Formalities;
using charges::InterTerminalTransfer;
using charges::Ride;
using charges::Step;
using charges::Truck;

/// One of the services that carry a box over a leg: from the same terminal to the same terminal by the same mode. What
/// it costs is of this leg alone, per box of the flow, when nothing queues.
struct Line {
  Ride ride;
  double cost = 0;           // generalised, the hours of the cut-off and of the ride included, not those of the wait
  double money = 0;          // freight, the moves at both ends, changes of gauge
  double wait_hours = 0;     // mean, until a departure whose cut-off has not passed comes to its cut-off
  double cut_off_hours = 0;  // from the cut-off to the departure
  double loads_hours = 0;    // from the cut-off until it takes who is in the yard; before it: less than nothing
  double ride_hours = 0;     // from the departure to the arrival
  double kg_co2e = 0;
  double share = 0;  // of the boxes that take the first of the attractive lines; 0: it is not one of them
};

/// A route: a chain of steps from origin to destination, with what a shipper expects of it when nothing queues. However
/// many lines do a leg, they are one route.
struct Itinerary {
  std::vector<Step> steps;               // each ride by the first of its lines
  std::vector<std::vector<Line>> lines;  // of each ride, in the order of `steps`: all that may carry the box, by `cost`
  double generalised_cost = 0;           // see `generalised`, per box
  double money = 0;
  double hours = 0;
  double kg_co2e = 0;
};

/// By the same roads, transfers, and lines of each leg.
bool go_alike(Itinerary const& a, Itinerary const& b);

}  // namespace tongzhou::itineraries
