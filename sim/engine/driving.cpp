#include "sim/engine/driving.hpp"

#include <algorithm>
#include <utility>

#include "sim/engine/roads.hpp"

namespace tongzhou::engine {

Driving::Driving(world::World const& world, Clock& clock, Recorder& recorder, Chains const& chains,
                 RoadTraffic& traffic, TruckFleets& fleets, Disruptions const& disruptions)
    : world_(world),
      clock_(clock),
      recorder_(recorder),
      chains_(chains),
      traffic_(traffic),
      fleets_(fleets),
      closures_(disruptions.links) {
  if (world.trucking) {
    auto const& hours = world.trucking->drivers_hours;
    drivers_rest_ = std::min(hours.until_break, hours.per_day) < Duration::unlimited();
  }
  for (auto const id : world.links.ids())
    if (world.links[id].kind == world::LinkKind::road && !closures_[id].none())
      struck_roads_.emplace(id, QueueWatch{recorder.window()});
}

void Driving::drove(AccountId account, Aboard aboard, double part, Time from, Time to) {
  recorder_.drove(account, part, from, to);
  if (aboard == Aboard::box) recorder_.spent(account, Cause::drayage, from, to);
}

// While its driver rested.
void Driving::stood(AccountId account, Aboard aboard, Time from, Time to) {
  if (to <= from) return;
  recorder_.truck_waited(account, from, to);
  if (aboard == Aboard::box) recorder_.spent(account, Cause::drayage, from, to);
}

void Driving::waited_at_closed_road(AccountId account, Aboard aboard, world::LinkId road, Time from, Time to) {
  recorder_.truck_waited(account, from, to);
  if (aboard == Aboard::box) recorder_.spent(account, Cause::waiting_for_path, from, to);
  struck_roads_.at(road).passes(from, to, 1);
}

Time Driving::over_roads(AccountId account, Time at, Aboard aboard) {
  if (struck_roads_.empty()) {
    Time const arrives = at + chains_[account].takes;
    Time const drives_until = arrives - (drivers_rest_ ? chains_.by_truck(account).rests : Duration{});
    drove(account, aboard, 1, at, drives_until);
    stood(account, aboard, drives_until, arrives);
    return arrives;
  }
  auto const& way = chains_.by_truck(account);
  auto const go = [&](world::LinkId road, double part, Time from, Time to, double share) {
    if (share > 0) return drove(account, aboard, part, from, to);
    waited_at_closed_road(account, aboard, road, from, to);
  };
  Time const arrives = engine::over_roads(world_, way, closures_, at, go);
  stood(account, aboard, arrives - way.rests, arrives);
  return arrives;
}

Task Driving::road_by_road(Trip const& trip, Time& at) {
  auto const& [account, way, aboard, truck, trucks] = trip;
  double const empties = truck != nullptr ? 0 : trucks * world_.trucking->empty_km_per_laden_km();
  Duration driving;
  auto here = way.from_place;
  for (auto const road : way.links) {
    Time const comes = std::exchange(at, closures_[road].open_from(at));
    if (at > comes) waited_at_closed_road(account, aboard, road, comes, at);
    co_await clock_.until(at);
    bool const down = world_.links[road].from == here;
    here = down ? world_.links[road].to : world_.links[road].from;
    Duration const takes =
        traffic_.enter(road, down ? world::Direction::down : world::Direction::up, trucks, empties, at);
    at = pass(trip, road, takes, at);
    driving += takes;
  }
  Time const drove_until =
      std::exchange(at, at + (truck != nullptr && truck->fleet ? fleets_.rests(*truck, driving) : way.rests));
  stood(account, aboard, drove_until, at);
  co_await clock_.until(at);
}

Time Driving::pass(Trip const& trip, world::LinkId road, Duration takes, Time at) {
  auto const& [account, way, aboard, truck, trucks] = trip;
  double const share_of_way = world_.links[road].distance / way.distance;
  return closures_[road].pass(at, takes, [&](Time from, Time to, double share) {
    if (share <= 0) return waited_at_closed_road(account, aboard, road, from, to);
    double const part = share_of_way * ((to - from) * share / takes);
    drove(account, aboard, part, from, to);
    if (truck != nullptr) recorder_.drove_by_fleet(truck->fleet, account, part, in_km(way.distance), from, to);
  });
}

void Driving::report(outcome::Records& records) {
  for (auto& [id, queue] : struck_roads_) records.links[id].figures.queue = queue.outcome();
}

}  // namespace tongzhou::engine
