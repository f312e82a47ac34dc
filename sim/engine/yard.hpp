#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "network/base/prefetch.hpp"
#include "sim/engine/measure.hpp"

namespace tongzhou::engine {

/// The boxes standing at one terminal, in TEU. Dates may lie ahead: a truck that will come tomorrow is known today.
class Yard {
 public:
  Yard(Window const& window, double limit) : window_(window), limit_(limit) {}

  void enter(double teu, Time at) { change(teu, at); }
  void leave(double teu, Time at) { change(-teu, at); }
  void stands(double teu, Time from, Time to) {
    enter(teu, from);
    leave(teu, to);
  }

  /// Asks memory for what will change when a box comes or leaves then.
  void prefetch(Time at) const {
    if (auto const n = quarter(at) - first_; n < change_by_quarter_.size()) prefetch_cache_line(&change_by_quarter_[n]);
  }
  /// It has been let in and will be there at a date: its room is taken until then, too.
  void expect(double teu, Time at) {
    if (quarter(at) >= settled_) expected_.push_back({quarter(at), teu});
  }
  /// Room for what cranes are lifting off a vehicle, until it stands there.
  void keep(double teu) { kept_ += teu; }
  void give_back(double teu) { kept_ -= teu; }

  /// What happened a week before now is told by now, and is summed up: memory does not grow with the run.
  void sum_up(Time now) {
    constexpr std::size_t week = std::size_t{7} * 24 * 4;
    if (quarter(now) < first_ + 2 * week) return;
    auto const past = std::min(quarter(now) - week - first_, change_by_quarter_.size());
    for (std::size_t q = 0; q < past; ++q) {
      if (settled_ == first_ + q) settle_next();
      past_level_ += static_cast<double>(change_by_quarter_[q]);
      note_highest(past_highest_, past_level_, first_ + q);
    }
    first_ += past;
    change_by_quarter_.erase(change_by_quarter_.begin(),
                             change_by_quarter_.begin() + static_cast<std::ptrdiff_t>(past));
  }

  bool limited() const { return std::isfinite(limit_); }
  /// Room now, in TEU; an empty yard takes any one box, so that nobody waits for ever.
  /// Never too much: see `change_by_quarter_`.
  double room(Time now) { return room_beside(stands_or_comes(now) + kept_); }
  /// As if nothing were being lifted.
  double room_but_for_lifts(Time now) { return room_beside(stands_or_comes(now)); }
  /// When it is worth looking again.
  static Time next_look(Time now) { return Time{minutes(15) * static_cast<double>(quarter(now) + 1)}; }

  double mean() const { return teu_seconds_ / in_seconds(window_.length()); }
  /// The most that stood there at a time, what stood there when the window began included; never too little.
  double highest() const {
    double level = past_level_, highest = past_highest_;
    for (std::size_t q = 0; q < change_by_quarter_.size(); ++q) {
      level += static_cast<double>(change_by_quarter_[q]);
      note_highest(highest, level, first_ + q);
    }
    return std::max(highest, level);
  }

 private:
  double stands_or_comes(Time now) {
    while (settled_ <= quarter(now)) settle_next();
    return level_ + still_expected();
  }
  double room_beside(double level) const {
    return level <= 1e-9 ? std::max(limit_, largest_box) : std::max(0.0, limit_ - level);
  }
  void change(double teu, Time at) {
    if (at >= window_.to) return;
    teu_seconds_ += teu * in_seconds(window_.to - std::max(at, window_.from));
    auto const from = std::max(quarter(at) + (teu < 0 ? 1 : 0), first_);
    if (from - first_ >= change_by_quarter_.size()) change_by_quarter_.resize(from - first_ + 1);
    change_by_quarter_[from - first_] += static_cast<float>(teu);
    if (from < settled_) level_ += teu;
  }
  void settle_next() {
    if (settled_ - first_ < change_by_quarter_.size())
      level_ += static_cast<double>(change_by_quarter_[settled_ - first_]);
    ++settled_;
  }
  void note_highest(double& highest, double level, std::size_t quarter_of_run) const {
    if (quarter_of_run >= quarter(window_.from)) highest = std::max(highest, level);
  }
  double still_expected() {
    std::erase_if(expected_, [&](Expected const& one) { return one.quarter < settled_; });
    double teu = 0;
    for (auto const& one : expected_) teu += one.teu;
    return teu;
  }
  static constexpr double largest_box = 3;  // TEU
  static std::size_t quarter(Time t) { return static_cast<std::size_t>(t.since_start().raw() * (1.0 / 900)); }

  Window window_;
  double limit_;
  double level_ = 0, kept_ = 0, teu_seconds_ = 0;
  /// TEU by quarter of an hour, from the quarter `first_` on. What comes counts from the quarter's beginning, what
  /// leaves from its end, so that a level made of it is never too low. Single precision, since halves and quarters of a
  /// TEU are exact in it.
  std::vector<float> change_by_quarter_;
  std::size_t first_ = 0;
  double past_level_ = 0, past_highest_ = 0;  // before that
  std::size_t settled_ = 0;                   // quarters that are in the level
  struct Expected {
    std::size_t quarter;
    double teu;
  };
  std::vector<Expected> expected_;
};

}  // namespace tongzhou::engine
