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

/// Money, and what the shipper would pay to be spared the rest: hours, loss and damage, and carbon where the policy has
/// shippers pay for it.
double generalised(Cost const& cost, world::Flow const& flow, world::Policy const& policy);

// What is charged is `charges::charge_of`; what is added here are the planner's own expectations.

/// Of a ride, from departure to arrival. CO2e is a share of a vehicle 70 % full at design speed, by TEU (assumption: a
/// usual load), besides the energy of the moves.
Cost cost_of(world::World const& world, Timetable const& timetable, Ride const& ride, world::BoxType const& box);
/// Of a ride, in its cost: boxes that are taken off their train at a border, by the share that is inspected, with the
/// fee, the hours, the time until the office opens and the mean wait for the next train.
Cost expected_at_borders(world::World const& world, Ride const& ride);
Cost cost_of(world::World const& world, InterTerminalTransfer const& shift, world::BoxType const& box);

/// A truck's way over one road, for a box that takes so many trucks; its price per box comes with `cost_of_hire`.
Cost cost_of_road(world::World const& world, world::LinkId road, world::Direction direction, world::BoxType const& box,
                  double trucks = 1);
Cost cost_of_hire(world::World const& world, world::BoxType const& box);
Cost cost_of_gate(world::Terminal const& terminal);
/// The move from a truck into a depot that no ship or train calls at; nothing elsewhere.
Cost cost_of_setting_down(world::World const& world, world::TerminalId into, world::BoxType const& box);

/// Documents, another box, transit papers and customs, on the mean. Of a clearance: the fee and what is left of the
/// declaration; of an inspection the share of the flow's boxes that are chosen, by risk and trust, with its fee, its
/// hours and the night until the office opens. Bays are free (what queues there is learned, not planned).
/// What is left for a second stage is not in it.
Cost cost_of(world::World const& world, world::Flow const& flow, Formalities const& asked);
/// Of one at its second stage there, with the time until the office opens.
Cost inland_inspection(world::World const& world, world::PlaceId place);
/// Of a clearance on a way with this last step: what is left of inspections for the second stage of two, and those of a
/// zone that releases first. It comes before the last truck leaves its terminal, or where one out of no terminal ends;
/// at once where a box is cleared last of all.
Cost cost_of_second_stage(world::World const& world, world::Flow const& flow, Formalities const& asked,
                          Step const& last);

/// Storage to be expected of a stay: so long for certain, and a wait for the cut-off that may be anything from nothing
/// to twice its mean. The vehicle takes who is there when it `loads`, which is so long after the cut-off; where it is
/// before that, those who come later wait until it looks again then.
double expected_storage(world::Terminal const& terminal, world::BoxType const& box, Duration certain,
                        Duration mean_wait, Duration loads = {});

/// In the last yard until the consignee may fetch the box: storage beyond the free time, and the dwell, on the mean.
Cost cost_of_dwell(world::Terminal const& terminal, world::BoxType const& box);
/// Share of boxes so cleared that dwell there: all that are not fetched from the ship's side.
double dwelling_share(world::World const& world, world::Flow const& flow, Formalities const& cleared);
/// What is paid by the dwell, on the mean of those that dwell and of the others.
template <class Payment>
double mean_by_dwell(double dwelling, demand::Distribution<Duration> const& dwell, Payment payment) {
  return dwelling < 1 ? dwelling * payment(dwell) + (1 - dwelling) * payment(demand::Distribution<Duration>{})
                      : payment(dwell);
}

/// On the road at the truck's speed or the road's, whichever is lower.
Duration time_on_road(world::World const& world, world::LinkId road, world::Direction direction);

}  // namespace tongzhou::itineraries
