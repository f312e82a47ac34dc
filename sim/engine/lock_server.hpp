#pragma once

#include <coroutine>
#include <cstdint>
#include <deque>
#include <optional>
#include <utility>
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
  LockServer(Clock& clock, Window const& window, world::World const& world, world::Lock const& lock,
             std::vector<Closures> const& chamber_closures, std::uint32_t replication);

  /// Lets the chambers and the other traffic begin.
  void open(ProcessSet& processes);

  struct Passing {
    LockServer& lock;
    rules::ShipAtLock ship;
    world::VehicleClassId vehicle_class;
    world::Direction direction;
    double boxes;
    bool has_appointment = false;
    std::coroutine_handle<> vessel{};
    Time waited_until{};  // when its filling began: what follows is passage, not waiting
    bool await_ready() const { return false; }
    void await_suspend(std::coroutine_handle<> waiting) {
      vessel = waiting;
      int const priority = lock.world_->vehicle_classes[vehicle_class].lock_priority;
      lock.arrive({ship, lock.clock_->now(), {has_appointment, priority}, this}, direction);
    }
    Time await_resume() const { return waited_until; }
  };
  /// `co_await lock.pass(...)` returns when the ship is out at the other side, and says when its filling began.
  Passing pass(rules::ShipAtLock ship, world::VehicleClassId vehicle_class, world::Direction direction, double boxes,
               bool has_appointment) {
    return {*this, ship, vehicle_class, direction, boxes, has_appointment};
  }

  /// How long ships with boxes of ours waited lately: each counts for a tenth, those before it for the rest.
  Duration usual_wait(world::Direction direction) const { return usual_wait_[direction]; }

  outcome::LockOutcome outcome();

 private:
  struct Waiting {
    rules::ShipAtLock ship;
    Time since;
    std::pair<bool, int> rank;  // those with an appointment first, then by priority
    Passing* ours;              // none: other traffic
    std::uint64_t number = 0;   // in the order of arrival
    int overtaken = 0;          // by so many that came after it, so far

    bool goes_before(Waiting const& other) const {
      return rank != other.rank ? rank > other.rank : number < other.number;
    }
  };
  /// Who waits on a side, each line in the order in which they go. Apart, because a quota may keep back thousands of
  /// the one, behind whom those of the other are to be found at once.
  struct Side {
    std::deque<Waiting> ours, others;
  };
  /// The first of those who wait on a side that may be let in, and which of them go into a filling, ascending.
  struct Lockage {
    std::vector<Waiting*> line;
    std::vector<std::size_t> inside;
    bool empty() const { return inside.empty(); }
  };
  struct Chamber {
    world::Chamber const* facts;
    Closures const* closures;
    demand::Stream stream;
    Level busy;
    EnumArray<world::Direction, outcome::Lockages> counted{};  // area_filled: the sum over lockages
    double fillings = 0;                                       // from the upper level, counted
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
  std::int64_t today() const;
  int quota_left(world::Direction direction) const;
  /// The day's quota is whole again, and idle chambers look for ships.
  Process begin_days();
  static double slowness(Chamber const& chamber, Time at);
  /// A ship that comes has the idle chamber begin by which it is out first; when none is idle, it waits its turn.
  void arrive(Waiting ship, world::Direction direction);
  std::vector<Waiting*> head_of_line(world::Direction direction);
  static std::vector<std::size_t> choose(std::vector<Waiting*> const& line, Chamber const& chamber,
                                         std::optional<int> overtaken_at_most);
  void count_overtaken(std::vector<Waiting*> const& line, std::vector<std::size_t> const& filling,
                       Chamber const& chamber) const;
  std::vector<Waiting> take_in(Lockage const& lockage, Chamber const& chamber, world::Direction direction);
  std::vector<QueueWatch::InLine> in_line(world::Direction direction) const;
  void count_wait(Waiting const& ship, world::Direction direction, Time ends);
  static void count(Chamber& chamber, std::vector<Waiting> const& inside, world::Direction direction);
  Lockage next_lockage(Chamber const& chamber, world::Direction direction);
  Process chamber_process(Chamber& chamber);
  Process traffic(world::Direction direction, double ships_per_day);

  Clock* clock_;
  Window const* window_;
  world::World const* world_;
  world::Lock const* lock_;
  std::uint32_t replication_;
  std::vector<Chamber> chambers_;
  EnumArray<world::Direction, Side> sides_;
  std::uint64_t arrived_ = 0;
  EnumArray<world::Direction, Duration> usual_wait_{};
  QueueWatch queue_;
  EnumArray<world::Direction, QueueWatch> queue_by_direction_;
  Table<world::VehicleClassId, std::vector<float>> waits_;  // hours, of ships of services
  std::vector<float> waits_of_others_;                      // hours
  double turned_away_ = 0;
  std::int64_t let_in_on_ = -1;  // the day on which other traffic was let in last, and so much of it
  EnumArray<world::Direction, int> let_in_{};
};

}  // namespace tongzhou::engine
