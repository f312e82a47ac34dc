#pragma once

#include "sim/itineraries/itinerary.hpp"
#include "sim/itineraries/timetable.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::itineraries {

/// What one box of a type meets on a part of its way when nothing queues.
struct Cost {
  double money = 0;
  double hours = 0;
  double kg_co2e = 0;
  double moves = 0;  // between vehicle and yard
  double km = 0;

  Cost& operator+=(Cost const& more) {
    money += more.money;
    hours += more.hours;
    kg_co2e += more.kg_co2e;
    moves += more.moves;
    km += more.km;
    return *this;
  }
};

/// Money, and what the shipper or society would pay to be spared the rest: hours, carbon, loss and damage.
double generalised(Cost const& cost, world::Flow const& flow, world::Policy const& policy);

/// Waiting for the vehicle, the way and the moves at both ends. CO2e is a share of a vehicle 70 % full at design speed,
/// by TEU (assumption: a usual load), plus the energy of the moves.
Cost cost_of(world::World const& world, Timetable const& timetable, Ride const& ride, world::BoxType const& box);
Cost cost_of(world::World const& world, world::Transfer const& transfer);

/// A truck's way over one road; its price per box comes with `cost_of_hire`. A truck carries one box: its fuel is that
/// of a full one.
Cost cost_of_road(world::World const& world, world::Link const& road, world::Direction direction,
                  world::BoxType const& box);
Cost cost_of_hire(world::World const& world, world::BoxType const& box);
Cost cost_of_gate(world::Terminal const& terminal);

/// From one carrier to the next: papers, and another box where rail and sea do not take each other's.
Cost cost_of_change(world::TransferRules const& rules, bool changes_mode);

/// In the last yard until the consignee may fetch the box: storage beyond the free time, both taken at the mean dwell.
Cost cost_of_dwell(world::Terminal const& terminal, world::BoxType const& box);

/// On the road at the truck's speed or the road's, whichever is lower.
Duration time_on_road(world::World const& world, world::Link const& road, world::Direction direction);

}  // namespace tongzhou::itineraries
