#pragma once

#include <cstdint>

#include "sim/engine/clock.hpp"
#include "sim/engine/observer.hpp"
#include "sim/itineraries/planner.hpp"
#include "sim/outcome/outcome.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// Runs one replication of a world to its end and says what happened. `plans` are the ways that the planner found for
/// each flow (see itineraries::plan_all); `observer`, if any, is told what happens, and `progress` how far it is.
/// SimGrid's clock cannot be set back: call this once in a process.
outcome::Outcome simulate(world::World const& world, itineraries::Planner const& planner,
                          itineraries::Plans const& plans, std::uint32_t replication = 0, Observer* observer = nullptr,
                          RunProgress* progress = nullptr);

}  // namespace tongzhou::engine
