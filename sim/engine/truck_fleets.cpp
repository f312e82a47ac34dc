#include "sim/engine/truck_fleets.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "sim/rules/drivers_hours.hpp"

namespace tongzhou::engine {
using world::PlaceId;
using world::TruckFleetId;

TruckFleets::TruckFleets(world::World const& world, Clock& clock, ProcessSet& processes, Recorder& recorder,
                         Experience& experience, itineraries::TruckSupply const& supply, Disruptions const& disruptions,
                         RoadTraffic& traffic)
    : world_(world),
      clock_(clock),
      processes_(processes),
      recorder_(recorder),
      experience_(experience),
      supply_(supply),
      closed_roads_(disruptions.links),
      traffic_(traffic) {
  if (!supply.has_fleets()) return;
  for (std::size_t fleet = 0; fleet < world.trucking->fleets.size(); ++fleet)
    fleets_.add({.in_use = Level{recorder.window()}, .queue = QueueWatch{recorder.window()}});
}

void TruckFleets::open() {
  if (!any()) return;
  auto const by_shifts = [](world::TruckFleet const& fleet) {
    return std::ranges::any_of(fleet.on_duty, [](double share) { return share < 1; });
  };
  if (std::ranges::any_of(world_.trucking->fleets, by_shifts)) processes_.spawn(shifts());
}

// At full hours, at which more drivers may come on duty.
Process TruckFleets::shifts() {
  for (;;) {
    co_await clock_.until(at_hours(std::floor(in_hours(clock_.now())) + 1));
    admit();
  }
}

Time TruckFleets::leaves_home(charges::Truck const& way, Time due) const {
  auto const& fleet = world_.trucking->fleets[serving(way).front()];
  Duration const driving = supply_.empty_way(fleet.home, way.from_place).time;
  return due - driving - rules::rests(world_.trucking->drivers_hours, driving);
}

bool TruckFleets::on_duty(TruckFleetId id, int trucks) const {
  auto const& facts = world_.trucking->fleets[id];
  auto const hour = static_cast<std::size_t>(std::fmod(in_hours(clock_.now()), 24));
  return trucks <= std::lround(facts.trucks * facts.on_duty[hour]);
}

TruckFleets::Request* TruckFleets::first_waiting_for(TruckFleetId id) const {
  auto const& line = fleets_[id].line;
  return line.empty() ? nullptr : line.begin()->second;
}

// Of all that wait for a fleet with a truck at home on duty.
TruckFleets::Request* TruckFleets::first_to_serve() const {
  Request* first = nullptr;
  for (auto const id : fleets_.ids()) {
    auto* const request = first_waiting_for(id);
    if (request == nullptr || (first != nullptr && first->turn <= request->turn)) continue;
    if (on_duty(id, fleets_[id].out + 1)) first = request;
  }
  return first;
}

void TruckFleets::join_line(Request& request) {
  request.turn = ++turns_;
  for (auto const id : serving(request.way)) fleets_[id].line.emplace(request.turn, &request);
}

void TruckFleets::leave_line(Request& request) {
  for (auto const id : serving(request.way)) fleets_[id].line.erase(request.turn);
  request.turn = 0;
}

void TruckFleets::send(TruckFleetId id, Request& request) {
  ++fleets_[id].out;
  fleets_[id].in_use.add(1, clock_.now());
  request.truck = {.fleet = id, .at = world_.trucking->fleets[id].home};
}

bool TruckFleets::take_free(Request& request) {
  for (auto const id : serving(request.way)) {
    if (!on_duty(id, fleets_[id].out + 1) || first_waiting_for(id) != nullptr) continue;
    send(id, request);
    return true;
  }
  return false;
}

void TruckFleets::hand_over(Request& request, FleetTruck const& truck) {
  leave_line(request);
  request.truck = truck;
  clock_.wake(request.box, clock_.now());
}

void TruckFleets::admit() {
  while (auto* const request = first_to_serve()) {
    auto const free = [&](TruckFleetId id) { return on_duty(id, fleets_[id].out + 1); };
    send(*std::ranges::find_if(serving(request->way), free), *request);
    hand_over(*request, request->truck);
  }
}

Task TruckFleets::run_empty(FleetTruck& truck, PlaceId to, AccountId account) {
  auto const& way = supply_.empty_way(truck.at, to);
  auto here = truck.at;
  Time at = clock_.now();
  Duration driving;
  for (auto const id : way.links) {
    Time const comes = std::exchange(at, closed_roads_[id].open_from(at));
    if (at > comes) recorder_.ran_empty(truck.fleet, account, 0, comes, at);
    co_await clock_.until(at);
    auto const& road = world_.links[id];
    bool const down = road.from == here;
    here = down ? road.to : road.from;
    Duration const takes = traffic_.enter(id, down ? world::Direction::down : world::Direction::up, 1, 0, at);
    at = closed_roads_[id].pass(at, takes, [&](Time from, Time until, double share) {
      double const km = in_km(road.distance) * (share > 0 ? (until - from) * share / takes : 0);
      recorder_.ran_empty(truck.fleet, account, km, from, until);
    });
    driving += takes;
  }
  Time const rested = at + rests(truck, driving);
  recorder_.ran_empty(truck.fleet, account, 0, at, rested);
  co_await clock_.until(rested);
  truck.at = to;
}

void TruckFleets::set_out(FleetTruck const& truck, charges::Truck const& way, Time since, Time now) {
  if (!truck.fleet) return fleets_[serving(way).front()].queue.waits_along(since, now, 1);
  fleets_[truck.fleet].queue.passes(since, now, 1);
  experience_.waited_for_truck(serving(way).front(), now - since, since);
  recorder_.took_truck(truck.fleet, now);
}

Duration TruckFleets::rests(FleetTruck& truck, Duration driving) const {
  auto const& law = world_.trucking->drivers_hours;
  Duration const before = std::exchange(truck.driven, truck.driven + driving);
  return rules::rests(law, truck.driven) - rules::rests(law, before);
}

void TruckFleets::release(FleetTruck const& truck) {
  if (truck.fleet) processes_.spawn(set_down(truck));
}

Process TruckFleets::set_down(FleetTruck truck) {
  co_await clock_.until(truck.free);
  Request* const next = on_duty(truck.fleet, fleets_[truck.fleet].out) ? first_waiting_for(truck.fleet) : nullptr;
  if (next != nullptr) {
    hand_over(*next, truck);
    co_return;
  }
  co_await run_empty(truck, world_.trucking->fleets[truck.fleet].home, truck.charged);
  --fleets_[truck.fleet].out;
  fleets_[truck.fleet].in_use.add(-1, clock_.now());
  admit();
}

void TruckFleets::still_waits(charges::Truck const& way, Time since, Time end) {
  fleets_[serving(way).front()].queue.passes(since, end, 1);
}

void TruckFleets::report(outcome::Records& records) {
  for (auto const id : fleets_.ids()) {
    auto& figures = records.truck_fleets[id];
    figures.utilisation = fleets_[id].in_use.mean() / world_.trucking->fleets[id].trucks;
    figures.queue = fleets_[id].queue.outcome();
  }
}

}  // namespace tongzhou::engine
