#pragma once

#include <coroutine>
#include <deque>
#include <string>
#include <vector>

#include "sim/demand/stream.hpp"
#include "sim/engine/clock.hpp"
#include "sim/engine/measure.hpp"
#include "sim/engine/process.hpp"
#include "sim/outcome/outcome.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// A customs office at work. Declarations are electronic and queue for nobody; the few boxes that are chosen wait for a
/// bay, emergencies before all others.
class CustomsOffice {
 public:
  CustomsOffice(Clock& clock, Window const& window, world::CustomsOffice const& facts, std::uint64_t seed,
                std::uint32_t replication);

  struct Inspection {
    CustomsOffice& office;
    bool emergency;
    demand::Distribution<Duration> const& takes;
    double share;  // of that: the port's stage of two
    std::coroutine_handle<> box{};
    Time since{}, begins{};
    bool await_ready() const { return false; }
    void await_suspend(std::coroutine_handle<> waiting) {
      box = waiting;
      since = office.clock_->now();
      office.arrive(*this);
    }
    void await_resume() const {}
  };
  /// `co_await office.inspect(...)`: over when the bay has done with the box. So much of a whole inspection, or what
  /// takes as long as is said.
  Inspection inspect(bool emergency, double share) { return {*this, emergency, facts_->inspection, share}; }
  Inspection inspect(bool emergency, demand::Distribution<Duration> const& takes) {
    return {*this, emergency, takes, 1};
  }

  /// Lets the bays begin.
  void open(ProcessSet& processes);

  demand::Stream stream;  // declarations and who is chosen
  /// How busy the bays were, and who waited for one.
  void report(outcome::CustomsOutcome& outcome);

 private:
  struct Idle {
    CustomsOffice& office;
    bool await_ready() const { return !office.urgent_.empty() || !office.queue_.empty(); }
    void await_suspend(std::coroutine_handle<> bay) const { office.idle_.push_back(bay); }
    void await_resume() const {}
  };
  void arrive(Inspection& inspection);
  Duration open_between(Time from, Time to) const;
  Process bay();

  Clock* clock_;
  Window const* window_;
  world::CustomsOffice const* facts_;
  demand::Stream work_;
  std::deque<Inspection*> urgent_, queue_;
  std::deque<std::coroutine_handle<>> idle_;
  QueueWatch watch_;
  double inspected_ = 0;  // since the start of the run: what officers learn by
  Duration worked_;       // by all bays while they were open, in the window
};

}  // namespace tongzhou::engine
