#pragma once

#include <optional>
#include <vector>

#include "network/base/id.hpp"
#include "sim/demand/stream.hpp"
#include "sim/engine/berths.hpp"
#include "sim/engine/border_inspections.hpp"
#include "sim/engine/clock.hpp"
#include "sim/engine/closures.hpp"
#include "sim/engine/cranes.hpp"
#include "sim/engine/day_quota.hpp"
#include "sim/engine/process.hpp"
#include "sim/engine/recorder.hpp"
#include "sim/engine/rolling_stock.hpp"
#include "sim/engine/vehicle.hpp"
#include "sim/outcome/records.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// Trains over borders where the gauge changes: formalities, then a line before the border, then a track, on which the
/// train gets other bogies or its boxes other wagons.
class GaugeChanges {
 public:
  GaugeChanges(world::World const& world, Clock& clock, Recorder& recorder, RollingStock& rolling_stock,
               BorderInspections& inspections, std::uint32_t replication);

  Task pass(Vehicle& train, world::GaugeChangeId border, world::Direction direction);

  /// At the end of the run: what boxes have waited that still lie in a buffer, or are still lifted.
  void book_unfinished(Time end);
  void report(outcome::Records& records);

 private:
  /// A train at the cranes, which alone would be done with it by a date.
  struct Worked {
    Vehicle* train;
    Time alone;
  };
  struct Border {
    Berths tracks;
    DayQuota a_day;
    std::optional<Cranes> cranes;  // where boxes are lifted
    demand::Stream stream;
    demand::Stream formalities;
    double in_buffer = 0;                       // boxes
    std::vector<QueueWatch::InLine> cleared{};  // trains to there, that wait for wagons
    std::vector<Worked> worked{};
  };
  struct Passing;
  Task pass_formalities(Vehicle& train, Passing& passing);
  Task wait_for_day(Vehicle& train, Passing& passing);
  Task take_track(Vehicle& train, Passing& passing, Lease& track);
  Task change_on_track(Vehicle& train, Passing& passing);
  Task lift_to_other_wagons(Vehicle& train, Passing& passing);
  Task wait_for_wagons(Vehicle& train, Passing& passing, world::RollingStockId wagons, bool in_buffer);
  Task clear_to_buffer(Vehicle& train, Passing& passing);
  Task lift(Vehicle& train, Passing& passing);
  void book_lifting(world::GaugeChangeId border, Worked const& worked);
  bool lacks_wagons(Vehicle const& train, Passing const& passing) const;
  bool others_want_wagons_of(Vehicle const& train, Passing const& passing) const;
  void change_wagons(Vehicle const& train, Passing const& passing);
  static bool fits_buffer(Vehicle const& train, Passing const& passing);
  Time whole_train_ready(Vehicle const& train, Passing& passing) const;
  Duration lifting_of_wagons(Vehicle const& train, Passing& passing) const;

  world::World const& world_;
  Clock& clock_;
  Recorder& recorder_;
  RollingStock& rolling_stock_;
  BorderInspections& inspections_;
  Closures const never_closed_{};
  Table<world::GaugeChangeId, Border> borders_;
};

}  // namespace tongzhou::engine
