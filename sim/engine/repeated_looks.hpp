#pragma once

#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>
#include <utility>
#include <vector>

#include "network/base/quantity.hpp"
#include "sim/engine/box_queue.hpp"

namespace tongzhou::engine {

/// When boxes of one queue look at their ways again: each when it has waited a time, twice that time, and so on. Queues
/// of an overloaded network are long, and each look is for few of them: they are found by date.
class RepeatedLooks {
 public:
  explicit RepeatedLooks(Duration every) : every_(every) {}

  /// Those that are due now: `leaves(entry)` lets one look, and says whether it leaves the queue. When the next of them
  /// is due, or might be that comes meanwhile.
  template <class Leaves>
  Time look(BoxQueue& queue, Time now, Leaves leaves) {
    queue.each_new([&](auto const& entry) { note(entry.ready, now); });
    for (double const ready : take_due(now)) {
      queue.offer_ready_at(ready, leaves);
      if (queue.has_ready_at(ready)) due_.insert({date(ready, times(ready, now, a_moment) + 1), ready});
    }
    while (!due_.empty() && !queue.has_ready_at(due_.begin()->second)) due_.erase(due_.begin());
    Time const latest = now + every_;
    return due_.empty() ? latest : std::min(latest, Time{Duration{due_.begin()->first}});
  }

 private:
  static constexpr double a_moment = 1e-6;  // of such times: for dates that are rounded

  /// So often it has waited that time.
  double times(double ready, Time now, double more) const {
    return std::max(0.0, std::floor((now - Time{Duration{ready}}) / every_ + more));
  }
  double date(double ready, double times) const { return ready + in_seconds(every_) * times; }
  void note(double ready, Time now) {
    auto const before = times(ready, now, -a_moment);
    due_.insert({date(ready, before + 1), ready});
  }
  /// The dates from which on those that are due have been ready, in their order.
  std::vector<double> take_due(Time now) {
    auto const end = due_.upper_bound({in_seconds(now.since_start()) + a_moment * in_seconds(every_), 0});
    std::vector<double> ready;
    std::transform(due_.begin(), end, std::back_inserter(ready), [](auto const& due) { return due.second; });
    due_.erase(due_.begin(), end);
    std::ranges::sort(ready);
    return ready;
  }

  Duration every_;
  std::set<std::pair<double, double>> due_;  // dates, and from when on who is due then has been ready
};

}  // namespace tongzhou::engine
