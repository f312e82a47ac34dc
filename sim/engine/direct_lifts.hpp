#pragma once

#include <algorithm>
#include <vector>

#include "network/base/id.hpp"
#include "network/base/quantity.hpp"
#include "sim/engine/call.hpp"
#include "sim/engine/vehicle.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// A ship or train that takes boxes straight from others.
struct Taker {
  Vehicle* vehicle;
  Call* call;
  Time until;
};

/// Who stands where boxes may be lifted straight from ship to train, or back, and how many are lifted in what time.
class DirectLifts {
 public:
  explicit DirectLifts(world::World const& world);

  /// Vehicles that are discharged there look for one that takes their boxes.
  bool begin_at(world::TerminalId terminal) const { return begin_at_[terminal]; }
  /// Vehicles that are loaded there take boxes of others.
  bool end_at(world::TerminalId terminal) const { return end_at_[terminal]; }
  /// Which boxes go so is settled for so long at a time.
  static Duration at_a_time() { return hours(1); }

  /// A vehicle takes boxes while this lives.
  class Stand {
   public:
    Stand(DirectLifts& lifts, Vehicle const& vehicle) : lifts_(lifts), vehicle_(vehicle) {}
    Stand(Stand const&) = delete;
    ~Stand() {
      std::erase_if(lifts_.takers_, [this](Taker const& taker) { return taker.vehicle == &vehicle_; });
    }

   private:
    DirectLifts& lifts_;
    Vehicle const& vehicle_;
  };
  /// Up to a date; nothing where no such lift ends, or where it loads no more.
  [[nodiscard]] Stand stand(Vehicle& vehicle, Call& call, Time until);

  /// The first to come of those that `takes(taker)`; none: nobody does.
  template <class Takes>
  Taker const* find(Takes takes) const {
    auto const found = std::ranges::find_if(takers_, takes);
    return found == takers_.end() ? nullptr : &*found;
  }

  /// One more is to be lifted over a transfer, after those before it; false where that would not be done by a date, or
  /// within the time that is settled now. One lift may take longer than that.
  bool add(world::TransferId transfer, Time now, Time by);
  /// When the last of them is done.
  Time done(world::TransferId transfer) const { return done_[transfer]; }

 private:
  Table<world::TerminalId, bool> begin_at_, end_at_;
  Table<world::TransferId, Duration> between_;  // two boxes: no less than cranes of one vehicle need
  Table<world::TransferId, Time> done_;
  std::vector<Taker> takers_;  // first come first
};

}  // namespace tongzhou::engine
