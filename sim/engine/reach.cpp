#include "sim/engine/reach.hpp"

#include <algorithm>
#include <cmath>

namespace tongzhou::engine {

void Reach::take(world::Direction direction, Time at) {
  direction_ = direction;
  ++inside_;
  last_entry_ = at;
  entered_once_ = true;
  taken_.set(1, clock_->now());
}

void Reach::leave() {
  if (--inside_ == 0) taken_.set(0, clock_->now());
  admit();
}

// Those at the head who may go are granted their entry, each after the headway of the one before.
void Reach::admit() {
  while (!queue_.empty() && free_for(queue_.front()->direction)) {
    Entry* const next = queue_.front();
    queue_.pop_front();
    Time const date = std::max(clock_->now(), entry_date());
    take(next->direction, date);
    clock_->wake(next->vehicle, date);
  }
}

Time Paths::next(Time now) {
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
  }
  last_ = date;
  used_ = true;
  return date;
}

}  // namespace tongzhou::engine
