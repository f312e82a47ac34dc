#pragma once

#include <cstdint>
#include <optional>

#include "network/base/quantity.hpp"

namespace tongzhou::engine {

/// Paths of one direction along a stretch: a headway between two at either end, and so many a day. First come, first
/// served, so the dates are known on arrival and need no event of their own.
class TrainPaths {
 public:
  TrainPaths(Duration headway, int per_day) : headway_(headway), per_day_(per_day) {}
  /// The date at which one that wants to enter now may do so.
  Time next(Time now);
  /// The date at which one that would be out at `alone` is out where nobody overtakes: to be asked in order of entry.
  Time out(Time alone);

 private:
  Duration headway_;
  int per_day_;
  Time last_;
  bool used_ = false;
  std::optional<Time> last_out_;
  std::int64_t day_ = -1;
  int today_ = 0;
};

}  // namespace tongzhou::engine
