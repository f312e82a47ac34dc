#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include "network/base/quantity.hpp"
#include "sim/outcome/outcome.hpp"

namespace tongzhou::engine {

/// From a date to a later one.
struct Span {
  Time from, to;
};

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
    if (now > window_->from) highest_ = std::max(highest_, value_);
    since_ = now;
    value_ = value;
    if (now >= window_->from) highest_ = std::max(highest_, value_);
  }
  double value() const { return value_; }
  /// Over the measured span, as it stands at its end.
  double mean() const { return total() / in_seconds(window_->length()); }
  /// In that span, what stood when it began included.
  double highest() const { return std::max(highest_, value_); }

 private:
  double total() const { return integral_ + value_ * in_seconds(window_->counted(since_, window_->to)); }
  Window const* window_;
  Time since_;
  double value_ = 0, integral_ = 0, highest_ = 0;
};

/// The mean of a number over each week of the run, from its start; the last may be short. Changes may be told in any
/// order; those at the end or after it change nothing.
class WeeklyMeans {
 public:
  explicit WeeklyMeans(Window const& window) : end_(window.to) {}
  void add(double change, Time at) {
    if (at >= end_) return;
    if (weeks_.empty()) weeks_.resize(static_cast<std::size_t>(std::ceil(in_days(end_) / 7)));
    // What comes in the last instant would be rounded into the week after.
    auto const week = std::min(static_cast<std::size_t>(in_days(at) / 7), weeks_.size() - 1);
    weeks_[week].within += change * in_days(end_of(week) - at);
    weeks_[week].after += change;
  }
  /// Empty where nothing but 0 is to be told. To four places: what is less is left of sums that cancel.
  std::vector<double> means() const {
    constexpr double places = 1e4;
    std::vector<double> means;
    double level = 0;
    for (std::size_t week = 0; week < weeks_.size(); ++week) {
      auto const length = in_days(end_of(week)) - 7 * static_cast<double>(week);
      means.push_back(std::max(0.0, std::round(places * (level + weeks_[week].within / length)) / places));
      level += weeks_[week].after;
    }
    if (std::ranges::all_of(means, [](double mean) { return mean == 0; })) means.clear();
    return means;
  }

 private:
  struct Week {
    double within = 0;  // change x days from it to the end of the week
    double after = 0;   // the sum of changes, which later weeks begin with
  };
  Time end_of(std::size_t week) const { return std::min(end_, at_days(7 * (static_cast<double>(week) + 1))); }

  Time end_;
  std::vector<Week> weeks_;
};

/// What a queue did to those who came.
class QueueWatch {
 public:
  /// One who joined and waits still.
  struct InLine {
    Time since;
    double boxes = 0;
    friend bool operator==(InLine const&, InLine const&) = default;
  };
  explicit QueueWatch(Window const& window) : window_(&window), length_(window), by_week_(window) {}
  void joins(Time now) {
    length_.add(1, now);
    by_week_.add(1, now);
  }
  /// `boxes` aboard a vehicle that waited from `since` to `now`, and so long another time before.
  void leaves(Time since, Time now, double boxes, Duration before = {}) {
    length_.add(-1, now);
    by_week_.add(-1, now);
    count(since, now, boxes, before);
  }
  /// The same, of one that comes again: only then is its wait counted.
  void leaves_for_now(Time since, Time now, double boxes) {
    length_.add(-1, now);
    by_week_.add(-1, now);
    waits_along(since, now, boxes);
  }
  /// One whose wait is known without joining, to be told in any order. A queue has such or those that join, not both.
  void passes(Time since, Time until, double boxes, Duration before = {}) {
    count(since, until, boxes, before);
    if (until <= since) return;
    by_week_.add(1, since);
    by_week_.add(-1, until);
    known_ += window_->counted(since, until);
    if (until > window_->from && since < window_->to) changes_.insert(changes_.end(), {{since, 1}, {until, -1}});
  }
  /// Boxes that wait along with one of whom it is told.
  void waits_along(Time since, Time until, double boxes) { lost_ += lost(since, until, boxes); }
  /// Those who joined and wait still as the run ends are in the length and in the hours lost; their wait is not over.
  outcome::Queue outcome(std::span<InLine const> in_line = {}) {
    double still_lost = 0;
    for (auto const& one : in_line) still_lost += lost(one.since, window_->to, one.boxes);
    return {outcome::spread_of(waits_), length_.mean() + known_ / window_->length(),
            std::max(length_.highest(), highest_known()), by_week_.means(), lost_ + still_lost};
  }

 private:
  void count(Time since, Time until, double boxes, Duration before) {
    if (window_->counts(until)) waits_.push_back(static_cast<float>(in_hours(until - since + before)));
    waits_along(since, until, boxes);
  }

  /// Box-hours.
  double lost(Time since, Time until, double boxes) const { return in_hours(window_->counted(since, until)) * boxes; }

  double highest_known() {
    std::ranges::sort(changes_);  // who leaves goes before who comes at the same time
    double length = 0, highest = 0;
    for (auto const& [at, change] : changes_) {
      length += change;
      highest = std::max(highest, length);
    }
    return highest;
  }

  Window const* window_;
  Level length_;
  WeeklyMeans by_week_;
  std::vector<float> waits_;                   // hours
  std::vector<std::pair<Time, int>> changes_;  // of the length, by those whose wait is known
  Duration known_;
  double lost_ = 0;
};

}  // namespace tongzhou::engine
