#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "network/base/quantity.hpp"
#include "sim/outcome/outcome.hpp"

namespace tongzhou::engine {

/// The span of a run that is measured: after the warm-up, before the end.
struct Window {
  Time from, to;
  Duration counted(Time a, Time b) const { return std::max(Duration{}, std::min(b, to) - std::max(a, from)); }
  bool counts(Time t) const { return from <= t && t < to; }
  Duration length() const { return to - from; }
};

/// A number that changes now and then (ships waiting, berths taken): its mean over time and its highest value. A change
/// may be told after later ones.
class Level {
 public:
  explicit Level(Window const& window) : window_(&window) {}
  void add(double change, Time now) {
    if (now >= since_) return set(value_ + change, now);
    integral_ += change * in_seconds(window_->counted(now, since_));
    value_ += change;
    if (since_ >= window_->from) highest_ = std::max(highest_, value_);
  }
  void set(double value, Time now) {
    integral_ += value_ * in_seconds(window_->counted(since_, now));
    since_ = now;
    value_ = value;
    if (now >= window_->from) highest_ = std::max(highest_, value_);
  }
  double value() const { return value_; }
  /// Over the measured span, as it stands at its end.
  double mean() const { return total() / in_seconds(window_->length()); }
  double highest() const { return highest_; }

 private:
  double total() const { return integral_ + value_ * in_seconds(window_->counted(since_, window_->to)); }
  Window const* window_;
  Time since_;
  double value_ = 0, integral_ = 0, highest_ = 0;
};

/// What a queue did to those who came.
class QueueWatch {
 public:
  explicit QueueWatch(Window const& window) : window_(&window), length_(window) {}
  void joins(Time now) { length_.add(1, now); }
  /// `boxes` aboard a vehicle that waited from `since` to `now`.
  void leaves(Time since, Time now, double boxes) {
    length_.add(-1, now);
    count(since, now, boxes);
  }
  /// One whose wait is known without joining: it adds to the length over time by Little's law.
  void passes(Time since, Time until, double boxes) {
    count(since, until, boxes);
    known_ += window_->counted(since, until);
  }
  /// Those who joined and wait still are in the mean length.
  outcome::Queue outcome() {
    return {outcome::spread_of(waits_), length_.mean() + known_ / window_->length(), length_.highest(), lost_};
  }

 private:
  void count(Time since, Time until, double boxes) {
    if (window_->counts(until)) waits_.push_back(static_cast<float>(in_hours(until - since)));
    lost_ += in_hours(window_->counted(since, until)) * boxes;
  }

  Window const* window_;
  Level length_;
  std::vector<float> waits_;  // hours
  Duration known_;
  double lost_ = 0;
};

}  // namespace tongzhou::engine
