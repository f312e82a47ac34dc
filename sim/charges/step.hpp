#pragma once

#include <cstdint>
#include <variant>
#include <vector>

#include "network/base/quantity.hpp"
#include "sim/world/ids.hpp"

// The steps of which a box's way consists: what is planned, charged and carried out.
namespace tongzhou::charges {

/// By road, from a place or a terminal's gate to a place or a terminal's gate.
struct Truck {
  world::PlaceId from_place;
  world::PlaceId to_place;
  world::TerminalId out_of;          // the terminal left through its gate; none: the cargo starts at the place itself
  world::TerminalId into;            // the terminal entered through its gate; none: the cargo is delivered at the place
  std::vector<world::LinkId> links;  // none: within one place
  Length distance;
  Duration time;     // on the road; gates are extra
  Duration rests{};  // of the driver, in that time
  double toll = 0;
  double barriers = 0;  // money: what local rules ask of the box on its way
  bool onward = false;  // from where customs had stopped it: hired already
  bool empty = false;   // with a box that is fetched from a depot or brought back to one
  friend bool operator==(Truck const&, Truck const&) = default;
};

/// On a service from one of its stops to a later one (round the rotation when discharge <= load).
struct Ride {
  world::ServiceId service;
  std::uint16_t load = 0;
  std::uint16_t discharge = 0;
  bool transshipped = false;  // from the terminal at which another one has brought the box, which has a tariff for that
  friend bool operator==(Ride const&, Ride const&) = default;
};

/// From one terminal to another of the same place.
struct InterTerminalTransfer {
  world::TransferId transfer;
  bool lifted = false;  // straight from one vehicle to the other: one lift in place of the moves at both terminals
  friend bool operator==(InterTerminalTransfer const&, InterTerminalTransfer const&) = default;
};

/// Between two carriers, or at the border: what documents, another box and customs ask for at one place.
struct Formalities {
  world::PlaceId place;
  world::TerminalId at;     // where it stands meanwhile; none: on its truck, or where it sets out or is delivered
  bool documents = false;   // of the change of carrier
  bool restuffing = false;  // into a box that the next carrier takes
  bool transit = false;     // papers of a bonded box that changes vehicles inland of the border
  bool clearance = false;   // declared, and perhaps inspected
  bool import = false;
  Duration under_way{};  // clearance: planned, on the vehicle that brings it, for a declaration in advance
  friend bool operator==(Formalities const&, Formalities const&) = default;
};

using Step = std::variant<Truck, Ride, InterTerminalTransfer, Formalities>;

}  // namespace tongzhou::charges
