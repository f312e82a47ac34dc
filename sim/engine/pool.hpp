#pragma once

#include <coroutine>
#include <deque>
#include <vector>

#include "sim/engine/clock.hpp"
#include "sim/engine/process.hpp"
#include "sim/world/approach.hpp"

namespace tongzhou::engine {

/// Pilots or tugs: so many are on duty by the hour of the day, each ship takes some for a while, first come, first
/// served. Who has begun a job ends it, also when the shift is over.
class Pool {
 public:
  Pool(Clock& clock, world::Helpers const& facts) : clock_(&clock), facts_(&facts) {}

  /// Lets shifts begin.
  void open(ProcessSet& processes);

  struct Request {
    Pool& pool;
    std::coroutine_handle<> ship{};
    bool await_ready() {
      if (!pool.waiting_.empty() || !pool.has_some()) return false;
      pool.busy_ += pool.facts_->per_ship;
      return true;
    }
    void await_suspend(std::coroutine_handle<> waiting) {
      ship = waiting;
      pool.waiting_.push_back(this);
    }
    void await_resume() const {}
  };
  /// `co_await pool.take()`; `give_back()` when they have come back.
  Request take() { return {*this}; }
  void give_back();
  /// After a job that ends now they are away for a while.
  void job_done(ProcessSet& processes);

  bool needed_by(Length ship) const { return facts_->needed_by(ship); }

 private:
  bool has_some() const;
  void admit();
  Process shifts();
  Process come_back(Time at);

  Clock* clock_;
  world::Helpers const* facts_;
  int busy_ = 0;
  std::deque<Request*> waiting_;
};

}  // namespace tongzhou::engine
