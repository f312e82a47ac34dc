#include "sim/engine/customs_office.hpp"

#include <algorithm>

namespace tongzhou::engine {

CustomsOffice::CustomsOffice(Clock& clock, Window const& window, world::CustomsOffice const& facts, std::uint64_t seed,
                             std::uint32_t replication)
    : stream(seed, replication, "customs " + facts.name.code),
      clock_(&clock),
      window_(&window),
      facts_(&facts),
      work_(seed, replication, "inspection " + facts.name.code),
      watch_(window) {}

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

Duration CustomsOffice::open_between(Time from, Time to) const {
  return std::max(Duration{}, facts_->hours.open_before(std::min(to, window_->to)) -
                                  facts_->hours.open_before(std::max(from, window_->from)));
}

Process CustomsOffice::bay() {
  for (;;) {
    co_await Idle{*this};
    co_await clock_->until(facts_->hours.open_from(clock_->now()));
    auto& line = urgent_.empty() ? queue_ : urgent_;
    if (line.empty()) continue;  // another bay took it
    Inspection* const box = line.front();
    line.pop_front();
    box->begins = clock_->now();
    watch_.leaves(box->since, box->begins, 1);
    double const skill = facts_->skill ? facts_->skill->factor(box->begins, inspected_) : 1;
    ++inspected_;
    Time const done = box->begins + draw(box->takes, work_) * (box->share / skill);
    worked_ += open_between(box->begins, done);
    co_await clock_->until(done);
    clock_->wake(box->box, clock_->now());
  }
}

void CustomsOffice::report(outcome::CustomsOutcome& outcome) {
  std::vector<QueueWatch::InLine> in_line;
  for (auto const* line : {&urgent_, &queue_})
    for (Inspection const* box : *line) in_line.push_back({box->since, 1});
  outcome.queue = watch_.outcome(in_line);
  Duration const open = open_between(window_->from, window_->to);
  outcome.utilisation = open > Duration{} ? worked_ / open / facts_->bays : 0;
}

}  // namespace tongzhou::engine
