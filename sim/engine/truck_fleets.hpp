#pragma once

#include <coroutine>
#include <cstdint>
#include <map>
#include <vector>

#include "network/base/id.hpp"
#include "sim/charges/step.hpp"
#include "sim/engine/clock.hpp"
#include "sim/engine/disruptions.hpp"
#include "sim/engine/experience.hpp"
#include "sim/engine/measure.hpp"
#include "sim/engine/process.hpp"
#include "sim/engine/recorder.hpp"
#include "sim/engine/road_traffic.hpp"
#include "sim/itineraries/truck_supply.hpp"
#include "sim/outcome/records.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// A truck of a fleet that is not at home.
struct FleetTruck {
  world::TruckFleetId fleet;  // none: of no fleet; the box travels as the second on another's truck
  world::PlaceId at;
  Time free{};          // there, when its box has left it
  Duration driven{};    // by its driver, who set out rested from home
  AccountId charged{};  // whose empty running is the next
};

/// Trucks of fleets, each at home or with a box or on its way between. A box takes one that is free, of the nearest
/// fleet that serves its way and has one; else it waits, first come, first served. Who has set down a box goes straight
/// to the first that waits for its fleet, else home, where another driver takes over. Who has begun a job ends it, also
/// when the shift is over.
class TruckFleets {
 public:
  TruckFleets(world::World const& world, Clock& clock, ProcessSet& processes, Recorder& recorder,
              Experience& experience, itineraries::TruckSupply const& supply, Disruptions const& disruptions,
              RoadTraffic& traffic);

  /// Lets shifts begin.
  void open();

  bool any() const { return !fleets_.empty(); }
  bool serve(charges::Truck const& way) const { return !serving(way).empty(); }
  /// When a truck that is to be where the way begins by a date leaves the nearest home of those that serve it.
  Time leaves_home(charges::Truck const& way, Time due) const;

  struct Request {
    TruckFleets& all;
    charges::Truck const& way;
    std::coroutine_handle<> box{};
    FleetTruck truck{};
    std::uint64_t turn = 0;  // by when it came; 0: it does not wait
    Request(TruckFleets& of, charges::Truck const& on) : all(of), way(on) {}
    Request(Request const&) = delete;
    ~Request() {
      if (turn > 0) all.leave_line(*this);  // the run ended first
    }
    bool await_ready() { return all.take_free(*this); }
    void await_suspend(std::coroutine_handle<> waiting) {
      box = waiting;
      all.join_line(*this);
    }
    FleetTruck await_resume() const { return truck; }
  };
  /// `co_await take(way)`: of a box that is to go that way, which must outlive the wait.
  Request take(charges::Truck const& way) { return {*this, way}; }
  /// To a place, without a box: for the account.
  Task run_empty(FleetTruck& truck, world::PlaceId to, AccountId account);
  /// With a box that had waited since a date.
  void set_out(FleetTruck const& truck, charges::Truck const& way, Time since, Time now);
  /// The rests of its driver on a way of so much driving, after what he has driven since home.
  Duration rests(FleetTruck& truck, Duration driving) const;
  /// It has set down its box, or will have by the date at which it is free.
  void release(FleetTruck const& truck);

  /// What a box has waited by the end of the run.
  void still_waits(charges::Truck const& way, Time since, Time end);
  void report(outcome::Records& records);

 private:
  struct Fleet {
    int out = 0;  // of its trucks
    Level in_use;
    QueueWatch queue;
    std::map<std::uint64_t, Request*> line{};  // of all that it may serve, by turn
  };
  std::vector<world::TruckFleetId> const& serving(charges::Truck const& way) const {
    return supply_.serving(way.from_place, way.to_place);
  }
  bool on_duty(world::TruckFleetId id, int trucks) const;
  bool take_free(Request& request);
  void send(world::TruckFleetId id, Request& request);
  void join_line(Request& request);
  void leave_line(Request& request);
  void hand_over(Request& request, FleetTruck const& truck);
  Request* first_waiting_for(world::TruckFleetId id) const;
  Request* first_to_serve() const;
  void admit();
  Process shifts();
  Process set_down(FleetTruck truck);

  world::World const& world_;
  Clock& clock_;
  ProcessSet& processes_;
  Recorder& recorder_;
  Experience& experience_;
  itineraries::TruckSupply const& supply_;
  Table<world::LinkId, Closures> const& closed_roads_;
  RoadTraffic& traffic_;
  Table<world::TruckFleetId, Fleet> fleets_;
  std::uint64_t turns_ = 0;
};

}  // namespace tongzhou::engine
