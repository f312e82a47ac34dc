#include "sim/engine/train_paths.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tongzhou::engine {
namespace {

std::int64_t day_of(Time t) { return static_cast<std::int64_t>(std::floor(in_days(t))); }
std::int64_t hour_of(Time t) { return static_cast<std::int64_t>(std::floor(in_hours(t))); }

}  // namespace

Time TrainPaths::earliest(Time now) const {
  Time date = used_ ? std::max(now, last_ + headway_) : now;
  for (;;) {
    if (date == Time::never()) return date;
    if (auto const day = day_of(date); per_day_ > 0 && of_day_.is_full(day, per_day_))
      date = at_days(static_cast<double>(day + 1));
    else if (auto const hour = hour_of(date); by_hour_ != nullptr && of_hour_.is_full(hour, most_in(hour)))
      date = at_hours(static_cast<double>(hour + 1));
    else
      return date;
  }
}

void TrainPaths::take(Time date) {
  last_ = date;
  used_ = true;
  if (by_hour_ != nullptr) of_hour_.add(hour_of(date));
  int const most = most_in_a_day();
  if (most == 0) return;
  of_day_.add(day_of(date));
  Time const day = at_days(static_cast<double>(day_of(date)));
  taken_ += window_->counted(day, day + days(1)) / most;
}

// 0: no limit.
int TrainPaths::most_in_a_day() const {
  if (by_hour_ == nullptr) return per_day_;
  int const by_hour = std::accumulate(by_hour_->begin(), by_hour_->end(), 0);
  return per_day_ > 0 ? std::min(per_day_, by_hour) : by_hour;
}

Time TrainPaths::out(Time alone) {
  if (last_out_) alone = std::max(alone, *last_out_ + headway_);
  last_out_ = alone;
  return alone;
}

}  // namespace tongzhou::engine
