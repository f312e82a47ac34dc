// What happens to vehicles: they call at stops, load what is ready, and find their way past locks, borders and each
// other.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

#include "sim/charges/passage_time.hpp"
#include "sim/engine/run.hpp"
#include "sim/itineraries/timetable.hpp"
#include "sim/rules/sailing.hpp"

namespace tongzhou::engine {
using itineraries::departure;
using world::Direction;
using world::LinkId;
using world::LinkKind;
using world::ServiceId;
using world::TerminalId;

namespace {

/// Does anybody on it ever wait for another?
bool one_at_a_time(world::Link const& link) {
  bool const railway = link.kind == LinkKind::railway;
  return link.one_way || (railway && (link.tracks == 1 || link.paths_per_day > 0 || link.headway > Duration{}));
}

}  // namespace

Vehicle::Vehicle(Run& of, ServiceId service_id)
    : run(of),
      id(service_id),
      service(of.world.services[service_id]),
      facts(of.world.vehicle_classes[service.vehicle]),
      aboard(service.stops.size()),
      tonnes_on_leg(service.stops.size(), 0.0),
      since(of.clock.now()),
      place(of.vehicles.size()) {
  of.vehicles.push_back(this);
}

Vehicle::~Vehicle() {
  flush_idle_time();
  run.vehicles[place] = run.vehicles.back();
  run.vehicles[place]->place = place;
  run.vehicles.pop_back();
}

void Vehicle::turn_to(Cause next) {
  spend(cause, run.clock.now());
  cause = next;
}

std::uint32_t Vehicle::read_odometer() {
  auto const spare = std::ranges::find(riders, 0u);
  auto const at = static_cast<std::uint32_t>(spare - riders.begin());
  if (spare == riders.end()) {
    riders.push_back(0);
    readings.emplace_back();
  }
  readings[at] = odometer;
  return at;
}

std::size_t Vehicle::slots_free() const {
  if (facts.slots == 0) return std::numeric_limits<std::size_t>::max();
  std::size_t taken = 0;
  for (DischargeGroup const& group : aboard) taken += group.boxes.size();
  return static_cast<std::size_t>(facts.slots) - std::min(taken, static_cast<std::size_t>(facts.slots));
}

void Vehicle::spend(Cause passing, Time until) {
  if (until <= since) return;
  run.ledger.book_aboard(odometer, boxes, passing, since, until);
  if (passing != Cause::moving) idle += run.window.counted(since, until);
  since = until;
}

void Vehicle::flush_idle_time() { run.services[id].idle += std::exchange(idle, {}); }

// A vehicle of a fleet: round and round, every fleet-th departure is its own.
Process Run::run_rotation(ServiceId service_id, int number) {
  auto const& service = world.services[service_id];
  auto& at_work = services[service_id];
  auto n = static_cast<std::uint64_t>(number);
  Time departs = departure(service.schedule, n, world.start);
  bool const timed = departs != Time::never();
  co_await clock.until(timed ? departs - service.cut_off : Time{});
  Vehicle me{*this, service_id};
  at_work.vehicle_days += in_days(window.counted(clock.now(), window.to));
  for (;; n += static_cast<std::uint64_t>(service.fleet)) {
    me.voyage = {service_id, static_cast<std::uint64_t>(number), n};
    departs = departure(service.schedule, n, world.start);
    for (std::size_t stop = 0; stop < service.stops.size(); ++stop) {
      auto const& next = service.stops[(stop + 1) % service.stops.size()];
      bool const scheduled = timed && service.stops[stop].departs != Duration::unlimited();
      co_await call(me, stop, scheduled ? departs + service.stops[stop].departs : Time{});
      co_await sail(me, stop, timed && next.arrives != Duration::unlimited() ? departs + next.arrives : Time::never());
    }
  }
}

// A service that ends at its last stop: every departure finds a vehicle.
Process Run::departures(ServiceId service_id) {
  auto const& service = world.services[service_id];
  if (std::holds_alternative<world::WhenFull>(service.schedule)) {
    processes.spawn(trip(service_id, 0));  // each that leaves lets the next one load
    co_return;
  }
  if (auto const* random = std::get_if<world::Random>(&service.schedule)) {
    demand::Stream stream{world.seed, replication, fmt::format("service {} departures", service.name.code)};
    for (std::uint64_t n = 0;; ++n) {
      co_await clock.until(clock.now() + Duration{draw(random->between, stream)});
      processes.spawn(trip(service_id, n));
    }
  }
  for (std::uint64_t n = 0;; ++n) {
    co_await clock.until(departure(service.schedule, n, world.start) - service.cut_off);
    processes.spawn(trip(service_id, n));
  }
}

Process Run::trip(ServiceId service_id, std::uint64_t number) {
  auto const& service = world.services[service_id];
  auto& at_work = services[service_id];
  Time const departs = departure(service.schedule, number, world.start);
  bool const timed = departs != Time::never();
  Time const begins = clock.now();
  Vehicle me{*this, service_id};
  me.voyage = {service_id, number, number};
  for (std::size_t stop = 0; stop < service.stops.size(); ++stop) {
    bool const last = stop + 1 == service.stops.size();
    bool const scheduled = timed && !last && service.stops[stop].departs != Duration::unlimited();
    co_await call(me, stop, scheduled ? departs + service.stops[stop].departs : Time{});
    if (stop == 0 && std::holds_alternative<world::WhenFull>(service.schedule))
      processes.spawn(trip(service_id, number + 1));
    if (last) break;
    Duration const arrives = service.stops[stop + 1].arrives;
    co_await sail(me, stop, timed && arrives != Duration::unlimited() ? departs + arrives : Time::never());
  }
  at_work.vehicle_days += in_days(window.counted(begins, clock.now()));
}

// A call: a berth, then the cranes; what becomes ready while the vehicle waits for its timetable is loaded too. Where
// cranes are never short, the end of their work is known at its beginning: time runs ahead of the clock, up to `at`.
Task Run::call(Vehicle& me, std::size_t stop, Time departs) {
  auto const& facts = me.service.stops[stop];
  auto& terminal = terminals[facts.terminal];
  auto const& terminal_facts = world.terminals[facts.terminal];
  auto& service = services[me.id];
  if (observer != nullptr) observer->arrives(me.voyage, facts.terminal, clock.now());

  me.turn_to(Cause::waiting_for_berth);
  co_await clock.until(terminal.closures->open_from(clock.now()));
  Lease const berth = co_await terminal.berths.one(me.boxes);
  me.turn_to(Cause::handling);
  if (window.counts(clock.now())) ++terminal.figures.calls;
  co_await clock.until(clock.now() + Duration{draw(facts.port_time, terminal.port_stream)});

  auto const* when_full = std::get_if<world::WhenFull>(&me.service.schedule);
  bool const may_load = me.service.returns() || stop + 1 < me.service.stops.size();
  Time const loading_since = clock.now();
  double const cranes = me.facts.crane_limit > 0 ? std::min(terminal_facts.cranes_per_vehicle, me.facts.crane_limit)
                                                 : terminal_facts.cranes_per_vehicle;
  discharge(me, stop);
  Time at;
  for (bool waited = false;;) {
    serve_gates(clock.now());
    double const loaded = may_load ? load(me, stop) : 0;
    auto ashore = me.to_discharge.size();
    if (ashore > 0 && terminal.yard.limited()) {
      if (loaded == 0 && room_for(me, terminal.yard) == 0) co_await find_room(me, facts.terminal);
      ashore = room_for(me, terminal.yard);
    }
    double const moves = loaded + static_cast<double>(ashore);
    at = clock.now();
    if (moves > 0) {
      Time const alone = at + terminal.cranes.alone(moves, cranes);
      if (terminal.cranes.never_short()) {
        at = alone;
        terminal.cranes.worked(moves, at);
      } else {
        co_await terminal.cranes.work(moves, cranes);
        at = clock.now();
      }
      terminal.crane_box_hours_lost += in_hours(window.counted(alone, at)) * me.boxes;
      me.spend(Cause::handling, std::min(alone, at));
      me.spend(Cause::waiting_for_crane, at);
      if (window.counts(at)) terminal.figures.moves += moves;
      discharge_boxes(me, ashore, at);
      if (!me.to_load.empty()) tell_loaded(me, facts.terminal, at);
    }
    if (!me.to_discharge.empty()) {  // the yard was full: the next part
      co_await clock.until(at);
      continue;
    }
    if (when_full != nullptr && may_load) {
      co_await clock.until(at);
      bool const enough = me.totals.teu >= when_full->fill * me.facts.teu - 1e-9;
      Time const latest = loading_since + when_full->longest_wait;
      if (enough || clock.now() >= latest) break;
      me.turn_to(Cause::waiting_for_departure);
      co_await clock.until(std::min(latest, clock.now() + hours(1)));  // it looks into the yard every hour
      me.turn_to(Cause::handling);
      continue;
    }
    Time const cut_off = departs - me.service.cut_off;
    if (at >= cut_off || waited) break;
    me.turn_to(Cause::waiting_for_departure);
    co_await clock.until(cut_off);
    me.turn_to(Cause::handling);
    waited = true;
  }

  auto const left_behind = static_cast<double>(waiting[service.waiting[stop]].ready());
  if (may_load && left_behind > 0) look_for_alike(waiting[service.waiting[stop]], clock.now());

  if (may_load && std::ranges::min(me.totals.teu_by_regime) > 1e-9 && me.service.mixed.per_call > Duration{}) {
    at = at + me.service.mixed.per_call;
    me.spend(Cause::documents, at);
  }
  me.turn_to(Cause::waiting_for_departure);
  co_await clock.until(service.closures->open_from(std::max(departs, at)));
  me.turn_to(Cause::moving);
  Time const now = clock.now();
  if (observer != nullptr && may_load) observer->departs(me.voyage, facts.terminal, now);
  if (!may_load || !window.counts(now)) co_return;
  auto& leg = service.figures.legs[stop];
  ++leg.sailings;
  leg.teu_offered += me.facts.teu;
  leg.teu_carried += me.totals.teu;
  for (std::size_t trade = 0; trade < world::trade_classes; ++trade)
    leg.teu_by_trade[trade] += me.totals.teu_by_trade[trade];
  double slots = left_behind;
  leg.left_behind += slots;
  if (me.refused[static_cast<std::size_t>(rules::Refusal::water)] > 0) ++leg.payload_limited;
  for (std::size_t why = 0; why < rules::refusals; ++why) {
    leg.left_behind_why[why] += me.refused[why];
    slots -= me.refused[why];
  }
  leg.left_behind_why[static_cast<std::size_t>(rules::Refusal::slots)] += std::max(0.0, slots);  // never looked at
  if (me.totals.teu > me.facts.teu + 1e-6) ++sailings_over_limit;
  if (stop == 0) ++service.figures.departures;
  if (departs > Time{}) {
    ++service.departures_timed;
    service.vehicles_late_hours += in_hours(now - departs);
    if (now - departs <= hours(1)) ++service.departures_on_time;
  }
}

// Their room is free at once, so that loading can be planned; they are off when the cranes have done their work.
void Run::discharge(Vehicle& me, std::size_t stop) {
  LoadTotals const ashore = std::exchange(me.aboard[stop].totals, {});
  me.to_discharge.swap(me.aboard[stop].boxes);
  me.totals.take_off(ashore);
  count_handled(me.service.stops[stop].terminal, ashore, &outcome::TerminalOutcome::teu_discharged);
}

void Run::count_handled(TerminalId id, LoadTotals const& totals, double outcome::TerminalOutcome::*teu) {
  if (!window.counts(clock.now())) return;
  auto& figures = terminals[id].figures;
  figures.*teu += totals.teu;
  for (std::size_t trade = 0; trade < world::trade_classes; ++trade)
    figures.teu_by_trade[trade] += totals.teu_by_trade[trade];
  place_teu_by_week[world.terminals[id].place][week_at(clock.now())] += totals.teu;
}

// Boxes, steps and accounts lie far apart in memory: asked for together, they come together, where one after the other
// each would be waited for.
void Run::discharge_boxes(Vehicle& me, std::size_t count, Time at) {
  me.boxes -= static_cast<double>(count);
  auto const lifted = std::span{me.to_discharge}.first(count);
  for (Aboard const& aboard : lifted) {
    boxes.prefetch(aboard.box);
    prefetch(aboard.account);
    if (AccountId const next{aboard.account.value() + std::size_t{1}}; next.value() < steps.size()) prefetch(next);
  }
  for (Aboard const& aboard : lifted) __builtin_prefetch(&deliveries[steps[aboard.account].flow], 1);
  ledger::Ride ride;
  auto of_reading = std::numeric_limits<std::uint32_t>::max();
  for (Aboard const& aboard : lifted) {
    if (aboard.reading != of_reading) {  // those loaded together follow one another
      of_reading = aboard.reading;
      ride = {me.readings[of_reading], me.odometer};
    }
    ledger.leave(aboard.account, ride);
    --me.riders[aboard.reading];
    if (auto const box = boxes[aboard.box].followed)
      observer->lift(box, false, me.voyage, me.service.stops[steps[aboard.account].discharge].terminal, at);
    step_done(aboard.box, at);
  }
  me.to_discharge.erase(me.to_discharge.begin(), me.to_discharge.begin() + static_cast<std::ptrdiff_t>(count));
}

/// How many of those that go ashore next the yard takes now.
std::size_t Run::room_for(Vehicle const& me, Yard& yard) const {
  double room = yard.room(clock.now()) + 1e-9;
  std::size_t count = 0;
  for (Aboard const& aboard : me.to_discharge) {
    if ((room -= steps[aboard.account].teu) < 0) break;
    ++count;
  }
  return count;
}

void Run::tell_loaded(Vehicle& me, TerminalId terminal, Time at) {
  for (BoxId const box : me.to_load) observer->lift(boxes[box].followed, true, me.voyage, terminal, at);
  me.to_load.clear();
}

// First come, first served; whoever does not fit is passed over. A ship takes no more than the water ahead allows.
double Run::load(Vehicle& me, std::size_t stop) {
  auto& service = services[me.id];
  auto const stops = me.service.stops.size();
  auto& list = waiting[service.waiting[stop]];
  list.gather(clock.now());
  me.refused = {};
  if (list.ready() == 0) return 0;
  for (auto const& entry : list.next(64)) prefetch(entry.account);
  auto const week = static_cast<std::size_t>(week_of_day[static_cast<std::size_t>(in_days(clock.now()))]);
  TerminalId const terminal_id = me.service.stops[stop].terminal;
  me.spend(me.cause, clock.now());
  std::uint32_t const reading = me.read_odometer();
  std::size_t const slots_free = me.slots_free();
  rank(list, me.service.loads_first);
  LoadTotals loaded;
  double count = 0;
  list.offer(
      [&](auto const&) {
        return me.facts.teu - me.totals.teu > least_teu - 1e-9 && count < static_cast<double>(slots_free);
      },
      [&](auto const& entry) {
        StepFacts const& step = steps[entry.account];
        if (auto const no = refusal(me, step, stop, week); no != rules::Refusal::none) {
          ++me.refused[static_cast<std::size_t>(no)];
          return false;
        }
        for (std::size_t leg = stop; leg != step.discharge; leg = (leg + 1) % stops)
          me.tonnes_on_leg[leg] += step.tonnes;
        if (step.piggyback > 0) piggyback_left[step.piggyback - 1] -= step.teu;
        Time const now = clock.now();
        ledger.begin(entry.account, now);
        ledger.book(entry.account, Cause::waiting_for_sailing, Time{Duration{entry.ready}}, now);
        pay_storage(entry.account, terminal_id, Time{Duration{entry.ready}}, now);
        ++count;
        loaded.add(step);
        me.totals.add(step);
        me.aboard[step.discharge].totals.add(step);
        me.aboard[step.discharge].boxes.push_back({entry.box, entry.account, reading});
        if (observer != nullptr && boxes[entry.box].followed) me.to_load.push_back(entry.box);
        return true;
      });
  me.boxes += count;
  me.riders[reading] += static_cast<std::uint32_t>(count);
  terminals[terminal_id].yard.leave(loaded.teu, clock.now());
  count_handled(terminal_id, loaded, &outcome::TerminalOutcome::teu_loaded);
  if (window.counts(clock.now())) {
    service.figures.boxes += count;
    service.figures.teu += loaded.teu;
  }
  return count;
}

/// What a ship that is here can tell: slots, plugs, water and quota.
rules::Refusal Run::refusal(Vehicle const& me, StepFacts const& step, std::size_t stop, std::size_t week) const {
  using rules::Refusal;
  auto const other = step.regime == world::Regime::domestic ? world::Regime::foreign : world::Regime::domestic;
  double const free = rules::free_for(me.service.mixed, step.regime, me.facts.teu - me.totals.teu,
                                      me.totals.teu_by_regime[static_cast<std::size_t>(other)]);
  if (step.teu > free + 1e-9) return Refusal::slots;
  if (step.reefer && me.totals.reefers >= me.facts.reefer_plugs) return Refusal::plugs;
  auto const stops = me.service.stops.size();
  auto const& payload = services[me.id].payload[week];
  for (std::size_t leg = stop; leg != step.discharge; leg = (leg + 1) % stops)
    if (me.tonnes_on_leg[leg] + step.tonnes > payload[leg])
      return payload[leg] < in_tonnes(me.facts.deadweight) ? Refusal::water : Refusal::too_heavy;
  if (step.piggyback > 0 && piggyback_left[step.piggyback - 1] < step.teu) return Refusal::quota;
  return Refusal::none;
}

void Run::rank(Waiting& list, world::LoadsFirst first) {
  if (first == world::LoadsFirst::first_come) return;
  list.rank([&](Waiting::Entry const& entry) {
    Box const& box = boxes[entry.box];
    StepFacts const& step = steps[box.account];
    auto const& flow = world.flows[step.flow];
    switch (first) {
      case world::LoadsFirst::deadline:
        return in_hours(box.born + flow.deadline);
      case world::LoadsFirst::value:
        return -flow.value;
      case world::LoadsFirst::foreign:
        return step.regime == world::Regime::foreign ? 0.0 : 1.0;
      default:
        return step.regime == world::Regime::domestic ? 0.0 : 1.0;
    }
  });
}

Task Run::find_room(Vehicle& me, TerminalId id) {
  auto& yard = terminals[id].yard;
  Time const since = clock.now();
  me.turn_to(Cause::waiting_for_yard);
  while (room_for(me, yard) == 0) {
    co_await clock.until(Yard::next_look(clock.now()));
    serve_gates(clock.now());
  }
  me.turn_to(Cause::handling);
  double const lost = in_hours(window.counted(since, clock.now()));
  terminals[id].figures.yard_blocked_hours += lost;
  terminals[id].yard_box_hours_lost += lost * me.boxes;
}

// Links where nobody waits for anybody need no event of their own: time runs ahead of the clock along them.
Task Run::sail(Vehicle& me, std::size_t stop, Time due) {
  Speed speed = me.facts.speed;
  if (rules::is_ship(me.facts) && me.facts.max_speed > speed) {
    Duration planned, other;
    for (auto const& passage : me.service.stops[stop].to_next) {
      bool const is_link = std::holds_alternative<LinkId>(passage.what);
      (is_link ? planned : other) += charges::mean_time(world, me.facts, passage);
    }
    Duration const left = due - clock.now() - other;
    if (left < planned)
      speed = left <= Duration{} ? me.facts.max_speed : std::min(me.facts.max_speed, speed * (planned / left));
  }
  me.leg = stop;
  Time at = clock.now();
  for (auto const& passage : me.service.stops[stop].to_next) {
    if (auto const* link = std::get_if<LinkId>(&passage.what)) {
      if (one_at_a_time(world.links[*link])) {
        co_await take_turns(me, *link, passage.direction, speed, at);
      } else {
        at = along(me, *link, passage.direction, speed, at);
      }
      continue;
    }
    co_await clock.until(at);
    if (auto const* lock = std::get_if<world::LockId>(&passage.what)) {
      me.turn_to(Cause::waiting_for_lock);
      rules::ShipAtLock const ship{me.facts.length, me.facts.beam, rules::draught(me.facts, me.load())};
      Time const filled = co_await locks[*lock].pass(ship, passage.direction, me.boxes);
      me.spend(Cause::waiting_for_lock, filled);
      me.turn_to(Cause::moving);
      me.spend(Cause::moving, clock.now());
    } else {
      auto const id = std::get<world::GaugeChangeId>(passage.what);
      auto& border = gauge_changes[id];
      auto const& facts = world.gauge_changes[id];
      me.turn_to(Cause::waiting_for_path);
      Lease const track = co_await border.tracks.one(me.boxes);
      me.turn_to(Cause::gauge_change);
      co_await clock.until(clock.now() + Duration{draw(facts.per_train, border.stream)} + facts.per_box * me.boxes);
      me.turn_to(Cause::moving);
      if (window.counts(clock.now())) {
        ++border.figures.trains;
        border.figures.boxes += me.boxes;
      }
    }
    at = clock.now();
  }
  me.spend(Cause::moving, at);
  co_await clock.until(at);
  me.tonnes_on_leg[stop] = 0;
}

// When the link is open and deep enough; what is waited before it is booked.
Time Run::clear_to_enter(Vehicle& me, LinkId id, Time at) {
  auto const& facts = world.links[id];
  auto& link = links[id];
  auto const wait_until = [&](Time date, Cause cause) {
    me.spend(Cause::moving, at);
    me.spend(cause, date);
    at = date;
  };
  if (Time const open = link.closures->open_from(at); open > at) {
    link.queue.passes(at, open, me.boxes);
    wait_until(open, Cause::waiting_for_path);
  }
  if (rules::is_ship(me.facts)) {
    if (Time const deep = depth_suffices(me, facts, at); deep > at) {
      link.depth_hours_lost += in_hours(window.counted(at, deep)) * me.boxes;
      wait_until(deep, Cause::waiting_for_depth);
    }
  }
  return at;
}

// A link on which nobody waits for anybody: where it ends is known when it begins.
Time Run::along(Vehicle& me, LinkId id, Direction direction, Speed speed, Time at) {
  at = clear_to_enter(me, id, at);
  if (observer != nullptr) observer->passes(me.voyage, id, direction, at);
  note_passage(me, id, direction, at);
  return travel(me, id, direction, speed, 1, at);
}

// So much of a link, slower while it is slowed and not at all while it is closed. What is slower burns less: a ship's
// fuel for a distance falls with the square of its speed.
Time Run::travel(Vehicle& me, LinkId id, Direction direction, Speed speed, double part, Time at) {
  auto const& facts = world.links[id];
  auto& link = links[id];
  Duration const time = rules::time_on(me.facts, facts, direction, speed) * part;
  if (link.closures->none()) {
    burn(me, id, direction, speed, part, at);
    return at + time;
  }
  bool const ship = rules::is_ship(me.facts);
  double burnt = 0;  // of what it burns when nothing is slowed
  Time const end = link.closures->pass(at, time, [&](Time from, Time to, double share) {
    if (share > 0) {
      burnt += (to - from) * share / time * (ship ? share * share : 1);
      return;
    }
    link.queue.passes(from, to, me.boxes);
    me.spend(Cause::moving, from);
    me.spend(Cause::waiting_for_path, to);
  });
  burn(me, id, direction, speed, part * burnt, at);
  return end;
}

// A railway with paths to give, single track, a one-way reach.
Task Run::take_turns(Vehicle& me, LinkId id, Direction direction, Speed speed, Time& at) {
  auto const& facts = world.links[id];
  auto& link = links[id];
  auto& paths = link.paths[direction == Direction::down ? 0 : 1];
  at = clear_to_enter(me, id, at);
  if (link.sections.empty()) {
    co_await clock.until(at);
    Time const path = paths.next(at);
    link.queue.passes(at, path, me.boxes);
    me.spend(Cause::moving, at);
    me.spend(Cause::waiting_for_path, path);
    at = path;
  }
  if (observer != nullptr) observer->passes(me.voyage, id, direction, at);
  note_passage(me, id, direction, at);
  if (link.sections.empty()) {
    at = travel(me, id, direction, speed, 1, at);
    co_return;
  }
  // Section by section: in a loop between two, a train may wait for one that comes the other way.
  auto const n = link.sections.size();
  for (std::size_t k = 0; k < n; ++k) {
    auto& section = link.sections[direction == Direction::down ? k : n - 1 - k];
    me.spend(Cause::moving, at);
    co_await clock.until(at);
    if (k == 0 && facts.paths_per_day > 0) {
      at = paths.next(at);
      me.spend(Cause::waiting_for_path, at);
      co_await clock.until(at);
    }
    me.turn_to(Cause::waiting_for_path);
    co_await section.enter(direction);
    link.queue.passes(at, clock.now(), me.boxes);
    me.turn_to(Cause::moving);
    co_await clock.until(travel(me, id, direction, speed, 1 / static_cast<double>(n), clock.now()));
    section.leave();
    at = clock.now();
  }
}

// A ship that is too deep for this week's water waits for a week that has enough.
Time Run::depth_suffices(Vehicle const& me, world::Link const& link, Time from) const {
  double const needed = in_metres(rules::draught(me.facts, me.load()) + me.facts.under_keel) - 1e-9;
  auto day = static_cast<std::size_t>(in_days(from));
  for (; day < week_of_day.size(); ++day) {
    if (link.depth[static_cast<std::size_t>(week_of_day[day])] >= needed)
      return std::max(from, at_days(static_cast<double>(day)));
  }
  return Time::never();
}

void Run::burn(Vehicle& me, LinkId id, Direction direction, Speed speed, double part, Time at) {
  if (!window.counts(at)) return;
  auto const& facts = world.links[id];
  auto const week = static_cast<std::size_t>(week_of_day[static_cast<std::size_t>(in_days(at))]);
  services[me.id].figures.fuel +=
      part * rules::fuel_on(me.facts, facts, direction, speed, {me.load(), me.totals.teu}, metres(facts.depth[week]));
}

void Run::note_passage(Vehicle& me, LinkId id, Direction direction, Time at) {
  if (!window.counts(at)) return;
  auto const& facts = world.links[id];
  auto& figures = links[id].figures;
  auto& service = services[me.id];
  double const km = in_km(facts.distance);
  bool const down = direction == Direction::down;
  ++(down ? figures.passages_down : figures.passages_up);
  (down ? figures.teu_down : figures.teu_up) += me.totals.teu;
  figures.teu_by_week[week_at(at)] += me.totals.teu;
  for (std::size_t trade = 0; trade < world::trade_classes; ++trade)
    figures.teu_by_trade[trade] += me.totals.teu_by_trade[trade];
  double const load = in_tonnes(me.load());
  figures.tonne_km += load * km;
  service.figures.teu_km += me.totals.teu * km;
  service.figures.tonne_km += load * km;
  service.figures.vehicle_km += km;
}

}  // namespace tongzhou::engine
