#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "sim/engine/measure.hpp"

namespace tongzhou::engine {

/// The boxes standing at one terminal, in TEU. Dates may lie ahead: a truck that will come tomorrow is known today.
class Yard {
 public:
  Yard(Window const& window, double limit)
      : window_(&window), limit_(limit), change_by_day_(static_cast<std::size_t>(std::ceil(in_days(window.to))) + 1) {
    if (limited()) change_by_quarter_.resize(quarter(window.to) + 2);
  }

  void enter(double teu, Time at) { change(teu, at); }
  void leave(double teu, Time at) { change(-teu, at); }

  bool limited() const { return std::isfinite(limit_); }
  /// Room now, in TEU; an empty yard takes any one box, so that nobody waits for ever.
  /// Counted by quarters of an hour, and never too much: what comes counts from the quarter's beginning, what leaves from
  /// its end.
  double room(Time now) {
    for (auto const end = std::min(quarter(now) + 1, change_by_quarter_.size()); settled_ < end; ++settled_)
      level_ += change_by_quarter_[settled_];
    return level_ <= 1e-9 ? std::max(limit_, largest_box) : std::max(0.0, limit_ - level_);
  }
  /// When it is worth looking again.
  static Time next_look(Time now) { return Time{minutes(15) * static_cast<double>(quarter(now) + 1)}; }

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
    if (!limited()) return;
    auto const from = quarter(at) + (teu < 0 ? 1 : 0);
    if (from < settled_) {
      level_ += teu;
    } else if (from < change_by_quarter_.size()) {
      change_by_quarter_[from] += teu;
    }
  }
  static constexpr double largest_box = 3;  // TEU
  static std::size_t quarter(Time t) { return static_cast<std::size_t>(t.since_start().raw() * (1.0 / 900)); }

  Window const* window_;
  double limit_;
  double level_ = 0, teu_seconds_ = 0;
  std::vector<double> change_by_day_;
  std::vector<double> change_by_quarter_;  // of a limited yard
  std::size_t settled_ = 0;                // quarters that are in the level
};

}  // namespace tongzhou::engine
