#pragma once

#include <algorithm>
#include <coroutine>
#include <deque>

#include "sim/engine/clock.hpp"
#include "sim/engine/vehicle.hpp"

namespace tongzhou::engine {

/// The vehicles of one service that leave their first stop when they are full, or at random: who came first leaves
/// first, and is filled first.
class LoadingLine {
 public:
  explicit LoadingLine(Clock& clock) : clock_(&clock) {}

  void join(Vehicle const& vehicle) { line_.push_back({&vehicle, {}}); }
  bool is_first(Vehicle const& vehicle) const { return line_.front().vehicle == &vehicle; }
  /// The first has loaded, and the next one's turn has come.
  void first_is_done() {
    line_.pop_front();
    if (!line_.empty() && line_.front().waiting) clock_->wake(line_.front().waiting, clock_->now());
  }

  struct Turn {
    LoadingLine& of;
    Vehicle const& vehicle;
    bool await_ready() const { return of.is_first(vehicle); }
    void await_suspend(std::coroutine_handle<> waiting) const {
      std::ranges::find(of.line_, &vehicle, &Place::vehicle)->waiting = waiting;
    }
    void await_resume() const {}
  };
  /// `co_await line.turn(vehicle)`, of one that has joined.
  Turn turn(Vehicle const& vehicle) { return {*this, vehicle}; }

 private:
  struct Place {
    Vehicle const* vehicle;
    std::coroutine_handle<> waiting;
  };
  Clock* clock_;
  std::deque<Place> line_;
};

}  // namespace tongzhou::engine
