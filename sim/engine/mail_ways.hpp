#pragma once

#include <vector>

#include "network/base/id.hpp"
#include "sim/engine/posting_rate.hpp"
#include "sim/itineraries/planner.hpp"
#include "sim/world/world.hpp"

// By which of its ways a parcel goes: what it bears on each, and in which shares they are taken.
namespace tongzhou::engine {

/// What a parcel bears on a way.
struct MailWayCost {
  double money = 0;
  double hours = 0;      // until the last place
  double late_days = 0;  // at the door, beyond its promise; nothing where lateness costs nothing
};

/// Days begun, or working days, beyond the promise of what was posted then and is delivered, or not yet, by `at`.
double late_days(world::MailFlow const& flow, Time posted, Time at);

/// Of what is so long on its way to the door, as it is expected when it is posted: days are no whole ones where the
/// promise is in days of the calendar.
double expected_late_days(world::MailFlow const& flow, Time posted, Duration to_door);

/// Does the file say by which way how much of it goes?
bool states_shares(world::MailFlow const& flow);

struct MailPerDay {
  double parcels = 0, kg = 0, m3 = 0;
};
/// What each dispatch has a day, on the mean of a year, if all take it that may: those of its shares where a flow has
/// any.
Table<world::DispatchId, MailPerDay> most_mail_per_day(world::World const& world);

/// Of each way of a flow where nothing queues, in units as full as they become with so much mail a day. In working
/// days it is late by the hour and the day on which it is posted: the mean over the run, by what is posted when;
/// nothing where stated shares leave nothing to decide.
std::vector<MailWayCost> planned_costs(world::World const& world, world::MailFlow const& flow,
                                       itineraries::Plans const& plans,
                                       Table<world::DispatchId, MailPerDay> const& mail_per_day);

/// As the file says, or by what they cost: add up to 1.
std::vector<double> shares_of_ways(world::World const& world, world::MailFlow const& flow,
                                   std::vector<MailWayCost> const& costs);

}  // namespace tongzhou::engine
