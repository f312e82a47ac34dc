#pragma once

#include "network/base/quantity.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::charges {

/// How long a vehicle takes over a link, through a lock or over a change of gauge when nothing queues: the one answer
/// for timetables, sizes of fleets, ships that catch up, and the choice of a way. A link: at design speed, over ground.
/// A lock: the mean lockage and passage of the fastest chamber that the ship fits when it is empty and that serves the
/// direction; unlimited where there is none. A change of gauge: the mean for a train that is full, because a timetable
/// must hold then, with formalities, and the mean wait for its offices to open. Where times vary, a link takes its mean
/// factor, and so does a road by its traffic; a waterway takes the mean wait for its convoys, too, and a railway the
/// means of its technical stop, of the wait for an hour that has paths, and of that for passenger trains in front of
/// each of its parts. Its maintenance is left out: see `mean_held_up`.
Duration mean_time(world::World const&, world::VehicleClass const&, world::Passage const&);
/// The same at another speed.
Duration mean_time(world::World const&, world::VehicleClass const&, world::Passage const&, Speed);

/// At which the vehicles of a service travel when they are not late: its own, or that of their class.
Speed usual_speed(world::World const&, world::Service const&);
/// The same at the usual speed of a service.
Duration mean_time(world::World const&, world::Service const&, world::Passage const&);

/// Of that, what it stands on a link: barriers, technical stops, waits for an hour with paths, for a convoy and for
/// passenger trains.
Duration mean_standing(world::Link const&, world::VehicleClass const&, world::Direction, Speed);
/// By how much longer a passage takes for the maintenance of its line, on the mean over all times of the week: for
/// timetables. Whoever knows the date counts the very closures.
Duration mean_held_up(world::World const&, world::Service const&, world::Passage const&);

/// For changes of the crew of a train that is so long between two stops, on the mean.
Duration mean_crew_changes(world::VehicleClass const&, Duration way);

/// How much longer than it should a passage of a link takes, on the mean of its distribution and of the months; of a
/// road with a capacity, on the mean of the hours of a day, by its other traffic.
double mean_factor(world::Link const&);

/// The channel by which a vehicle comes to a terminal; none for trains, for ships too short for it and where there is
/// none.
world::ApproachId approach_of(world::World const&, world::VehicleClass const&, world::TerminalId);

/// How long a vehicle is between the anchorage of a terminal's port and its quay, either way, when nothing is waited
/// for: the mean passage of the approach; nothing for trains and where there is none.
Duration approach_time(world::World const&, world::VehicleClass const&, world::TerminalId);

/// How long before its first departure a vehicle of a service comes to the anchorage of its first stop.
Duration time_before_departure(world::World const&, world::Service const&);

/// From a stop's quay, track or stand to the next stop, when nothing queues: out of the port, then all passages, with
/// the mean of their maintenance, and changes of crew.
Duration mean_time(world::World const&, world::Service const&, world::Stop const&);

/// Of the vehicles of a service, on the mean.
double mean_teu(world::World const&, world::Service const&);

/// How many boxes fill a vehicle: half 20ft, half 40ft, so 1.5 TEU each (assumption).
double boxes_when_full(world::VehicleClass const&);

}  // namespace tongzhou::charges
