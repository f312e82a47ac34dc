#pragma once

#include "network/base/quantity.hpp"
#include "sim/world/gauge_change.hpp"

namespace tongzhou::rules {

/// How often jacks are used for a train: all its wagons at once, or group by group.
int lifts_of(world::BogieChange const&, int wagons);

/// Cranes that work one train at a time.
int cranes_for_a_train(world::BoxTransfer const&);

bool asks_formalities(world::BorderFormalities const&);

/// On the mean, of a train with so many wagons and boxes, once it is on a track: with no other train at the cranes.
Duration mean_time(world::GaugeChange const&, int wagons, double boxes);
/// Of formalities before, with the wait for the office to open.
Duration mean_time(world::BorderFormalities const&);

}  // namespace tongzhou::rules
