#pragma once

#include <cstddef>
#include <optional>

#include "network/base/calendar.hpp"
#include "network/base/quantity.hpp"
#include "sim/charges/step.hpp"
#include "sim/demand/distribution.hpp"
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

/// What a flow pays by contract in place of tariffs, index and spot; none without one.
world::Freight const* contract_of(world::Flow const& flow, world::ServiceId service);

/// Of a box loaded in a month, by its number: see `months_of`. An index moves the freight of who has no contract, and
/// so does a spot price, quoted when the departure was booked so far (none: the tariff); both count as surcharge.
/// Surcharges are shares of the freight and sums a box, and never take off more than the freight; subsidies are shares
/// of both and sums a box, up to all of it.
RidePrice price_of(world::World const& world, world::BoxType const& box, Ride const& ride, std::size_t month,
                   world::Freight const* contract = nullptr, std::optional<double> fill = std::nullopt);
/// On the mean of the months.
RidePrice mean_price_of(world::World const& world, world::BoxType const& box, Ride const& ride,
                        world::Freight const* contract = nullptr);
/// Does it hang on the month?
bool varies_by_month(world::World const& world, Ride const& ride);
/// How many months have a price of their own: those of the year, January first; where an index goes by the months of
/// the run, those from its start on.
std::size_t months_of(world::World const& world, Ride const& ride);
/// The number of the month in which a date lies; of a later one than all, the last.
std::size_t month_at(world::World const& world, Ride const& ride, Date date);

/// Does it hang on how far a departure is booked?
bool is_spot(world::World const& world, Ride const& ride, world::Freight const* contract);

/// What a box of so many TEU owes for its whole stay.
double demurrage(world::FreeTime const& asked, double teu, Duration stay);
/// The mean, where the stay is certain up to a time and goes on at random from then on.
double mean_demurrage(world::FreeTime const& asked, double teu, Duration certain,
                      demand::Distribution<Duration> const& then);
/// To be expected by who drives a box so long to its consignee: until it sets out for home empty.
double detention(world::World const& world, world::Flow const& flow, world::ServiceId brought_by, Duration on_road);

}  // namespace tongzhou::charges
