#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <queue>
#include <utility>
#include <vector>

#include "sim/engine/measure.hpp"

namespace tongzhou::engine {

/// The boxes standing at one terminal, in TEU. Dates may lie ahead: a truck that will come tomorrow is known today.
class Yard {
 public:
  Yard(Window const& window, double limit)
      : window_(&window), limit_(limit), change_by_day_(static_cast<std::size_t>(std::ceil(in_days(window.to))) + 1) {}

  void enter(double teu, Time at) { change(teu, at); }
  void leave(double teu, Time at) { change(-teu, at); }

  bool limited() const { return std::isfinite(limit_); }
  /// Is there room now for so much more? An empty yard takes anything, so that nobody waits for ever.
  bool has_room(double teu, Time now) {
    settle(now);
    return level_ <= 1e-9 || level_ + teu <= limit_;
  }
  /// The next date on which something leaves, as far as is known.
  Time next_change() const { return changes_.empty() ? Time::never() : Time{Duration{changes_.top().first}}; }

  double mean() const { return teu_seconds_ / in_seconds(window_->length()); }
  /// The highest at the end of a day.
  double highest() const {
    double level = 0, highest = 0;
    for (std::size_t day = 0; day + 1 < change_by_day_.size(); ++day) {
      level += change_by_day_[day];
      if (static_cast<double>(day + 1) > in_days(window_->from)) highest = std::max(highest, level);
    }
    return highest;
  }

 private:
  void change(double teu, Time at) {
    if (at >= window_->to) return;
    teu_seconds_ += teu * in_seconds(window_->counted(at, window_->to));
    change_by_day_[static_cast<std::size_t>(in_days(at))] += teu;
    if (limited()) changes_.push({at.since_start().raw(), teu});
  }
  void settle(Time now) {
    for (; !changes_.empty() && changes_.top().first <= now.since_start().raw(); changes_.pop())
      level_ += changes_.top().second;
  }

  using Change = std::pair<double, double>;  // seconds, TEU
  Window const* window_;
  double limit_;
  double level_ = 0, teu_seconds_ = 0;
  std::vector<double> change_by_day_;
  std::priority_queue<Change, std::vector<Change>, std::greater<>> changes_;
};

}  // namespace tongzhou::engine
