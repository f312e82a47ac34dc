#pragma once

#include <coroutine>
#include <deque>
#include <utility>
#include <vector>

#include "network/base/quantity.hpp"
#include "sim/engine/clock.hpp"
#include "sim/engine/closures.hpp"
#include "sim/engine/measure.hpp"
#include "sim/rules/quay_plan.hpp"

namespace tongzhou::engine {

class Berths;

/// A berth (or track) held; given back when it goes out of scope, also when something throws.
class [[nodiscard]] Lease {
 public:
  Lease() = default;
  Lease(Berths& berths, rules::Lying at) : berths_(&berths), at_(at) {}
  Lease(Lease&& other) noexcept : berths_(std::exchange(other.berths_, nullptr)), at_(other.at_) {}
  Lease& operator=(Lease&& other) noexcept {
    std::swap(berths_, other.berths_);
    std::swap(at_, other.at_);
    return *this;
  }
  ~Lease() { release(); }
  bool is_held() const { return berths_ != nullptr; }
  void release();

 private:
  Berths* berths_ = nullptr;
  rules::Lying at_{};
};

/// Where vehicles stand: so many berths alike (tracks, stands), or a quay along which ships lie one behind another.
/// Who waits goes by rank (rules::goes_before), then first come, first served; nobody overtakes, not even a short ship
/// a long one that finds no room. While they are closed nobody comes in, and all wait in that order.
class Berths {
 public:
  Berths(Clock& clock, Window const& window, int count, Closures const* closures = nullptr)
      : clock_(&clock), closures_(closures), count_(count), taken_(window), queue_(window) {}
  Berths(Clock& clock, Window const& window, Length quay, Length gap, Closures const* closures = nullptr)
      : clock_(&clock), closures_(closures), quay_(quay), gap_(gap), taken_(window), queue_(window) {}

  /// What a vehicle asks for.
  struct Claim {
    double boxes = 0;  // aboard
    Length length{};
    rules::BerthClaim rank{};
    bool comes_again = false;  // for another one: both waits are told as one
    Duration waited_before{};  // for the first
  };

  struct Request {
    Berths& berths;
    Claim claim;
    Time since;  // when it came: it may have waited already for something else
    std::coroutine_handle<> vehicle{};
    rules::Lying at{};
    bool counted;  // in the queue already, as one that waited outside
    bool queued = false;
    Request(Berths& of, Claim const& asked, Time came, bool outside)
        : berths(of), claim(asked), since(came), counted(outside) {}
    Request(Request const&) = delete;
    ~Request() {
      if (queued) std::erase(berths.waiting_, this);  // the run ended first
    }
    bool await_ready() {
      if (counted) berths.comes_in(*this);
      if (!berths.waiting_.empty() || !berths.take(*this)) return false;
      berths.served(*this);
      return true;
    }
    void await_suspend(std::coroutine_handle<> waiting) {
      vehicle = waiting;
      berths.join(*this);
    }
    Lease await_resume() { return {berths, at}; }
  };
  /// `co_await berths.one({...}, since)` gives a Lease. Who has come before now has joined the queue by then.
  Request one(Claim const& claim, Time since) { return one(claim, since, since < clock_->now()); }
  /// `outside`: it has waited outside, be it for no time.
  Request one(Claim const& claim, Time since, bool outside) { return Request{*this, claim, since, outside}; }
  /// The same for one that comes now, if it need not wait; else nothing is held, and nothing has happened.
  Lease one_at_once(Claim const& claim) {
    Request request{*this, claim, clock_->now(), false};
    return request.await_ready() ? request.await_resume() : Lease{};
  }
  /// One that has come with so many boxes waits for something else, such as wagons, before it can ask for a berth.
  void waits_outside(double boxes);

  struct Idling {
    Berths& berths;
    Time until;
    std::coroutine_handle<> vehicle{};
    Clock::Ticket ticket{};
    bool wanted = false;  // others wait
    bool waits = false;
    Idling(Berths& of, Time date) : berths(of), until(date) {}
    Idling(Idling const&) = delete;
    ~Idling() {
      if (waits) std::erase(berths.idling_, this);
    }
    bool await_ready() {
      wanted = !berths.waiting_.empty() && !berths.is_closed();
      return wanted || until <= berths.clock_->now();
    }
    void await_suspend(std::coroutine_handle<> waiting) {
      vehicle = waiting;
      waits = true;
      ticket = berths.clock_->wake(waiting, until);
      berths.idling_.push_back(this);
    }
    bool await_resume() {
      if (std::exchange(waits, false)) std::erase(berths.idling_, this);
      return wanted;
    }
  };
  /// `co_await berths.idle_until(date)`, of a vehicle that stands here and is done: whether it is wanted away, because
  /// others wait, before that date. Of those that idle, the one that has longest to wait goes first.
  Idling idle_until(Time date) { return {*this, date}; }

  /// They have been closed until now.
  void opens();

  /// Berths, or metres of a quay.
  Level const& taken() const { return taken_; }
  /// Of those who came.
  outcome::Queue queue();

 private:
  friend class Lease;
  bool is_closed() const;
  bool take(Request& request);
  void comes_in(Request const& request);
  void join(Request& request);
  void served(Request const& request);
  void leaves_queue(Request const& request);
  void give_back(rules::Lying const& at);
  void let_in();
  void send_one_away();

  Clock* clock_;
  Closures const* closures_;  // none: never closed
  int count_ = 0;
  Length quay_{}, gap_{};            // of a quay without berths
  std::vector<rules::Lying> lying_;  // there, by place
  Level taken_;
  QueueWatch queue_;
  std::vector<QueueWatch::InLine> outside_;
  std::deque<Request*> waiting_;  // by rank
  std::vector<Idling*> idling_;
};

}  // namespace tongzhou::engine
