#include "sim/engine/customs_office.hpp"

#include <algorithm>
#include <cmath>

namespace tongzhou::engine {

CustomsOffice::CustomsOffice(Clock& clock, Window const& window, world::CustomsOffice const& facts, std::uint64_t seed,
                             std::uint32_t replication)
    : stream(seed, replication, "customs " + facts.name.code),
      clock_(&clock),
      window_(&window),
      facts_(&facts),
      work_(seed, replication, "inspection " + facts.name.code),
      watch_(window),
      busy_(window) {}

void CustomsOffice::open(ProcessSet& processes) {
  for (int bays = 0; bays < facts_->bays; ++bays) processes.spawn(bay());
}

void CustomsOffice::arrive(Inspection& inspection) {
  watch_.joins(clock_->now());
  (inspection.emergency ? urgent_ : queue_).push_back(&inspection);
  if (idle_.empty()) return;
  clock_->wake(idle_.front(), clock_->now());
  idle_.pop_front();
}

Time CustomsOffice::open_from(Time t) const {
  double const day = std::floor(in_days(t)), hour = in_hours(t) - 24 * day;
  if (hour < facts_->opens) return at_hours(24 * day + facts_->opens);
  if (hour >= facts_->closes) return at_hours(24 * (day + 1) + facts_->opens);
  return t;
}

Process CustomsOffice::bay() {
  for (;;) {
    co_await Idle{*this};
    co_await clock_->until(open_from(clock_->now()));
    auto& line = urgent_.empty() ? queue_ : urgent_;
    if (line.empty()) continue;  // another bay took it
    Inspection* const box = line.front();
    line.pop_front();
    box->begins = clock_->now();
    watch_.leaves(box->since, box->begins, 1);
    busy_.add(1, clock_->now());
    co_await clock_->until(clock_->now() + Duration{draw(box->takes, work_)} * box->share);
    busy_.add(-1, clock_->now());
    clock_->wake(box->box, clock_->now());
  }
}

void CustomsOffice::report(outcome::CustomsOutcome& outcome) {
  outcome.queue = watch_.outcome();
  double const open_share = (facts_->closes - facts_->opens) / 24;
  outcome.utilisation = busy_.mean() / (facts_->bays * open_share);
}

}  // namespace tongzhou::engine
