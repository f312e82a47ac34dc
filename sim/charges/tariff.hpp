#pragma once

#include <cstddef>

#include "network/base/quantity.hpp"
#include "sim/charges/step.hpp"
#include "sim/world/world.hpp"

// What a service asks for a ride: by origin and destination, by month, and what a public purse gives towards it.
namespace tongzhou::charges {

/// Money of one box.
struct RidePrice {
  double freight = 0;
  double surcharge = 0;  // below nothing where it is a discount
  double subsidy = 0;    // paid by a public purse, never more than the other two together
};

/// The tariff of a ride between two places: the service's own for both, else for where it begins, else for where it
/// ends, else its freight.
world::Freight const& tariff_of(world::Service const& service, world::PlaceId from, world::PlaceId to);

/// Along the stops of the service, from where it is loaded to where it is discharged.
Length distance_of(world::World const& world, Ride const& ride);

/// Of a box loaded in a month, 0 = January. Surcharges are shares of the freight and sums a box, and never take off
/// more than the freight; subsidies are shares of both and sums a box, up to all of it.
RidePrice price_of(world::World const& world, world::BoxType const& box, Ride const& ride, std::size_t month);
/// On the mean of the months.
RidePrice mean_price_of(world::World const& world, world::BoxType const& box, Ride const& ride);
/// Does it hang on the month?
bool varies_by_month(world::World const& world, Ride const& ride);

/// What a box of so many TEU owes for its whole stay.
double demurrage(world::FreeTime const& asked, double teu, Duration stay);

}  // namespace tongzhou::charges
