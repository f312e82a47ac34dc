#pragma once

#include "sim/world/link.hpp"
#include "sim/world/place.hpp"
#include "sim/world/service.hpp"
#include "sim/world/vehicle.hpp"

namespace tongzhou::rules {

/// On the sea or a river, not a train, truck or aeroplane.
bool is_ship(world::VehicleClass const& vehicle);

/// Over ground on this link: through the water plus or minus the stream, never above the link's own limit.
/// Trains and trucks: the smaller of the vehicle's and the link's speed.
Speed speed_over_ground(world::VehicleClass const& vehicle, world::Link const& link, world::Direction direction,
                        Speed through_water);

/// Time on the link at that speed through the water (trains, trucks: travelled).
Duration time_on(world::VehicleClass const& vehicle, world::Link const& link, world::Direction direction,
                 Speed through_water);

/// Draught with this load: linear between light and full.
Length draught(world::VehicleClass const& vehicle, Mass load);

/// The most a ship may carry so that its draught plus margin fits the depth: 0..deadweight. A ship without draughts in
/// the file floats everywhere. Negative when even the empty ship does not fit.
Mass payload(world::VehicleClass const& vehicle, Length depth);

/// In how many parts engines push a train to a loading track, one after another: one where it is as long as the train.
int parts_on_track(Length train, world::Terminal const&);

/// What a vehicle carries.
struct Load {
  Mass mass;
  double teu = 0;
};

/// Fuel burnt on a link, in the fuel's unit.
/// Ships: the cube law per day in the speed through the water, which a limit of the link lowers (Barrass, "Ship Design
/// and Performance", 2004: power varies as the cube of speed), linear in the load between `light_fuel_share` and 1,
/// times 1 + shallow_water_share x (draught/depth)^2, an assumption of ours for the drag of shallow water. The load
/// counts by mass, or by TEU where the class has no deadweight. Trains and trucks: per km, linear in the load alike.
/// `slowed` (over 0, up to 1): of the speed over ground that it would do; a ship then makes what is left of it against
/// the stream, or with it.
double fuel_on(world::VehicleClass const& vehicle, world::Link const& link, world::Direction direction,
               Speed through_water, Load load, Length depth, double slowed = 1);

/// What a shipper pays for one box over a distance on a service.
double freight(world::Freight const& tariff, bool long_box, Length distance);

}  // namespace tongzhou::rules
