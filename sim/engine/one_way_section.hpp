#pragma once

#include <array>
#include <coroutine>
#include <deque>
#include <optional>

#include "sim/engine/clock.hpp"
#include "sim/engine/measure.hpp"
#include "sim/engine/train_paths.hpp"
#include "sim/world/place.hpp"

namespace tongzhou::engine {

/// One stretch of single track, or a reach in which ships may not meet: one direction at a time, others of the same
/// direction may follow after the headway. Who waits at the head of the queue goes next; nobody overtakes, so who is
/// faster stays behind, by the headway, up to the far end.
class OneWaySection {
 public:
  OneWaySection(Clock& clock, Window const& window, Duration headway)
      : clock_(&clock),
        headway_(headway),
        taken_(window),
        ways_{OneDirection{TrainPaths{headway, 0, window}}, OneDirection{TrainPaths{headway, 0, window}}} {}

  struct Entry {
    OneWaySection& section;
    world::Direction direction;
    std::coroutine_handle<> vehicle{};
    bool await_ready() {
      if (!section.queue_.empty() || section.called_ > 0 || !section.free_for(direction)) return false;
      Time const date = section.entry_date(direction);
      if (date > section.clock_->now()) return false;
      section.take(direction);
      return true;
    }
    void await_suspend(std::coroutine_handle<> waiting) {
      vehicle = waiting;
      section.queue_.push_back(this);
      section.admit();
    }
    void await_resume() const {
      if (vehicle) --section.called_;
    }
  };
  /// `co_await section.enter(direction)`; `leave()` when out at the far end.
  Entry enter(world::Direction direction) { return {*this, direction}; }
  void leave();
  std::optional<Time> last_entry(world::Direction direction) const {
    return ways_[direction == world::Direction::down ? 0 : 1].last_entry;
  }
  /// In place of `leave()`, by one that was let in last and does not go: the next follows whoever entered before it.
  void give_up(world::Direction direction, std::optional<Time> entered_before) {
    way(direction).last_entry = entered_before;
    leave();
  }
  /// The first date from then on at which one that was let in may go, behind who went before it; then, when it does.
  Time behind(world::Direction direction, Time at) const {
    return ways_[direction == world::Direction::down ? 0 : 1].order.earliest(at);
  }
  void goes(world::Direction direction, Time at) { way(direction).order.take(at); }
  /// When one that has entered and would be out at `alone` is out, behind those before it. To be asked on entering.
  Time out(world::Direction direction, Time alone) { return way(direction).order.out(alone); }

  Level const& taken() const { return taken_; }  // 1 while anybody is inside

 private:
  struct OneDirection {
    TrainPaths order;
    std::optional<Time> last_entry{};
  };
  OneDirection& way(world::Direction direction) { return ways_[direction == world::Direction::down ? 0 : 1]; }
  bool free_for(world::Direction direction) const { return inside_ == 0 || direction == direction_; }
  Time entry_date(world::Direction direction) {
    auto const& last = way(direction).last_entry;
    return last ? *last + headway_ : clock_->now();
  }
  void take(world::Direction direction, Time at);
  void take(world::Direction direction) { take(direction, clock_->now()); }
  void admit();

  Clock* clock_;
  Duration headway_;
  Level taken_;
  std::deque<Entry*> queue_;
  world::Direction direction_{};
  int inside_ = 0;                    // counted from the grant on, so that nobody slips in before
  int called_ = 0;                    // of them, those that were granted their entry and have not gone in yet
  std::array<OneDirection, 2> ways_;  // down, up
};

}  // namespace tongzhou::engine
