#include "sim/engine/one_way_section.hpp"

#include <algorithm>

namespace tongzhou::engine {

void OneWaySection::take(world::Direction direction, Time at) {
  direction_ = direction;
  ++inside_;
  way(direction).last_entry = at;
  taken_.set(1, clock_->now());
}

void OneWaySection::leave() {
  if (--inside_ == 0) taken_.set(0, clock_->now());
  admit();
}

// Those at the head who may go are granted their entry, each after the headway of the one before.
void OneWaySection::admit() {
  while (!queue_.empty() && free_for(queue_.front()->direction)) {
    Entry* const next = queue_.front();
    queue_.pop_front();
    Time const date = std::max(clock_->now(), entry_date(next->direction));
    take(next->direction, date);
    ++called_;
    clock_->wake(next->vehicle, date);
  }
}

}  // namespace tongzhou::engine
