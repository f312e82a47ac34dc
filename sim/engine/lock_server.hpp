#pragma once

#include <coroutine>
#include <deque>
#include <optional>
#include <vector>

#include "sim/demand/stream.hpp"
#include "sim/engine/clock.hpp"
#include "sim/engine/closures.hpp"
#include "sim/engine/measure.hpp"
#include "sim/engine/process.hpp"
#include "sim/outcome/outcome.hpp"
#include "sim/rules/lockage.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// A lock at work: ships wait on both sides, chambers take them by fillings, other traffic takes its share.
class LockServer {
 public:
  LockServer(Clock& clock, Window const& window, world::Lock const& lock, std::vector<Closures> const& chamber_closures,
             std::uint64_t seed, std::uint32_t replication);

  /// Lets the chambers and the other traffic begin.
  void open(ProcessSet& processes);

  struct Passing {
    LockServer& lock;
    rules::ShipAtLock ship;
    world::Direction direction;
    double boxes;
    int priority;
    std::coroutine_handle<> vessel{};
    Time waited_until{};  // when its filling began: what follows is passage, not waiting
    bool await_ready() const { return false; }
    void await_suspend(std::coroutine_handle<> waiting) {
      vessel = waiting;
      lock.arrive({ship, lock.clock_->now(), priority, this}, direction);
    }
    Time await_resume() const { return waited_until; }
  };
  /// `co_await lock.pass(...)` returns when the ship is out at the other side, and says when its filling began.
  Passing pass(rules::ShipAtLock ship, world::Direction direction, double boxes, int priority) {
    return {*this, ship, direction, boxes, priority};
  }

  /// How long ships with boxes of ours waited lately: each counts for a tenth, those before it for the rest.
  Duration usual_wait(world::Direction direction) const {
    return usual_wait_[direction == world::Direction::up ? 0 : 1];
  }

  outcome::LockOutcome outcome();

 private:
  struct Waiting {
    rules::ShipAtLock ship;
    Time since;
    int priority;
    Passing* ours;  // none: other traffic
  };
  struct Chamber {
    world::Chamber const* facts;
    Closures const* closures;
    demand::Stream stream;
    Level busy;
    bool idle = false;
    std::optional<world::Direction> last{};  // of its lockages; none yet: it is at whichever level it is asked for
    std::optional<world::Direction> first_side{};  // where the ship waits that called it
    std::coroutine_handle<> process{};
  };
  /// Wakes the process of an idle chamber when somebody arrives.
  struct ArrivalAwaiter {
    Chamber& chamber;
    bool await_ready() const { return false; }
    void await_suspend(std::coroutine_handle<> process) const {
      chamber.idle = true;
      chamber.process = process;
    }
    void await_resume() const { chamber.idle = false; }
  };

  bool turns_away(world::Direction direction);
  static double slowness(Chamber const& chamber, Time at);
  /// A ship that comes has the idle chamber begin by which it is out first; when none is idle, it waits its turn.
  void arrive(Waiting ship, world::Direction direction);
  std::deque<Waiting>& side(world::Direction direction) { return sides_[direction == world::Direction::up ? 0 : 1]; }
  std::vector<std::size_t> next_lockage(Chamber const& chamber, world::Direction direction);
  Process chamber_process(Chamber& chamber);
  Process traffic(world::Direction direction, double ships_per_day);

  Clock* clock_;
  Window const* window_;
  world::Lock const* lock_;
  std::uint64_t seed_;
  std::uint32_t replication_;
  std::vector<Chamber> chambers_;
  std::array<std::deque<Waiting>, 2> sides_;  // up, down
  std::array<Duration, 2> usual_wait_{};      // up, down
  QueueWatch queue_;
  outcome::LockOutcome outcome_;
};

}  // namespace tongzhou::engine
