#pragma once

#include <cstdint>
#include <variant>
#include <vector>

#include "network/base/quantity.hpp"
#include "sim/world/ids.hpp"

namespace tongzhou::itineraries {

/// By road, from a place or a terminal's gate to a place or a terminal's gate.
struct Truck {
  world::PlaceId from_place;
  world::PlaceId to_place;
  world::TerminalId out_of;  // the terminal left through its gate; none: the cargo starts at the place itself
  world::TerminalId into;    // the terminal entered through its gate; none: the cargo is delivered at the place
  std::vector<world::LinkId> links;  // none: within one place
  Length distance;
  Duration time;  // on the road; gates are extra
  double toll = 0;
};

/// On a service from one of its stops to a later one (round the rotation when discharge <= load).
struct Ride {
  world::ServiceId service;
  std::uint16_t load = 0;
  std::uint16_t discharge = 0;
};

/// From one terminal to another of the same place.
struct Shift {
  world::TransferId transfer;
};

using Step = std::variant<Truck, Ride, Shift>;

/// A chain of steps from origin to destination, with what a shipper expects of it when nothing queues.
struct Itinerary {
  std::vector<Step> steps;
  double generalised_cost = 0;  // money + value of the hours + carbon + risk, per box
  double money = 0;
  double hours = 0;
  double kg_co2e = 0;
};

}  // namespace tongzhou::itineraries
