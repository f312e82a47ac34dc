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
  /// The law of delivery as a sample of its own, one parcel in all.
  static Ages of_delivery(demand::Distribution<Duration> const& delivery, demand::Stream stream);
  /// With the time of delivery on top: every parcel's is drawn for itself.
  Ages delivered(Ages const& delivery, Duration mean_of_delivery) const;
  void add(Ages const& other);
  double share_within(Duration limit) const;
  /// `overdue`: parcels that have not come, and should have.
  outcome::DoorToDoor door_to_door(Duration promised, double overdue = 0) const;
  /// Parcel days beyond a limit, each begun one in full.
  double days_beyond(Duration limit) const;
  /// `visit(quarters, parcels)`.
  template <class Visit>
  void each(Visit visit) const {
    for (std::size_t quarter = 0; quarter < by_quarter_.size(); ++quarter)
      if (by_quarter_[quarter] > 0) visit(quarter, by_quarter_[quarter]);
  }
  double parcels() const { return parcels_; }
  double hours() const { return hours_; }

 private:
  double quantile(double p) const;
  std::vector<double> by_quarter_;  // rounded to the nearest
  double parcels_ = 0, hours_ = 0;
};

}  // namespace tongzhou::engine
