#include "sim/engine/day_quota.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tongzhou::engine {
using world::Direction;

bool DayQuota::Left::take(Direction direction) {
  if (together == 0 || each_way[direction] == 0) return false;
  --together;
  --each_way[direction];
  return true;
}

void DayQuota::begin_today() {
  auto const day = static_cast<std::int64_t>(std::floor(in_days(clock_->now())));
  if (day == today_) return;
  auto const limit = [](int per_day) { return per_day > 0 ? per_day : std::numeric_limits<int>::max(); };
  int const one_way = limit(per_day_each_way_);
  today_ = day;
  left_ = {limit(per_day_), {{one_way, one_way}}};
}

std::uint64_t DayQuota::join(Direction direction, int priority) {
  auto const behind = std::ranges::find_if(line_, [&](Waiting const& other) { return other.priority < priority; });
  line_.insert(behind, {++tickets_, direction, priority});
  return tickets_;
}

// Those before it in the line take what is left first.
bool DayQuota::is_admitted(std::uint64_t ticket) const {
  Left left = left_;
  for (Waiting const& one : line_) {
    bool const goes = left.take(one.direction);
    if (one.ticket == ticket) return goes;
  }
  return false;
}

bool DayQuota::admits(Direction direction, int priority) {
  if (limits() && hours_->open_from(clock_->now()) > clock_->now()) return false;
  begin_today();
  auto const ticket = join(direction, priority);
  bool const admitted = is_admitted(ticket);
  std::erase_if(line_, [&](Waiting const& one) { return one.ticket == ticket; });
  return admitted;
}

Task DayQuota::enter(Direction direction, int priority) {
  auto const ticket = join(direction, priority);
  co_await clock_->until(hours_->open_from(clock_->now()));
  begin_today();
  while (!is_admitted(ticket)) {
    co_await clock_->until(hours_->open_from(at_days(static_cast<double>(today_ + 1))));
    begin_today();
  }
  left_.take(direction);
  std::erase_if(line_, [&](Waiting const& one) { return one.ticket == ticket; });
}

}  // namespace tongzhou::engine
