#pragma once

#include <vector>

#include "sim/charges/step.hpp"

namespace tongzhou::itineraries {

using charges::Formalities;
using charges::InterTerminalTransfer;
using charges::Ride;
using charges::Step;
using charges::Truck;

/// A chain of steps from origin to destination, with what a shipper expects of it when nothing queues.
struct Itinerary {
  std::vector<Step> steps;
  double generalised_cost = 0;  // money + value of the hours + carbon + risk, per box
  double money = 0;
  double hours = 0;
  double kg_co2e = 0;
};

}  // namespace tongzhou::itineraries
