#pragma once

#include <cstddef>

#include "network/base/quantity.hpp"
#include "sim/world/link.hpp"

namespace tongzhou::rules {

/// The parts of a line between its ends and the loops in which a train may let others pass, `link.sections` alike,
/// counted in its direction of travel. Passenger trains keep their timetable: evenly spread over each hour at the end
/// at which they come, and as long under way on all parts (assumption). A train that needs so long for a part may not
/// enter it
/// - so shortly before a passenger train that this would catch it up, by the headway, before the end of the part;
/// - within the headway after one, or later where it would catch up with it;
/// - on a single track, while one that comes the other way is on the part, nor so shortly before.

/// The first date from then on at which it may; the date itself where there are no passenger trains.
Time clear_of_passengers(world::Link const&, std::size_t part, Duration takes, Time at);

/// When in a day it may not.
world::RecurringClosures kept_for_passengers(world::Link const&, std::size_t part, Duration takes);

/// What a train waits in front of all parts together, on the mean over all times of a day at which it may come to the
/// line; `takes` is for each part. Unlimited where one is kept all day.
Duration mean_wait_for_passengers(world::Link const&, Duration takes);

}  // namespace tongzhou::rules
