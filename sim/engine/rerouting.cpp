#include "sim/engine/rerouting.hpp"

#include <cmath>

namespace tongzhou::engine {

Process Rerouting::reroute_overdue() {
  Duration const patience = world_.policy.replan_after;
  if (patience == Duration::unlimited()) co_return;
  for (Time day = at_days(1); day < world_.end(); day = day + days(1)) {
    co_await clock_.until(day);
    auto const waited = [&](auto const& entry) { return day - Time{Duration{entry.ready}}; };
    // Each time its patience has run out again, not every day.
    auto const today = [&](Duration wait) {
      return std::floor(wait / patience) > std::floor((wait - days(1)) / patience);
    };
    journeys_.look_at_all_queues(day, [&](BoxQueue& queue) {
      queue.offer([&](auto const& entry) { return waited(entry) > patience; },
                  [&](auto const& entry) { return today(waited(entry)) && journeys_.reroute(entry.box, day); });
    });
  }
}

}  // namespace tongzhou::engine
