#pragma once

#include <cstddef>

#include "network/base/quantity.hpp"
#include "sim/engine/links.hpp"
#include "sim/engine/vehicle.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// The speed at which a vehicle that leaves a stop now comes to the next one when it is due there: its usual speed, or
/// more when it is late, so far as it can and as limits let it.
Speed speed_to_be_there(world::World const& world, Links const& links, Vehicle const& vehicle, std::size_t stop,
                        Time now);

}  // namespace tongzhou::engine
