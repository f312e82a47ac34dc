#pragma once

#include <map>

#include "network/base/id.hpp"
#include "sim/charges/step.hpp"
#include "sim/engine/chains.hpp"
#include "sim/engine/clock.hpp"
#include "sim/engine/closures.hpp"
#include "sim/engine/disruptions.hpp"
#include "sim/engine/measure.hpp"
#include "sim/engine/process.hpp"
#include "sim/engine/recorder.hpp"
#include "sim/engine/road_traffic.hpp"
#include "sim/engine/truck_fleets.hpp"
#include "sim/outcome/records.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// Trucks on the road: how long their ways take, in traffic, while roads are closed or slowed, and with their drivers'
/// rests; what is booked of it for the box aboard and for the truck.
class Driving {
 public:
  Driving(world::World const& world, Clock& clock, Recorder& recorder, Chains const& chains, RoadTraffic& traffic,
          TruckFleets& fleets, Disruptions const& disruptions);

  /// Every way takes as long as is planned, without a rest.
  bool is_as_planned() const { return struck_roads_.empty() && !traffic_.any() && !drivers_rest_; }
  bool meets_traffic(AccountId way) const { return traffic_.is_met_on(chains_.by_truck(way)); }

  /// The hours of a box that has been delivered are nobody's, those of its truck count.
  enum class Aboard : bool { nobodys_box, box };
  /// All of a way, begun at a date: when the truck is there.
  Time over_roads(AccountId way, Time at, Aboard aboard);

  struct Trip {
    AccountId account;
    charges::Truck way;  // a copy: steps are opened while it drives
    Aboard aboard;
    FleetTruck* truck;  // none: of no fleet
    double trucks;      // the second of two boxes on a truck is no truck more
  };
  /// From that date until it is there, road by road as it comes to each: in traffic, or on a truck of a fleet, whose
  /// driver rests by all that he has driven.
  Task road_by_road(Trip const& trip, Time& at);

  void report(outcome::Records& records);

 private:
  void drove(AccountId account, Aboard aboard, double part, Time from, Time to);
  void stood(AccountId account, Aboard aboard, Time from, Time to);
  void waited_at_closed_road(AccountId account, Aboard aboard, world::LinkId road, Time from, Time to);
  Time pass(Trip const& trip, world::LinkId road, Duration takes, Time at);

  world::World const& world_;
  Clock& clock_;
  Recorder& recorder_;
  Chains const& chains_;
  RoadTraffic& traffic_;
  TruckFleets& fleets_;
  Table<world::LinkId, Closures> const& closures_;    // of all links
  bool drivers_rest_ = false;                         // on long ways
  std::map<world::LinkId, QueueWatch> struck_roads_;  // trucks that wait, by road that is closed or slowed at a time
};

}  // namespace tongzhou::engine
