#include "sim/engine/vehicle.hpp"

#include <algorithm>
#include <utility>

namespace tongzhou::engine {

Vehicle::Vehicle(world::World const& world, Clock const& clock, Recorder& recorder, Observer* observer,
                 VehiclesUnderWay& all, world::ServiceId service_id, std::uint64_t departure)
    : id(service_id),
      place(world.terminals[world.services[service_id].stops.front().terminal].place),
      turn(world.services[service_id].turn_of(departure)),
      service(world.services[service_id].turns()[turn]),
      facts(world.vehicle_classes[service.vehicle]),
      hold(service.stops.size()),
      at_work_since(clock.now()),
      clock_(clock),
      recorder_(recorder),
      observer_(observer),
      all_(all),
      index_(all.size()),
      since_(clock.now()) {
  all_.push_back(this);
}

Vehicle::~Vehicle() {
  flush_idle_time();
  all_[index_] = all_.back();
  all_[index_]->index_ = index_;
  all_.pop_back();
}

void Vehicle::book_at_cranes() {
  Time const now = clock_.now();
  spend(Cause::handling, std::min(worked_alone_, now));
  recorder_.waited_for_crane(worked_at_, hold.boxes(), std::max(since_, worked_alone_), now);
  spend(Cause::waiting_for_crane, now);
}

void Vehicle::flush_idle_time() {
  recorder_.idled(kind(), std::exchange(idle_, {}));
  recorder_.held_up_on_line(kind(), std::exchange(held_up_on_line_, {}));
}

}  // namespace tongzhou::engine
