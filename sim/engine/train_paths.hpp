#pragma once

#include <cstdint>
#include <optional>

#include "network/base/quantity.hpp"
#include "sim/engine/measure.hpp"

namespace tongzhou::engine {

/// Paths of one direction along a stretch: a headway between two at either end, and so many a day. First come, first
/// served, so the dates are known on arrival and need no event of their own.
class TrainPaths {
 public:
  TrainPaths(Duration headway, int per_day, Window const& window)
      : headway_(headway), per_day_(per_day), window_(&window) {}
  /// The date at which one that wants to enter now may do so.
  Time next(Time now);
  /// The date at which one that would be out at `alone` is out where nobody overtakes: to be asked in order of entry.
  Time out(Time alone);
  /// Share of the paths that were taken, as a mean over the window: who takes one of a day's takes it for that day, of
  /// which only the part inside the window counts.
  double taken() const { return taken_ / window_->length(); }

 private:
  Duration headway_;
  int per_day_;
  Window const* window_;
  Duration taken_;  // one path of a day's: that part of the day
  Time last_;
  bool used_ = false;
  std::optional<Time> last_out_;
  std::int64_t day_ = -1;
  int today_ = 0;
};

}  // namespace tongzhou::engine
