#include "sim/engine/fleet.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <utility>
#include <variant>

#include "sim/charges/passage_time.hpp"
#include "sim/itineraries/timetable.hpp"
#include "sim/rules/sailing.hpp"

namespace tongzhou::engine {
using itineraries::departure;
using world::LinkId;
using world::ServiceId;
using world::TerminalId;

Fleet::Fleet(world::World const& world, Clock& clock, ProcessSet& processes, Recorder& recorder, Observer* observer,
             Journeys& journeys, WaterAhead& water, Ashore& ashore, CargoHandling& handling, Quays& quays,
             Network network, Table<ServiceId, Closures> const& closures, std::uint32_t replication)
    : world_(world),
      clock_(clock),
      processes_(processes),
      recorder_(recorder),
      observer_(observer),
      journeys_(journeys),
      water_(water),
      ashore_(ashore),
      handling_(handling),
      quays_(quays),
      network_(network),
      closures_(closures),
      replication_(replication),
      loading_(world.services.size(), LoadingLine{clock}) {
  for (auto const& service : world.services) next_round_.add(static_cast<std::uint64_t>(service.fleet));
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

}  // namespace

// A vehicle of a fleet goes round and round: every fleet-th departure is its own, so long as nobody is too late.
Process Fleet::run_rotation(ServiceId service_id, int vehicle) {
  auto const& service = world_.services[service_id];
  auto n = static_cast<std::uint64_t>(vehicle);
  Time const first = departure(service.schedule, n, world_.start);
  recorder_.vehicle_at_work(service_id, Time{}, recorder_.window().to);  // before its first departure, too
  co_await clock_.until(first != Time::never() ? first - service.cut_off : Time{});
  Vehicle me{world_, clock_, recorder_, observer_, vehicles_, service_id};
  for (;; n = next_round(service_id, n)) {
    me.voyage = {service_id, static_cast<std::uint64_t>(vehicle), n};
    me.round = departure(service.schedule, n, world_.start);
    me.next_round = departure(service.schedule, n + static_cast<std::uint64_t>(service.fleet), world_.start);
    for (std::size_t stop = 0; stop < service.stops.size(); ++stop) {
      auto const& next = service.stops[(stop + 1) % service.stops.size()];
      Time const due = scheduled_or(me.round, next.arrives, Time::never());
      if (leaves_out(me, stop))
        pass_by(me, stop, due);
      else
        co_await call(me, stop, me.leaves(stop), due);
      co_await sail(me, stop);
    }
  }
}

// The next departure that nobody has taken and for which the vehicle that is here now is not too late: who has lost
// more than the timetable can give back leaves out a round rather than being late all year.
std::uint64_t Fleet::next_round(ServiceId id, std::uint64_t last) {
  auto const& service = world_.services[id];
  auto n = next_round_[id];
  bool const timetable = departure(service.schedule, n, world_.start) != Time::never();
  if (!timetable || service.recovery.leaves_out_rounds == Duration::unlimited())
    return last + static_cast<std::uint64_t>(service.fleet);
  while (clock_.now() > departure(service.schedule, n, world_.start) + service.recovery.leaves_out_rounds) {
    recorder_.left_out_round(id, clock_.now());
    for (std::size_t stop = 0; stop < service.stops.size(); ++stop) handling_.leave_out(id, n, stop);
    ++n;
  }
  next_round_[id] = n + 1;
  return n;
}

// A stop on the way, that is: neither where a round begins nor where a vehicle leaves the scenario.
bool Fleet::leaves_out(Vehicle const& me, std::size_t stop) const {
  return stop > 0 && me.may_load_at(stop) && clock_.now() > me.due + me.service.recovery.leaves_out_calls &&
         !me.hold.has_boxes_for(stop);
}

void Fleet::pass_by(Vehicle& me, std::size_t stop, Time due_next) {
  recorder_.left_out_call(me.id, clock_.now());
  handling_.leave_out(me.id, me.voyage.number, stop);
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
  if (auto const* random = std::get_if<world::Random>(&service.schedule)) {
    demand::Stream stream{world_.seed, replication_, fmt::format("service {} departures", service.name.code)};
    for (std::uint64_t n = 0;; ++n) {
      co_await clock_.until(clock_.now() + draw(random->between, stream));
      processes_.spawn(trip(service_id, n));
    }
  }
  for (std::uint64_t n = 0;; ++n) {
    co_await clock_.until(departure(service.schedule, n, world_.start) - service.cut_off);
    processes_.spawn(trip(service_id, n));
  }
}

Process Fleet::trip(ServiceId service_id, std::uint64_t number) {
  auto const& service = world_.services[service_id];
  Vehicle me{world_, clock_, recorder_, observer_, vehicles_, service_id};
  me.voyage = {service_id, number, number};
  me.round = departure(service.schedule, number, world_.start);
  for (std::size_t stop = 0; stop < service.stops.size(); ++stop) {
    bool const last = stop + 1 == service.stops.size();
    // Worked out before the call: GCC 12 evaluates both branches of a condition inside an awaited expression.
    Time const leaves = last ? Time{} : me.leaves(stop);
    Time const due = last ? Time::never() : scheduled_or(me.round, service.stops[stop + 1].arrives, Time::never());
    if (leaves_out(me, stop))
      pass_by(me, stop, due);
    else
      co_await call(me, stop, leaves, due);
    if (stop == 0 && std::holds_alternative<world::WhenFull>(service.schedule))
      processes_.spawn(trip(service_id, number + 1));
    if (last) break;
    co_await sail(me, stop);
  }
  recorder_.vehicle_at_work(service_id, me.at_work_since, clock_.now());
}

// A call: a berth, then the cranes; what becomes ready while the vehicle waits for its timetable is loaded too. Where
// cranes are never short, the end of their work is known at its beginning: time runs ahead of the clock, up to `at`.
Task Fleet::call(Vehicle& me, std::size_t stop, Time scheduled, Time due_next) {
  auto const& facts = me.service.stops[stop];
  auto& quay = quays_[facts.terminal];
  Call call{.stop = stop,
            .terminal = facts.terminal,
            .may_load = me.may_load_at(stop),
            .last_look = scheduled - me.service.cut_off};
  bool const fills_up = waits_until_full(me, call);
  me.place = world_.terminals[facts.terminal].place;
  if (observer_ != nullptr) observer_->arrives(me.voyage, facts.terminal, clock_.now());
  if (me.due != Time::never()) recorder_.arrived(me.id, me.due, clock_.now());
  me.due = due_next;
  PortStay stay{.arrived = clock_.now(), .alongside = {}, .departed = {}, .idle = Duration{} - me.waited_for_departure};

  me.turn_to(Cause::waiting_for_berth);
  co_await clock_.until(quay.closures->open_from(clock_.now()));
  Lease const berth = co_await quay.berths.one(me.hold.boxes());
  me.turn_to(Cause::handling);
  stay.alongside = clock_.now();
  recorder_.called(facts.terminal, clock_.now());
  co_await clock_.until(clock_.now() + draw(facts.port_time, quay.port_time));

  if (fills_up) loading_[me.id].join(me);
  handling_.begin_discharge(me, call);
  if (call.may_load && rules::is_ship(me.facts)) {
    me.leg = stop;
    Time const leaves = std::max(clock_.now(), scheduled);
    if (in_tonnes(me.load()) > water_.payload_with_waits(me, stop, leaves))
      co_await put_ashore(me, facts.terminal, water_.payloads(me, stop, leaves)[stop]);
    if (double const moves = handling_.take_up(me, stop, facts.terminal); moves > 0)
      co_await work_cranes(me, facts.terminal, moves);
  }
  Time at;
  for (;;) {
    auto const yard = journeys_.look_at(facts.terminal, clock_.now());
    bool const may_load = call.may_load && (!fills_up || loading_[me.id].is_first(me));
    double const loaded = may_load ? handling_.load(me, call, yard) : 0;
    auto off = me.hold.to_discharge().size();
    if (off > 0 && yard.limited()) {
      auto const to_discharge = me.hold.to_discharge();
      auto const has_room = [this, to_discharge](YardView const& now) {
        return handling_.room_for(to_discharge, now) > 0;
      };
      if (loaded == 0 && !has_room(yard)) co_await find_room(me, facts.terminal, has_room);
      off = handling_.room_for(to_discharge, journeys_.look_at(facts.terminal, clock_.now()));
    }
    at = clock_.now();
    if (double const moves = loaded + static_cast<double>(off); moves > 0) {
      double const cranes = quay.cranes_for(me.facts);
      Time const alone = at + quay.cranes.alone(moves, cranes);
      if (!quay.cranes.never_short()) co_await quay.cranes.work(moves, cranes);
      at = lifted(me, call, moves, off, alone);
    }
    bool const yard_full = !me.hold.to_discharge().empty();
    if (yard_full || fills_up) co_await clock_.until(at);
    if (yard_full) continue;  // the next part
    Time const look_again = !fills_up  ? next_look(me, call, scheduled, at)
                            : may_load ? leaves_by(me, call, at)
                                       : Time::never();  // until its turn has come
    if (look_again <= at) break;
    me.turn_to(Cause::waiting_for_departure);
    if (!fills_up)
      co_await clock_.until(look_again);
    else if (may_load)
      co_await call.queue->next_box(clock_, look_again);
    else
      co_await loading_[me.id].turn(me);
    me.turn_to(Cause::handling);
  }

  if (fills_up) loading_[me.id].first_is_done();
  at = prepare_to_leave(me, call, at);
  me.turn_to(Cause::waiting_for_departure);
  co_await clock_.until(closures_[me.id].open_from(std::max(scheduled, at)));
  me.turn_to(Cause::moving);
  stay.departed = clock_.now();
  stay.idle += me.waited_for_departure;
  recorder_.call_ended(me.id, facts.terminal, stay);
  if (call.may_load) leave(me, call);
}

// The cranes have done so many moves, or it is known when they will have: then.
Time Fleet::lifted(Vehicle& me, Call& call, double moves, std::size_t discharged, Time alone) {
  auto& cranes = quays_[call.terminal].cranes;
  Time const at = cranes.never_short() ? alone : clock_.now();
  if (cranes.never_short()) cranes.worked(moves, at);
  recorder_.lifted(call.terminal, moves, me.hold.boxes(), alone, at);
  me.spend(Cause::handling, std::min(alone, at));
  me.spend(Cause::waiting_for_crane, at);
  handling_.lifted(me, call, discharged, at);
  return at;
}

// The first stop alone: a service that leaves when it is full goes on from all others when the cranes are done.
bool Fleet::waits_until_full(Vehicle const& me, Call const& call) {
  return call.stop == 0 && call.may_load && std::holds_alternative<world::WhenFull>(me.service.schedule);
}

// When one that leaves when it is full does so whoever comes; a date that has passed when it is full.
Time Fleet::leaves_by(Vehicle const& me, Call const& call, Time at) const {
  auto const& when_full = std::get<world::WhenFull>(me.service.schedule);
  if (handling_.is_full(me, call, when_full.fill)) return at;
  return call.first_box == Time::never() ? call.first_box : call.first_box + when_full.longest_wait;
}

// When it is worth looking into the yard again: once more at the cut-off, else a date that has passed.
Time Fleet::next_look(Vehicle const& me, Call& call, Time scheduled, Time at) {
  return std::exchange(call.looked_at_cut_off, true) ? at : scheduled - me.service.cut_off;
}

template <class HasRoom>
Task Fleet::find_room(Vehicle& me, TerminalId terminal, HasRoom has_room) {
  Time const since = clock_.now();
  me.turn_to(Cause::waiting_for_yard);
  for (auto yard = journeys_.look_at(terminal, since); !has_room(yard);
       yard = journeys_.look_at(terminal, clock_.now()))
    co_await clock_.until(yard.next_look());
  me.turn_to(Cause::handling);
  recorder_.waited_for_yard(terminal, me.hold.boxes(), since, clock_.now());
}

// Boxes that found no room look for another service, and one that carries both regimes is sealed. When that is done.
Time Fleet::prepare_to_leave(Vehicle& me, Call& call, Time at) {
  if (!call.may_load) return at;
  handling_.close(me, call);
  bool const mixed = std::ranges::min(me.hold.totals().teu_by_regime) > 1e-9;
  if (!mixed || me.service.mixed.per_call <= Duration{}) return at;
  at = at + me.service.mixed.per_call;
  me.spend(Cause::documents, at);
  return at;
}

void Fleet::leave(Vehicle const& me, Call const& call) {
  Time const now = clock_.now();
  if (observer_ != nullptr) observer_->departs(me.voyage, call.terminal, now);
  recorder_.departed({.service = me.id,
                      .stop = call.stop,
                      .slots = me.facts.teu,
                      .load = me.hold.totals(),
                      .rolled = call.rolled,
                      .rolled_first = call.rolled_first,
                      .refused = call.refused,
                      .at = now});
}

namespace {

world::PlaceId begin_of(world::Passage const& passage, world::World const& world) {
  if (auto const* link = std::get_if<LinkId>(&passage.what))
    return passage.direction == world::Direction::down ? world.links[*link].from : world.links[*link].to;
  if (auto const* lock = std::get_if<world::LockId>(&passage.what)) return world.locks[*lock].place;
  return world.gauge_changes[std::get<world::GaugeChangeId>(passage.what)].place;
}

}  // namespace

// Links where nobody waits for anybody need no event of their own: time runs ahead of the clock along them.
Task Fleet::sail(Vehicle& me, std::size_t stop) {
  Speed const speed = speed_to_be_there(me, stop);
  me.leg = stop;
  Time at = clock_.now();
  auto const& way = me.service.stops[stop].to_next;
  bool const ship = rules::is_ship(me.facts);
  for (std::size_t p = 0; p < way.size(); ++p) {
    me.place = begin_of(way[p], world_);
    if (ship && me.promised_boxes > 0) co_await take_up(me, p, at);
    for (Mass before = Mass::unlimited(); ship && me.load() < before && !has_water(me, p, at);) {
      before = me.load();
      co_await lighten(me, p, speed, at);
    }
    auto const* link = std::get_if<LinkId>(&way[p].what);
    if (link != nullptr && !network_.links.takes_turns(*link))
      at = network_.links.pass_freely(me, *link, way[p].direction, speed, at);
    else
      co_await pass(me, way[p], speed, at);
  }
  me.spend(Cause::moving, at);
  if (ship && !way.empty()) co_await come_to_quay(me, speed, at);
  co_await clock_.until(at);
  me.hold.leg_sailed(stop);
}

Task Fleet::pass(Vehicle& me, world::Passage passage, Speed speed, Time& at) {
  if (auto const* link = std::get_if<LinkId>(&passage.what)) {
    if (network_.links.takes_turns(*link))
      co_await network_.links.pass_in_turn(me, *link, passage.direction, speed, at);
    else
      at = network_.links.pass_freely(me, *link, passage.direction, speed, at);
    co_return;
  }
  co_await clock_.until(at);
  if (auto const* lock = std::get_if<world::LockId>(&passage.what))
    co_await network_.locks.pass(me, *lock, passage.direction);
  else
    co_await network_.gauge_changes.pass(me, std::get<world::GaugeChangeId>(passage.what));
  at = clock_.now();
}

TerminalId Fleet::next_terminal(Vehicle const& me) const {
  return me.service.stops[(me.leg + 1) % me.service.stops.size()].terminal;
}

// Now, or so soon that a ship waits for it. The passage after the last is the berth at the next stop.
bool Fleet::has_water(Vehicle const& me, std::size_t passage, Time at) const {
  auto const& way = me.service.stops[me.leg].to_next;
  if (passage == way.size()) return water_.floats(me, next_terminal(me), at) <= at + me.facts.waits_for_water;
  auto const* link = std::get_if<LinkId>(&way[passage].what);
  if (link == nullptr) return true;
  Time const open = network_.links.open_from(*link, at);
  return water_.floats(me, *link, open) <= open + me.facts.waits_for_water;
}

Task Fleet::come_to_quay(Vehicle& me, Speed speed, Time& at) {
  auto const& way = me.service.stops[me.leg].to_next;
  me.place = world_.terminals[next_terminal(me)].place;
  if (me.promised_boxes > 0) co_await take_up(me, way.size(), at);
  for (Mass before = Mass::unlimited(); me.load() < before && !has_water(me, way.size(), at);) {
    before = me.load();
    co_await lighten(me, way.size(), speed, at);
  }
  Time const floats = water_.floats(me, next_terminal(me), at);
  if (floats <= at) co_return;
  me.spend(Cause::moving, at);
  me.spend(Cause::waiting_for_depth, floats);
  at = floats;
}

/// A quay on a leg under way, where a passage of it begins.
struct Fleet::PortOnTheWay {
  std::size_t passage;
  TerminalId terminal;
};

// The water ahead falls short for longer than the ship waits: it goes back to the nearest port, leaves there what is
// too much, and comes again. One that would not float even empty, or cannot go back, can only wait.
Task Fleet::lighten(Vehicle& me, std::size_t passage, Speed speed, Time& at) {
  if (water_.payload(me, passage, at) < 0) co_return;
  auto const port = port_behind(me, passage, at);
  if (!port) co_return;
  auto const& way = me.service.stops[me.leg].to_next;
  for (std::size_t p = passage; p-- > port->passage;) {
    bool const down = way[p].direction == world::Direction::down;
    world::Passage const back{way[p].what, down ? world::Direction::up : world::Direction::down};
    me.place = begin_of(back, world_);
    co_await pass(me, back, speed, at);
  }
  co_await call_on_the_way(me, *port, at);
  for (std::size_t p = port->passage; p < passage; ++p) {
    me.place = begin_of(way[p], world_);
    co_await pass(me, way[p], speed, at);
  }
}

// The nearest behind it, from where it stands, that can serve it; at the last, the stop that it comes from.
std::optional<Fleet::PortOnTheWay> Fleet::port_behind(Vehicle const& me, std::size_t passage, Time at) const {
  auto const& stop = me.service.stops[me.leg];
  for (std::size_t p = passage; p > 0; --p) {
    auto const place =
        p < stop.to_next.size() ? begin_of(stop.to_next[p], world_) : world_.terminals[next_terminal(me)].place;
    for (TerminalId const terminal : world_.places[place].terminals)
      if (can_serve(me, terminal, at)) return PortOnTheWay{p, terminal};
    if (!has_water(me, p - 1, at)) return std::nullopt;
  }
  return PortOnTheWay{0, stop.terminal};
}

bool Fleet::can_serve(Vehicle const& me, TerminalId id, Time at) const {
  auto const& terminal = world_.terminals[id];
  return terminal.kind == world::TerminalKind::quay && terminal.berth_length >= me.facts.length &&
         terminal.cranes > 0 && quays_[id].closures->open_from(at) <= at && water_.floats(me, id, at) <= at;
}

// A call that no timetable knows: what is too heavy for the water ahead is put ashore, what waits here is taken up.
Task Fleet::call_on_the_way(Vehicle& me, PortOnTheWay port, Time& at) {
  me.spend(Cause::moving, at);
  co_await clock_.until(at);
  auto& quay = quays_[port.terminal];
  me.place = world_.terminals[port.terminal].place;
  if (observer_ != nullptr) observer_->arrives(me.voyage, port.terminal, clock_.now());
  me.turn_to(Cause::waiting_for_berth);
  co_await clock_.until(quay.closures->open_from(clock_.now()));
  Lease const berth = co_await quay.berths.one(me.hold.boxes());
  me.turn_to(Cause::handling);
  recorder_.called(port.terminal, clock_.now());
  co_await put_ashore(me, port.terminal, water_.payload(me, port.passage, clock_.now()));
  if (double const moves = handling_.take_up(me, me.leg, port.terminal); moves > 0)
    co_await work_cranes(me, port.terminal, moves);
  me.turn_to(Cause::moving);
  if (observer_ != nullptr) observer_->departs(me.voyage, port.terminal, clock_.now());
  at = clock_.now();
}

Task Fleet::put_ashore(Vehicle& me, TerminalId terminal, double most_tonnes) {
  auto const boxes = ashore_.too_much(me, std::max(0.0, most_tonnes));
  for (std::span<Aboard const> left{boxes}; !left.empty();) {
    auto count = left.size();
    if (auto const yard = journeys_.look_at(terminal, clock_.now()); yard.limited()) {
      auto const has_room = [this, left](YardView const& now) { return handling_.room_for(left, now) > 0; };
      if (!has_room(yard)) co_await find_room(me, terminal, has_room);
      count = handling_.room_for(left, journeys_.look_at(terminal, clock_.now()));
    }
    co_await work_cranes(me, terminal, static_cast<double>(count));
    ashore_.put(me, terminal, left.first(count));
    left = left.subspan(count);
  }
}

// Boxes for which room was kept, at a place that the ship comes to.
Task Fleet::take_up(Vehicle& me, std::size_t passage, Time& at) {
  PortOnTheWay const port{passage, ashore_.kept_at(me, me.place)};
  if (port.terminal) co_await call_on_the_way(me, port, at);
}

// Until the cranes have done so many moves.
Task Fleet::work_cranes(Vehicle& me, TerminalId terminal, double moves) {
  auto& quay = quays_[terminal];
  double const cranes = quay.cranes_for(me.facts);
  Time const alone = clock_.now() + quay.cranes.alone(moves, cranes);
  if (quay.cranes.never_short()) {
    co_await clock_.until(alone);
    quay.cranes.worked(moves, alone);
  } else {
    co_await quay.cranes.work(moves, cranes);
  }
  recorder_.lifted(terminal, moves, me.hold.boxes(), alone, clock_.now());
  me.spend(Cause::handling, std::min(alone, clock_.now()));
  me.spend(Cause::waiting_for_crane, clock_.now());
}

// A vehicle that is late goes faster, so far as it can and as limits let it, and no more than brings it there on time.
Speed Fleet::speed_to_be_there(Vehicle const& me, std::size_t stop) const {
  Speed const usual = me.facts.speed;
  if (me.facts.max_speed <= usual) return usual;
  auto const& passages = me.service.stops[stop].to_next;
  Duration left = me.due - clock_.now();
  for (auto const& passage : passages)
    if (!std::holds_alternative<LinkId>(passage.what)) left -= charges::mean_time(world_, me.facts, passage);
  auto const late_at = [&](Speed speed) {
    Duration needed;
    for (auto const& passage : passages)
      if (auto const* link = std::get_if<LinkId>(&passage.what))
        needed += rules::time_on(me.facts, world_.links[*link], passage.direction, speed);
    return needed > left;
  };
  if (!late_at(usual)) return usual;
  if (late_at(me.facts.max_speed)) return me.facts.max_speed;
  // With a stream and limits the time is no plain quotient of the speed, but it falls with it: halving finds it.
  Speed too_slow = usual, enough = me.facts.max_speed;
  for (int halvings = 0; halvings < 50; ++halvings) {
    Speed const between = too_slow + (enough - too_slow) * 0.5;
    (late_at(between) ? too_slow : enough) = between;
  }
  return enough;
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
      recorder_.vehicle_at_work(vehicle->id, vehicle->at_work_since, recorder_.window().to);
  }
}

}  // namespace tongzhou::engine
