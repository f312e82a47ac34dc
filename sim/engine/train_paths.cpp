#include "sim/engine/train_paths.hpp"

#include <algorithm>
#include <cmath>

namespace tongzhou::engine {

Time TrainPaths::next(Time now) {
  Time date = used_ ? std::max(now, last_ + headway_) : now;
  if (per_day_ > 0) {
    auto const day_of = [](Time t) { return static_cast<std::int64_t>(std::floor(in_days(t))); };
    if (day_of(date) > day_) {
      day_ = day_of(date);
      today_ = 0;
    } else if (day_of(date) < day_) {
      date = at_days(static_cast<double>(day_));  // that day's paths are given away
    }
    if (today_ == per_day_) {
      ++day_;
      today_ = 0;
      date = std::max(date, at_days(static_cast<double>(day_)));
    }
    ++today_;
    auto const day = static_cast<double>(day_);
    taken_ += window_->counted(at_days(day), at_days(day + 1)) / per_day_;
  }
  last_ = date;
  used_ = true;
  return date;
}

Time TrainPaths::out(Time alone) {
  if (last_out_) alone = std::max(alone, *last_out_ + headway_);
  last_out_ = alone;
  return alone;
}

}  // namespace tongzhou::engine
