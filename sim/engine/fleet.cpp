#include "sim/engine/fleet.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <variant>

#include "sim/charges/passage_time.hpp"
#include "sim/demand/stream.hpp"
#include "sim/itineraries/timetable.hpp"

namespace tongzhou::engine {
using itineraries::departure;
using world::ServiceId;

Fleet::Fleet(world::World const& world, Clock& clock, ProcessSet& processes, Recorder& recorder, Observer* observer,
             Journeys& journeys, CargoHandling& handling, Calls& calls, Voyages& voyages, RollingStock& rolling_stock,
             std::uint32_t replication)
    : world_(world),
      clock_(clock),
      processes_(processes),
      recorder_(recorder),
      observer_(observer),
      journeys_(journeys),
      handling_(handling),
      calls_(calls),
      voyages_(voyages),
      rolling_stock_(rolling_stock) {
  for (auto const& service : world.services) {
    auto& departures = random_[random_.add({})];
    if (auto const* random = std::get_if<world::Random>(&service.schedule))
      departures.emplace(
          random->between,
          demand::Stream{world.seed, replication, fmt::format("service {} departures", service.name.code)}, Time{});
    auto& by_turn = next_round_[next_round_.add({})];
    for (std::size_t turn = 0; turn < service.turns().size(); ++turn)
      by_turn.push_back(static_cast<std::uint64_t>(service.fleet) + turn);
  }
}

void Fleet::open() {
  for (auto const id : world_.services.ids()) {
    auto const& service = world_.services[id];
    if (!service.returns()) processes_.spawn(departures(id));
    for (int number = 0; number < service.fleet; ++number) processes_.spawn(run_rotation(id, number));
  }
}

namespace {

/// A date of the timetable, so long after the departure from the first stop; `otherwise` where nothing is scheduled.
Time scheduled_or(Time departs, Duration after, Time otherwise) {
  return departs == Time::never() || after == Duration::unlimited() ? otherwise : departs + after;
}

/// The first of the turns that vehicles of a class have.
std::size_t first_turn(world::Service const& service, world::VehicleClassId vehicle) {
  auto const turns = service.turns();
  return static_cast<std::size_t>(std::ranges::find(turns, vehicle, &world::Service::vehicle) - turns.begin());
}

/// The next departure after one that a vehicle of the same class makes.
std::uint64_t next_alike(world::Service const& service, std::uint64_t departure) {
  auto const vehicle = service.run_by(departure).vehicle;
  do ++departure;
  while (service.run_by(departure).vehicle != vehicle);
  return departure;
}

}  // namespace

// A vehicle of a fleet goes round and round: every fleet-th departure is its own, so long as nobody is too late.
Process Fleet::run_rotation(ServiceId service_id, int vehicle) {
  auto n = static_cast<std::uint64_t>(vehicle);
  auto const& service = world_.services[service_id].run_by(n);
  Time const first = departure(service.schedule, n, world_.start);
  // Before its first departure, too.
  recorder_.vehicle_at_work({service_id, world_.services[service_id].turn_of(n)}, Time{}, recorder_.window().to);
  Time const begins = first != Time::never() ? first - charges::time_before_departure(world_, service) : Time{};
  recorder_.enters_service({service_id, world_.services[service_id].turn_of(n)}, begins);
  co_await clock_.until(begins);
  Vehicle me{world_, clock_, recorder_, observer_, vehicles_, service_id, n};
  for (;; n = next_round(me, n)) {
    me.voyage = {service_id, static_cast<std::uint64_t>(vehicle), n};
    me.round = departure(service.schedule, n, world_.start);
    me.next_round = departure(service.schedule, n + static_cast<std::uint64_t>(service.fleet), world_.start);
    for (std::size_t stop = 0; stop < service.stops.size(); ++stop) {
      bool const passes = passes_by(me, stop);
      auto const& next = service.stops[(stop + 1) % service.stops.size()];
      Time const due = scheduled_or(me.round, next.arrives, Time::never());
      Time const leaves = stop == 0 && random_[service_id] ? random_[service_id]->take() : me.leaves(stop);
      if (passes)
        pass_by(me, stop, due);
      else
        co_await calls_.call(me, stop, leaves, due);
      if (auto const there = voyages_.sail_freely(me, stop))
        co_await clock_.until(*there);
      else
        co_await voyages_.sail(me, stop);
    }
  }
}

// The next departure of its class that nobody has taken and for which the vehicle that is here now is not too late: who
// has lost more than the timetable can give back leaves out a round rather than being late all year.
std::uint64_t Fleet::next_round(Vehicle const& me, std::uint64_t last) {
  auto const& service = world_.services[me.id];
  auto& next = next_round_[me.id][first_turn(service, me.service.vehicle)];
  auto n = next;
  bool const timetable = departure(service.schedule, n, world_.start) != Time::never();
  if (!timetable || service.recovery.leaves_out_rounds == Duration::unlimited())
    return last + static_cast<std::uint64_t>(service.fleet);
  while (clock_.now() > departure(service.schedule, n, world_.start) + service.recovery.leaves_out_rounds) {
    recorder_.left_out_round(me.id, clock_.now());
    for (std::size_t stop = 0; stop < service.stops.size(); ++stop) handling_.leave_out(me.id, n, stop);
    n = next_alike(service, n);
  }
  next = next_alike(service, n);
  return n;
}

// A stop on the way, that is: neither where a round begins nor where a vehicle leaves the scenario.
bool Fleet::leaves_out(Vehicle const& me, std::size_t stop) const {
  return stop > 0 && me.may_load_at(stop) && clock_.now() > me.due + me.service.recovery.leaves_out_calls &&
         !me.hold.has_boxes_for(stop);
}

// Does it leave out the stop? One that turns back short calls at the later stop that it goes on from, for which it may
// be early.
bool Fleet::passes_by(Vehicle& me, std::size_t& stop) {
  auto const came_to = std::exchange(stop, turn_back_short(me, stop));
  return stop == came_to && leaves_out(me, stop);
}

// The last stop of the round at the same terminal before which nobody wants to leave it elsewhere, where it is so late
// that it goes on from there: its call here is then the one there, late as it is. Else the stop that it has come to.
std::size_t Fleet::turn_back_short(Vehicle& me, std::size_t stop) {
  auto const& stops = me.service.stops;
  bool const late = me.due != Time::never() && clock_.now() > me.due + me.service.recovery.turns_back_short;
  if (stop == 0 || !late || me.promised_boxes > 0) return stop;
  std::size_t again = stop;
  for (std::size_t later = stop + 1; later < stops.size(); ++later) {
    bool const here = stops[later].terminal == stops[stop].terminal;
    if (here) again = later;
    if (!here && me.hold.has_boxes_for(later)) break;
  }
  for (std::size_t left_out = stop; left_out < again; ++left_out) {
    if (stops[left_out].terminal != stops[stop].terminal) recorder_.left_out_call(me.id, clock_.now());
    handling_.leave_out(me.id, me.voyage.number, left_out);
    me.hold.redirect(left_out, again);
    me.hold.leg_sailed(left_out);
  }
  return again;
}

void Fleet::pass_by(Vehicle& me, std::size_t stop, Time due_next) {
  recorder_.left_out_call(me.id, clock_.now());
  handling_.leave_out(me.id, me.voyage.number, stop);
  me.hold.leg_sailed(me.leg);
  me.place = world_.terminals[me.service.stops[stop].terminal].place;
  me.due = due_next;
}

// A service that ends at its last stop: every departure finds a vehicle.
Process Fleet::departures(ServiceId service_id) {
  auto const& service = world_.services[service_id];
  if (std::holds_alternative<world::WhenFull>(service.schedule)) {
    processes_.spawn(trip(service_id, 0));  // each that leaves lets the next one load
    co_return;
  }
  if (random_[service_id])
    for (std::uint64_t n = 0;; ++n) {
      co_await clock_.until(random_[service_id]->take());
      processes_.spawn(trip(service_id, n));
    }
  for (std::uint64_t n = 0;; ++n) {
    co_await clock_.until(departure(service.schedule, n, world_.start) -
                          charges::time_before_departure(world_, service.run_by(n)));
    processes_.spawn(trip(service_id, n));
  }
}

Process Fleet::trip(ServiceId service_id, std::uint64_t number) {
  auto const& service = world_.services[service_id].run_by(number);
  auto const first = service.stops.front().terminal;
  if (service.wagon_sets) co_await rolling_stock_.take(service.wagon_sets, first);
  if (service.locomotives) co_await rolling_stock_.take(service.locomotives, first);
  if (service.wagon_sets) rolling_stock_.sets_out(service.wagon_sets);
  if (service.locomotives) rolling_stock_.sets_out(service.locomotives);
  Vehicle me{world_, clock_, recorder_, observer_, vehicles_, service_id, number};
  me.voyage = {service_id, number, number};
  me.round = departure(service.schedule, number, world_.start);
  for (std::size_t stop = 0; stop < service.stops.size(); ++stop) {
    bool const passes = passes_by(me, stop);
    bool const last = stop + 1 == service.stops.size();
    // Worked out before the call: GCC 12 evaluates both branches of a condition inside an awaited expression.
    Time const leaves = last ? Time{} : me.leaves(stop);
    Time const due = last ? Time::never() : scheduled_or(me.round, service.stops[stop + 1].arrives, Time::never());
    if (passes)
      pass_by(me, stop, due);
    else
      co_await calls_.call(me, stop, leaves, due);
    if (stop == 0 && std::holds_alternative<world::WhenFull>(service.schedule))
      processes_.spawn(trip(service_id, number + 1));
    if (last) break;
    if (auto const there = voyages_.sail_freely(me, stop))
      co_await clock_.until(*there);
    else
      co_await voyages_.sail(me, stop);
  }
  recorder_.vehicle_at_work(me.kind(), me.at_work_since, clock_.now());
  auto const end = service.stops.back().terminal;
  if (service.locomotives) rolling_stock_.give_back(service.locomotives, end);
  // It may draw them home.
  if (auto const wagons = service.wagons_after(me.transfers)) rolling_stock_.give_back(wagons, end);
}

void Fleet::count_aboard() {
  for (Vehicle* const vehicle : vehicles_) {
    vehicle->book_until_now();
    if (vehicle->due < clock_.now()) recorder_.overdue(vehicle->id, vehicle->due);
    vehicle->hold.each([&](Aboard const& aboard, ledger::Ride const& ride) {
      recorder_.ride_ended(aboard.account, ride);
      journeys_.count_aboard(aboard.box);
    });
    vehicle->flush_idle_time();
    if (!vehicle->service.returns())
      recorder_.vehicle_at_work(vehicle->kind(), vehicle->at_work_since, recorder_.window().to);
  }
}

}  // namespace tongzhou::engine
