#pragma once

#include "network/base/quantity.hpp"
#include "sim/charges/step.hpp"
#include "sim/ledger/cause.hpp"
#include "sim/world/world.hpp"

// What a step of a box's way costs by the tariffs of the world: the one place that says so, for those who choose a way
// and for the books.
namespace tongzhou::charges {

/// What one box owes for a step, and what it is moved.
struct Charge {
  ledger::Money money{};  // by expense, in the currency of the world
  ledger::Emissions
      kg_co2e{};     // of energy that a tariff states per box; a vehicle's own is shared out among its boxes later
  double moves = 0;  // between vehicle and yard
  Length distance;

  Charge& operator+=(Charge const& more);
};

/// Trucks that a box of the flow takes: one, and less where some travel two on a truck that has room for both.
double trucks_per_box(world::World const&, world::Flow const&);

/// By tariff alone, alike for all boxes of a type that pay by the same contract, or by none.
/// A ride: freight and surcharges on the mean of the months, less what a purse gives, the moves at both ends, and every
/// change of gauge on its way. A truck that leaves its place: hire and kilometres of the box, tolls and fuel of the
/// trucks that it takes. A truck with cargo burns what a full one does, and comes with the kilometres that it runs
/// empty, at its light rate; its toll is that of the way with cargo (assumptions). One that goes on from customs is
/// hired already, one that ends in a depot pays for the move there. A direct lift: its price, less the moves at both
/// terminals that the rides before and after it are charged. Formalities: documents, restuffing and a
/// declaration; an inspection is paid by the few that are chosen, when it happens.
Charge charge_of(world::World const&, world::BoxType const&, Truck const&, double trucks = 1);
Charge charge_of(world::World const&, world::BoxType const&, Ride const&, world::Freight const* contract = nullptr);
Charge charge_of(world::World const&, world::BoxType const&, InterTerminalTransfer const&);
Charge charge_of(world::World const&, world::BoxType const&, Formalities const&);

/// Of one box between vehicle and yard.
double move_of(world::Terminal const&, world::BoxType const&);
/// Does the terminal ask something else of a box that goes on by another vehicle than the two moves?
bool has_transshipment_tariff(world::Terminal const&);
/// So much more, or less.
double beyond_two_moves(world::Terminal const&, world::BoxType const&);

/// Does the truck leave its box in a depot that no ship or train calls at? Then the move there is charged to it.
bool sets_down_in_yard(world::World const&, Truck const&);

/// The parts of a truck's charge, for who builds its way road by road.
Charge charge_of_hire(world::World const&, world::BoxType const&);
Charge charge_of_setting_down(world::World const&, world::BoxType const&, world::TerminalId into);
Charge charge_of_road(world::World const&, world::BoxType const&, world::Link const& road, double trucks = 1);

/// Fuel for each kilometre with cargo, of the truck that runs it and of the kilometres it runs empty for it.
double fuel_per_laden_km(world::World const&);

/// For a box of a flow: the tariffs, what its goods lose, and its CO2e at the policy's price.
Charge charge_of(world::World const&, world::Flow const&, Step const&);

/// What a box of that size owes a terminal for its stay in the yard, beyond the free time at its beginning.
double storage(world::Terminal const&, double teu, Duration stay);
/// The mean, where the stay is certain up to a time and goes on at random from then on.
double mean_storage(world::Terminal const&, double teu, Duration certain, demand::Distribution<Duration> const& then);
/// Goods lost or damaged, of a value, by moves and distance.
double loss_and_damage(world::Policy const&, double value, double moves, Length distance);
/// Of so many kg of CO2e.
double carbon_cost(world::Policy const&, double kg_co2e);

double total(ledger::Money const&);
double total(ledger::Emissions const&);

}  // namespace tongzhou::charges
