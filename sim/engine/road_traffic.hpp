#pragma once

#include <deque>

#include "network/base/enums.hpp"
#include "network/base/id.hpp"
#include "sim/charges/step.hpp"
#include "sim/engine/experience.hpp"
#include "sim/engine/recorder.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// How long trucks take over roads that have a capacity: by the other traffic of the hour of day, and by the trucks of
/// the world that came onto the road, in the same direction, within the hour before.
class RoadTraffic {
 public:
  RoadTraffic(world::World const& world, Recorder& recorder, Experience& experience);

  /// Does any road have a capacity, or any of a way?
  bool any() const { return !lanes_.empty(); }
  bool is_met_on(charges::Truck const& way) const;
  /// A truck comes onto a road now, in order of dates; it stands for so many, and on the mean so many run empty the
  /// other way at the same time.
  Duration enter(world::LinkId road, world::Direction direction, double trucks, double empties, Time now);

 private:
  struct Entry {
    Time at;
    double trucks;
  };
  struct Lane {
    std::deque<Entry> within_an_hour{};
    double trucks = 0;  // the sum of them
    void come(double many, Time now);
  };
  using BothWays = EnumArray<world::Direction, Lane>;
  Duration drive(world::LinkId road, world::Direction direction, double trucks, Time now);

  world::World const& world_;
  Recorder& recorder_;
  Experience& experience_;
  Table<world::LinkId, BothWays> lanes_;  // where some road has a capacity
};

}  // namespace tongzhou::engine
