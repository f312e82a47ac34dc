#pragma once

#include <string>
#include <vector>

#include "network/base/quantity.hpp"
#include "sim/rules/wagons.hpp"
#include "sim/world/world.hpp"

// What a vehicle needs on its way, and how long it stays at its stops when nothing queues.
namespace tongzhou::format {

/// Why a vehicle cannot take this passage: one sentence for each reason, the vehicle and the thing named. A ship may be
/// stopped by low water in some weeks; it is refused where even its empty hull never floats. Its speed: the usual one.
/// And the part of a train's wagons with which it goes there.
std::vector<std::string> obstacles(world::World const&, world::VehicleClass const&, double wagon_share, Speed,
                                   world::Passage const&);

/// The same for a call at a terminal.
std::vector<std::string> obstacles(world::World const&, world::VehicleClass const&, double wagon_share,
                                   world::Terminal const&);

/// The mean passage from the anchorage and port time, and half the capacity off and half of it on, in boxes of 1.5 TEU,
/// with all cranes allowed. How full a vehicle is and what mix of boxes it carries are assumptions.
Duration stay_at(world::World const&, world::Service const&, rules::WagonShares, world::Stop const&);

}  // namespace tongzhou::format
