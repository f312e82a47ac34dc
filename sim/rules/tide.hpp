#pragma once

#include "network/base/id.hpp"
#include "network/base/quantity.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::rules {

/// Of the water above chart datum, at a time of the run.
Length height(world::Tide const&, Time);

/// The first time from `from` on, before `until`, at which the water stands so high; `until` when there is none. Found
/// to a second; high water that lasts less than six minutes may be missed.
Time first_so_high(world::Tide const&, Length needed, Time from, Time until);

/// What the water reaches, and holds for half an hour, on each day of a run, and of 60 days at least, which is two
/// lunar months: neap tides count. 0 without a tide.
Length reached_daily(world::Tide const&, Duration run);

/// The water that a ship finds between anchorage and berth at a terminal at some hour of every day: alongside, and on
/// the approach of its port at high water, unless it is so short that it comes beside that. By part of the year.
class WaterAtBerths {
 public:
  explicit WaterAtBerths(world::World const&);
  world::Depths const& operator()(world::VehicleClass const& ship, world::TerminalId terminal) const;

 private:
  world::World const& world_;
  Table<world::TerminalId, world::Depths> by_approach_;
};

}  // namespace tongzhou::rules
