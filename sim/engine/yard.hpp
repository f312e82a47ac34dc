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
      : window_(&window), limit_(limit), change_by_quarter_(quarter(window.to) + 2) {}

  void enter(double teu, Time at) { change(teu, at); }
  void leave(double teu, Time at) { change(-teu, at); }

  /// It has been let in and will be there at a date: its room is taken until then, too.
  void expect(double teu, Time at) {
    if (quarter(at) >= settled_) expected_.push_back({quarter(at), teu});
  }

  bool limited() const { return std::isfinite(limit_); }
  /// Room now, in TEU; an empty yard takes any one box, so that nobody waits for ever.
  /// Never too much: see `change_by_quarter_`.
  double room(Time now) {
    for (auto const end = std::min(quarter(now) + 1, change_by_quarter_.size()); settled_ < end; ++settled_)
      level_ += static_cast<double>(change_by_quarter_[settled_]);
    double const level = level_ + still_expected();
    return level <= 1e-9 ? std::max(limit_, largest_box) : std::max(0.0, limit_ - level);
  }
  /// When it is worth looking again.
  static Time next_look(Time now) { return Time{minutes(15) * static_cast<double>(quarter(now) + 1)}; }

  double mean() const { return teu_seconds_ / in_seconds(window_->length()); }
  /// The most that stood there at a time, what stood there when the window began included; never too little.
  double highest() const {
    double level = 0, highest = 0;
    for (std::size_t q = 0; q < change_by_quarter_.size(); ++q) {
      level += static_cast<double>(change_by_quarter_[q]);
      if (q >= quarter(window_->from)) highest = std::max(highest, level);
    }
    return highest;
  }

 private:
  void change(double teu, Time at) {
    if (at >= window_->to) return;
    teu_seconds_ += teu * in_seconds(window_->counted(at, window_->to));
    auto const from = quarter(at) + (teu < 0 ? 1 : 0);
    change_by_quarter_[from] += static_cast<float>(teu);
    if (from < settled_) level_ += teu;
  }
  double still_expected() {
    std::erase_if(expected_, [&](Expected const& one) { return one.quarter < settled_; });
    double teu = 0;
    for (auto const& one : expected_) teu += one.teu;
    return teu;
  }
  static constexpr double largest_box = 3;  // TEU
  static std::size_t quarter(Time t) { return static_cast<std::size_t>(t.since_start().raw() * (1.0 / 900)); }

  Window const* window_;
  double limit_;
  double level_ = 0, teu_seconds_ = 0;
  /// TEU by quarter of an hour. What comes counts from the quarter's beginning, what leaves from its end, so that a
  /// level made of it is never too low. Single precision, since halves and quarters of a TEU are exact in it.
  std::vector<float> change_by_quarter_;
  std::size_t settled_ = 0;  // quarters that are in the level
  struct Expected {
    std::size_t quarter;
    double teu;
  };
  std::vector<Expected> expected_;
};

}  // namespace tongzhou::engine
