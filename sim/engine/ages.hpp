#pragma once

#include <vector>

#include "sim/demand/distribution.hpp"
#include "sim/demand/stream.hpp"
#include "sim/engine/hub.hpp"
#include "sim/outcome/outcome.hpp"

namespace tongzhou::engine {

/// Ages of parcels in quarters of an hour.
class Ages {
 public:
  void add(Duration age, double parcels);
  /// With the time of delivery on top: every parcel's is drawn for itself.
  Ages delivered(demand::Distribution<Duration> const& delivery, demand::Stream stream) const;
  void add(Ages const& other);
  double share_within(Duration limit) const;
  /// `overdue`: parcels that have not come, and should have.
  outcome::DoorToDoor door_to_door(Duration promised, double overdue = 0) const;
  double parcels() const { return parcels_; }
  double hours() const { return hours_; }

 private:
  double quantile(double p) const;
  std::vector<double> by_quarter_;  // rounded to the nearest
  double parcels_ = 0, hours_ = 0;
};

}  // namespace tongzhou::engine
