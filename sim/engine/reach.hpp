#pragma once

#include <array>
#include <coroutine>
#include <cstdint>
#include <deque>

#include "sim/engine/clock.hpp"
#include "sim/engine/measure.hpp"
#include "sim/world/place.hpp"

namespace tongzhou::engine {

/// One stretch of single track, or a reach in which ships may not meet: one direction at a time, others of the same
/// direction may follow after the headway. Who waits at the head of the queue goes next; nobody overtakes.
class Reach {
 public:
  Reach(Clock& clock, Window const& window, Duration headway) : clock_(&clock), headway_(headway), taken_(window) {}

  struct Entry {
    Reach& reach;
    world::Direction direction;
    std::coroutine_handle<> vehicle{};
    bool await_ready() {
      if (!reach.queue_.empty() || !reach.free_for(direction)) return false;
      Time const date = reach.entry_date();
      if (date > reach.clock_->now()) return false;
      reach.take(direction);
      return true;
    }
    void await_suspend(std::coroutine_handle<> waiting) {
      vehicle = waiting;
      reach.queue_.push_back(this);
      reach.admit();
    }
    void await_resume() const {}
  };
  /// `co_await reach.enter(direction)`; `leave()` when out at the far end.
  Entry enter(world::Direction direction) { return {*this, direction}; }
  void leave();

  Level const& taken() const { return taken_; }  // 1 while anybody is inside

 private:
  bool free_for(world::Direction direction) const { return inside_ == 0 || direction == direction_; }
  Time entry_date() const { return entered_once_ ? last_entry_ + headway_ : clock_->now(); }
  void take(world::Direction direction, Time at);
  void take(world::Direction direction) { take(direction, clock_->now()); }
  void admit();

  Clock* clock_;
  Duration headway_;
  Level taken_;
  std::deque<Entry*> queue_;
  world::Direction direction_{};
  int inside_ = 0;  // counted from the grant on, so that nobody slips in before
  Time last_entry_;
  bool entered_once_ = false;
};

/// Train paths of one direction: a headway between two, and so many a day. First come, first served, so the date of
/// entry is known on arrival and needs no event of its own.
class Paths {
 public:
  Paths(Duration headway, int per_day) : headway_(headway), per_day_(per_day) {}
  /// The date at which one that wants to enter now may do so.
  Time next(Time now);

 private:
  Duration headway_;
  int per_day_;
  Time last_;
  bool used_ = false;
  std::int64_t day_ = -1;
  int today_ = 0;
};

}  // namespace tongzhou::engine
