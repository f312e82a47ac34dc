#include "sim/engine/pool.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace tongzhou::engine {

void Pool::open(ProcessSet& processes) {
  bool const by_shifts = std::ranges::any_of(facts_->on_duty, [](double share) { return share < 1; });
  if (facts_->count > 0 && by_shifts) processes.spawn(shifts());
}

bool Pool::has_some() const {
  double const hour = std::fmod(in_hours(clock_->now()), 24);
  auto const on_duty = std::lround(facts_->count * facts_->on_duty[static_cast<std::size_t>(hour)]);
  return busy_ + facts_->per_ship <= on_duty;
}

void Pool::admit() {
  while (!waiting_.empty() && has_some()) {
    Request* const next = waiting_.front();
    waiting_.pop_front();
    busy_ += facts_->per_ship;
    clock_->wake(next->ship, clock_->now());
  }
}

void Pool::give_back() {
  busy_ -= facts_->per_ship;
  admit();
}

void Pool::job_done(ProcessSet& processes) {
  if (facts_->back > Duration{})
    processes.spawn(come_back(clock_->now() + facts_->back));
  else
    give_back();
}

Process Pool::come_back(Time at) {
  co_await clock_->until(at);
  give_back();
}

// At full hours, at which more of them may come on duty.
Process Pool::shifts() {
  for (;;) {
    co_await clock_->until(at_hours(std::floor(in_hours(clock_->now())) + 1));
    admit();
  }
}

}  // namespace tongzhou::engine
