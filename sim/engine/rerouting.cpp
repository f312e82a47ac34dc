#include "sim/engine/rerouting.hpp"

namespace tongzhou::engine {

void Rerouting::open(ProcessSet& processes) {
  if (world_.policy.replan_after == Duration::unlimited()) return;
  std::size_t queue = 0;
  for (auto const& service : world_.services)
    for (std::size_t stop = 0; stop < service.stops.size(); ++stop) processes.spawn(look_again(QueueId{queue++}));
}

Process Rerouting::look_again(QueueId queue) {
  RepeatedLooks looks{world_.policy.replan_after};
  for (Time next = Time{world_.policy.replan_after}; next < world_.end();) {
    co_await clock_.until(next);
    next = journeys_.reconsider(queue, looks, clock_.now());
  }
}

}  // namespace tongzhou::engine
