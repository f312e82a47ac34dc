#pragma once

#include <algorithm>
#include <coroutine>
#include <cstddef>
#include <deque>
#include <vector>

#include "network/base/quantity.hpp"
#include "sim/engine/clock.hpp"

namespace tongzhou::engine {

/// One direction of a railway of two tracks with loops, part by part between them. On a part nobody overtakes; in the
/// loop at its end a slower train lets a faster one pass that would come up behind it on the next part. As many trains
/// as come find room in a loop (assumption).
class OvertakingLine {
 public:
  /// Without loops, of no parts.
  OvertakingLine(Clock& clock, Duration headway, std::size_t parts)
      : clock_(&clock), headway_(headway), parts_(parts) {}

  bool has_loops() const { return !parts_.empty(); }
  std::size_t parts() const { return parts_.size(); }

  /// A train on a part: how long it takes over one when nobody is before it, and when it is out.
  struct Run {
    Duration takes;
    Time out;
  };
  /// It has taken its path onto a part: those whom it passes look again, the fastest first.
  void entered(std::size_t part, Run const& run) {
    auto& [running, held] = parts_[part];
    running.push_back(run);
    std::ranges::stable_sort(held, {}, &Waiting::takes);
    for (auto const& waiting : held) clock_->wake(waiting.train, clock_->now());
    held.clear();
  }
  /// It is out: who came first is.
  void left(std::size_t part) { parts_[part].running.pop_front(); }

  /// Of one in the loop before a part: is a faster one coming up that it would hold up there?
  bool lets_pass(std::size_t part, Duration takes) const {
    for (Run const& behind : parts_[part - 1].running)
      if (behind.takes < takes && behind.out + behind.takes < clock_->now() + takes + headway_) return true;
    return false;
  }
  struct Held {
    OvertakingLine& line;
    std::size_t part;
    Duration takes;
    bool await_ready() const { return false; }
    void await_suspend(std::coroutine_handle<> train) const { line.parts_[part].held.push_back({takes, train}); }
    void await_resume() const {}
  };
  /// `co_await line.next(part, takes)`: until another has taken its path onto the part.
  Held next(std::size_t part, Duration takes) { return {*this, part, takes}; }

 private:
  struct Waiting {
    Duration takes;
    std::coroutine_handle<> train;
  };
  struct Part {
    std::deque<Run> running;    // in the order of coming
    std::vector<Waiting> held;  // in the loop before it
  };
  Clock* clock_;
  Duration headway_;
  std::vector<Part> parts_;
};

}  // namespace tongzhou::engine
