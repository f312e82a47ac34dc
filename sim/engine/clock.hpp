#pragma once

#include <atomic>
#include <coroutine>
#include <cstdint>
#include <functional>
#include <memory>
#include <unordered_set>

#include "network/base/quantity.hpp"
#include "sim/engine/agenda.hpp"

namespace tongzhou::engine {

/// How far a run has come, for another thread to look at.
struct RunProgress {
  std::atomic<double> days = 0;  // of simulated time
};

/// The calendar of one run. Wakes at equal dates happen in the order in which they were asked for. While SimGrid has
/// work, the calendar goes by its clock; else it runs ahead of it, since nothing can happen there. SimGrid's own timers
/// promise no order, so it keeps one timer armed, for the calendar's head. Hot: two events per port call.
class Clock {
 public:
  /// A run may follow another in one process (tests do that), since dates count from when it was made.
  explicit Clock(Time end, RunProgress* progress = nullptr);
  Clock(Clock const&) = delete;
  Clock& operator=(Clock const&) = delete;
  ~Clock();

  Time now() const { return now_; }
  Time end() const { return end_; }

  using Ticket = std::uint64_t;
  /// Wakes the process then (at once if the date is past). The ticket cancels it.
  Ticket wake(std::coroutine_handle<> process, Time date);
  void cancel(Ticket ticket) { cancelled_.insert(ticket); }

  struct Until {
    Clock& clock;
    Time date;
    bool await_ready() const {
      clock.count_step();
      return date <= clock.now_;
    }
    void await_suspend(std::coroutine_handle<> process) const { clock.wake(process, date); }
    void await_resume() const {}
  };
  /// `co_await clock.until(date)`: goes on at once when the date is not in the future.
  Until until(Time date) { return {*this, date}; }

  /// Lets everything happen before `end`; nothing at `end` or later does. Throws std::runtime_error when simulated time
  /// stands still: when processes go on and on within one second.
  void run();

  /// The date on SimGrid's clock, for those whose work ends by its reckoning.
  double on_simgrid(Time date) const;
  /// A work that SimGrid is to do from now on: `start` is called once its clock, which may lag behind, has come up to
  /// now.
  void begin_on_simgrid(std::function<void()> start);
  /// One of those works is over.
  void done_on_simgrid() { --simgrid_works_; }
  /// Called where SimGrid speaks first (a shared capacity has finished a work): brings `now` up to date.
  void catch_up();

  std::uint64_t events() const { return events_; }
  /// Of the order of all events: two runs with the same fingerprint told the same story.
  std::uint64_t fingerprint() const { return fingerprint_; }

 private:
  bool may_happen(double date, double reached) const {
    return simgrid_works_ == 0 || on_simgrid(Time{Duration{date}}) <= reached;
  }
  void arm();
  void fire();
  void count_step() {
    if (++steps_ > most_steps) stands_still();
  }
  [[noreturn]] void stands_still() const;
  void time_passes();

  struct SimGrid;
  std::unique_ptr<SimGrid> simgrid_;
  Agenda<std::coroutine_handle<>> wakes_;
  std::unordered_set<Ticket> cancelled_;
  Time now_, end_;
  std::uint64_t simgrid_works_ = 0;  // under way, or about to begin
  std::uint64_t events_ = 0;
  std::uint64_t fingerprint_ = 0;
  // Steps of processes since simulated time last moved on by a second: in the densest worlds some thousands.
  static constexpr std::uint64_t most_steps = 50'000'000;
  std::uint64_t steps_ = 0;
  double second_ = 0;  // the last that was begun
  RunProgress* progress_;
  bool firing_ = false;
  bool over_ = false;
  bool stands_still_ = false;
};

}  // namespace tongzhou::engine
