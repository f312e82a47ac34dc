#pragma once

#include <coroutine>
#include <deque>
#include <utility>

#include "sim/engine/clock.hpp"
#include "sim/engine/measure.hpp"

namespace tongzhou::engine {

class Berths;

/// A berth (or track) held; given back when it goes out of scope, also when something throws.
class [[nodiscard]] Lease {
 public:
  Lease() = default;
  explicit Lease(Berths& berths) : berths_(&berths) {}
  Lease(Lease&& other) noexcept : berths_(std::exchange(other.berths_, nullptr)) {}
  Lease& operator=(Lease&& other) noexcept {
    std::swap(berths_, other.berths_);
    return *this;
  }
  ~Lease();

 private:
  Berths* berths_ = nullptr;
};

/// So many alike, first come, first served: the berths of a quay, the tracks of a rail terminal or a gauge change.
class Berths {
 public:
  Berths(Clock& clock, Window const& window, int count)
      : clock_(&clock), count_(count), taken_(window), queue_(window) {}

  struct Request {
    Berths& berths;
    double boxes;
    Time since;  // when it came: it may have waited already for the terminal to open
    std::coroutine_handle<> ship{};
    bool queued = false;
    Request(Berths& of, double aboard, Time came) : berths(of), boxes(aboard), since(came) {}
    Request(Request const&) = delete;
    ~Request() {
      if (queued) std::erase(berths.waiting_, this);  // the run ended first
    }
    bool await_ready() {
      if (berths.taken_.value() >= berths.count_) return false;
      berths.take(*this);
      return true;
    }
    void await_suspend(std::coroutine_handle<> waiting) {
      ship = waiting;
      if (since == berths.clock_->now()) berths.queue_.joins(since);
      queued = true;
      berths.waiting_.push_back(this);
    }
    Lease await_resume() { return Lease{berths}; }
  };
  /// `co_await berths.one(boxes aboard, since)` gives a Lease. Who has come before now has joined the queue by then.
  Request one(double boxes, Time since) { return Request{*this, boxes, since}; }
  /// One that has come waits for the terminal to open before it can ask for a berth.
  void waits_outside() { queue_.joins(clock_->now()); }

  int count() const { return count_; }
  Level const& taken() const { return taken_; }
  QueueWatch& queue() { return queue_; }

 private:
  friend class Lease;
  void take(Request const& request) {
    taken_.add(1, clock_->now());
    if (request.since < clock_->now())
      queue_.leaves(request.since, clock_->now(), request.boxes);
    else
      queue_.passes(request.since, clock_->now(), request.boxes);
  }
  void give_back() {
    Time const now = clock_->now();
    if (waiting_.empty()) return taken_.add(-1, now);
    Request* const next = waiting_.front();  // the berth passes from hand to hand
    waiting_.pop_front();
    next->queued = false;
    queue_.leaves(next->since, now, next->boxes);
    clock_->wake(next->ship, now);
  }

  Clock* clock_;
  int count_;
  Level taken_;
  QueueWatch queue_;
  std::deque<Request*> waiting_;
};

inline Lease::~Lease() {
  if (berths_ != nullptr) berths_->give_back();
}

}  // namespace tongzhou::engine
