#pragma once

#include <cstdint>

#include "network/base/quantity.hpp"

namespace tongzhou::engine {

/// Train paths of one direction: a headway between two, and so many a day. First come, first served, so the date of
/// entry is known on arrival and needs no event of its own.
class TrainPaths {
 public:
  TrainPaths(Duration headway, int per_day) : headway_(headway), per_day_(per_day) {}
  /// The date at which one that wants to enter now may do so.
  Time next(Time now);

 private:
  Duration headway_;
  int per_day_;
  Time last_;
  bool used_ = false;
  std::int64_t day_ = -1;
  int today_ = 0;
};

}  // namespace tongzhou::engine
