#include "sim/engine/calls.hpp"

#include <algorithm>
#include <functional>
#include <utility>
#include <variant>

#include "network/base/prefetch.hpp"
#include "sim/rules/sailing.hpp"

namespace tongzhou::engine {
using world::ServiceId;

/// A call under way. Where cranes are never short, the end of their work is known at its beginning: time runs ahead of
/// the clock, up to `at`.
struct Calls::Visit {
  Call call;
  Time scheduled;  // to leave
  PortStay stay;
  bool fills_up = false;  // leaves when it is full
  bool lines_up = false;  // loads when those of its service that leave before it have
  Time at{};
  bool may_load_now = false;
  bool at_anchorage = false;  // again: others wanted its berth
};

Calls::Calls(world::World const& world, Clock& clock, Recorder& recorder, Observer* observer, Journeys& journeys,
             WaterAhead& water, DirectLifts& direct_lifts, CargoHandling& handling, Quays& quays, Berthing& berthing,
             QuayWork& work, Table<ServiceId, Closures> const& closures)
    : world_(world),
      clock_(clock),
      recorder_(recorder),
      observer_(observer),
      journeys_(journeys),
      water_(water),
      direct_lifts_(direct_lifts),
      handling_(handling),
      quays_(quays),
      berthing_(berthing),
      work_(work),
      closures_(closures),
      loading_(world.services.size(), LoadingLine{clock}) {}

// What nearly always takes no time is no task of its own: a task begins where something is waited for.
Task Calls::call(Vehicle& me, std::size_t stop, Time scheduled, Time due_next) {
  auto const terminal = me.service.stops[stop].terminal;
  quays_.prefetch(terminal);
  recorder_.prefetch_call(me.id, terminal);
  Visit visit{.call = {.stop = stop,
                       .terminal = terminal,
                       .may_load = me.may_load_at(stop),
                       .last_look = scheduled - me.service.cut_off},
              .scheduled = scheduled,
              .stay = {.arrived = clock_.now(), .alongside = {}, .left_berth = {}, .departed = {}, .idle = {}}};
  bool const at_random = waits_for_a_random_date(me, visit.call);
  visit.fills_up = waits_until_full(me, visit.call);
  visit.lines_up = visit.fills_up || at_random;
  if (at_random) loading_[me.id].join(me);  // dates go to vehicles as they come
  BerthWindow const window{holds_window(me), window_begins(me, visit.call, scheduled)};
  if (me.due != Time::never()) recorder_.arrived(me.id, me.due, clock_.now());
  me.due = due_next;

  Lease berth;
  if (!berthing_.comes_alongside_at_once(me, terminal, berth, window))
    co_await berthing_.come_alongside(me, terminal, berth, window);
  me.hold.leg_sailed(me.leg);
  visit.stay.alongside = clock_.now();
  visit.stay.idle = Duration{} - me.waited_for_departure;
  Time const ready = clock_.now() + draw(me.service.stops[stop].port_time, quays_[terminal].port_time);
  co_await clock_.until(ready);  // mooring and papers
  make_ready(me, visit);
  if (visit.call.may_load && rules::is_ship(me.facts)) {
    me.leg = stop;
    if (is_too_heavy(me, visit) || work_.may_take_up(me)) co_await heed_water_ahead(me, visit);
  }
  co_await handle(me, visit);
  prepare_to_leave(me, visit);
  Time const leaves = begin_wait_for_departure(me, visit);
  if (quays_[terminal].sends_idle_away && visit.call.may_load) co_await idle_at_berth(me, visit, berth, leaves);
  co_await clock_.until(leaves);
  me.book_until_now();
  if (visit.at_anchorage || !visit.call.may_load) end(me, visit);
  if (!visit.at_anchorage && !leaves_berth_at_once(me, visit, berth)) co_await leave_berth(me, visit, berth);
  me.turn_to(Cause::moving);
}

// Of its service, at this stop. One that has no timetable has none.
bool Calls::holds_window(Vehicle const& me) const {
  return me.service.berth_window && me.due != Time::never() && clock_.now() <= me.due + *me.service.berth_window;
}

// Of one that keeps it: one that comes from outside of the scenario has none. Where it ends it is as it is due.
Time Calls::window_begins(Vehicle const& me, Call const& call, Time scheduled) {
  if (!me.service.waits_for_window || me.due == Time::never()) return {};
  return call.may_load ? scheduled - me.service.stops[call.stop].stay : me.due;
}

// Until when it waits, at its berth, or at the anchorage once others want the berth of one that has been worked.
Time Calls::begin_wait_for_departure(Vehicle& me, Visit const& visit) {
  recorder_.prefetch_leg(me.id, visit.call.stop);
  prefetch(me.service.stops[visit.call.stop].to_next);
  me.turn_to(Cause::waiting_for_departure);
  return closures_[me.id].open_from(std::max(visit.scheduled, visit.at));
}

// Until it leaves, or others want the berth.
Task Calls::idle_at_berth(Vehicle& me, Visit& visit, Lease& berth, Time leaves) {
  co_await clock_.until(visit.at);
  bool const wanted = co_await quays_[visit.call.terminal].berths.idle_until(leaves);
  if (!wanted || clock_.now() >= leaves) co_return;
  visit.at_anchorage = true;
  co_await leave_berth(me, visit, berth);
  me.turn_to(Cause::waiting_for_departure);
}

// Where neither an approach nor an engine is in the way. One that leaves the scenario here goes out of sight at its
// berth.
bool Calls::leaves_berth_at_once(Vehicle& me, Visit& visit, Lease& berth) {
  if (berthing_.is_shunted(visit.call.terminal) || berthing_.has_approach(me, visit.call.terminal)) return false;
  if (!visit.call.may_load) return true;
  make_ready_to_leave(me, visit);
  give_up_berth(me, visit, berth);
  return true;
}

// One that leaves the scenario here goes out of sight at its berth, or when it has been pulled out of its track.
Task Calls::leave_berth(Vehicle& me, Visit& visit, Lease& berth) {
  bool const shunted = berthing_.is_shunted(visit.call.terminal);
  auto const& stops = me.service.stops;
  if (shunted && !visit.call.may_load) co_await berthing_.pull_out(me, stops[me.leg].wagon_share, visit.call.terminal);
  if (!visit.call.may_load) co_return;
  make_ready_to_leave(me, visit);
  bool const by_approach = berthing_.has_approach(me, visit.call.terminal);
  if (by_approach) co_await berthing_.wait_to_leave(me, visit.call.terminal);
  if (shunted) co_await berthing_.pull_out(me, stops[visit.call.stop].wagon_share, visit.call.terminal);
  give_up_berth(me, visit, berth);
  if (by_approach) co_await berthing_.go_out(me, visit.call.terminal);
}

void Calls::make_ready_to_leave(Vehicle& me, Visit& visit) {
  me.book_until_now();
  visit.stay.idle += me.waited_for_departure;
}

void Calls::give_up_berth(Vehicle const& me, Visit& visit, Lease& berth) {
  visit.stay.left_berth = clock_.now();
  if (!visit.at_anchorage) end(me, visit);
  berth.release();
}

void Calls::make_ready(Vehicle& me, Visit& visit) {
  handling_.prefetch_call(me, visit.call);
  if (visit.fills_up) loading_[me.id].join(me);
  handling_.begin_discharge(me, visit.call);
}

bool Calls::is_too_heavy(Vehicle const& me, Visit const& visit) const {
  Time const leaves = std::max(clock_.now(), visit.scheduled);
  return in_tonnes(me.load()) > water_.payload_with_waits(me, visit.call.stop, leaves);
}

// What the water ahead asks for: what is too heavy goes ashore, and what others have put ashore goes on where it lets
// it.
Task Calls::heed_water_ahead(Vehicle& me, Visit& visit) {
  Call const& call = visit.call;
  Time const leaves = std::max(clock_.now(), visit.scheduled);
  std::function<double()> const most = [&] {
    return water_.payloads(me, call.stop, std::max(clock_.now(), leaves))[call.stop];
  };
  if (is_too_heavy(me, visit)) co_await work_.put_ashore(me, call.terminal, most);
  if (work_.may_take_up(me)) co_await work_.take_up(me, call.stop, call.terminal, in_tonnes(me.facts.deadweight));
}

Task Calls::handle(Vehicle& me, Visit& visit) {
  auto const stand = direct_lifts_.stand(me, visit.call, takes_straight_until(visit));
  if (!visit.lines_up) handling_.take_straight(me, visit.call);  // one that lines up does when its turn to load comes
  for (;;) {
    if (auto const part = handling_.begin_direct_lifts(me, visit.call); part.boxes > 0) {
      co_await lift_straight(me, visit, part);
      continue;
    }
    handling_.prefetch_boxes(me, visit.call);
    auto const yard = journeys_.look_at(visit.call.terminal, clock_.now());
    double const loaded = look(me, visit, yard);
    if (loaded == 0 && yard.limited() && !me.hold.to_discharge().empty()) co_await wait_for_room(me, visit);
    auto const off = may_go_ashore(me, visit, yard);
    visit.at = clock_.now();
    double const moves = loaded + static_cast<double>(off);
    if (moves > 0 && work_.knows_end(visit.call.terminal))
      lift_ahead(me, visit, yard, off, moves);
    else if (moves > 0)
      co_await lift(me, visit, yard, off, moves);
    bool const yard_full = !me.hold.to_discharge().empty();
    if (yard_full || visit.lines_up) co_await clock_.until(visit.at);
    if (yard_full) continue;  // the next part
    auto const look_again = next_look(me, visit);
    if (!look_again) break;
    me.turn_to(Cause::waiting_for_departure);
    if (visit.lines_up && !visit.may_load_now) {
      co_await loading_[me.id].turn(me);
    } else if (visit.fills_up) {
      co_await visit.call.queue->next_box(clock_, *look_again);
    } else {
      co_await clock_.until(*look_again);
      handling_.prefetch_call(me, visit.call);
    }
    me.turn_to(Cause::handling);
    if (is_shut_until_it_leaves(me, visit)) {
      visit.at = clock_.now();
      break;
    }
  }
  if (visit.lines_up) loading_[me.id].first_is_done();
  bool const takes_more = visit.call.may_load && !visit.fills_up && direct_lifts_.end_at(visit.call.terminal);
  if (takes_more && clock_.now() < takes_straight_until(visit)) co_await wait_to_take(me, visit);
}

// From other vehicles. The cut-off is for boxes in the yard, and for ships that are sent away when they have been
// worked.
Time Calls::takes_straight_until(Visit const& visit) const {
  if (visit.fills_up) return Time::never();
  return quays_[visit.call.terminal].sends_idle_away ? visit.call.last_look : visit.scheduled;
}

Task Calls::wait_to_take(Vehicle& me, Visit& visit) {
  me.turn_to(Cause::waiting_for_departure);
  co_await clock_.until(takes_straight_until(visit));
  me.turn_to(Cause::handling);
  visit.at = clock_.now();
}

// By cranes of the quay, which lift others off a ship meanwhile; a train stands until its boxes are taken.
Task Calls::lift_straight(Vehicle& me, Visit& visit, DirectPart part) {
  Call& call = visit.call;
  auto boxes = part.boxes;
  auto const yard = journeys_.look_at(call.terminal, clock_.now());
  auto const not_straight = me.hold.to_discharge().subspan(part.boxes);
  if (part.quay == call.terminal) {
    auto const others = handling_.room_for(not_straight, yard);
    auto const in_that_time = work_.moves_within(me, call.terminal, part.done - clock_.now());
    boxes = std::clamp(in_that_time, part.boxes, part.boxes + others);
  }
  double const ashore = handling_.teu_to_keep(not_straight.first(boxes - part.boxes), yard);
  yard.keep(ashore);
  co_await work_.lift(me, part.quay, static_cast<double>(boxes));
  co_await clock_.until(part.done);
  yard.give_back(ashore);
  me.book_until_now();
  visit.at = clock_.now();
  handling_.lifted(me, call, boxes, visit.at, part.boxes);
}

// Into the yard: how many go aboard.
double Calls::look(Vehicle& me, Visit& visit, YardView const& yard) {
  Call& call = visit.call;
  handling_.prefetch_discharge(me);
  visit.may_load_now = call.may_load && (!visit.lines_up || loading_[me.id].is_first(me));
  return visit.may_load_now ? handling_.load(me, call, yard) : 0;
}

Task Calls::wait_for_room(Vehicle& me, Visit& visit) {
  auto const terminal = visit.call.terminal;
  std::function<bool()> const goes_straight = [&] { return handling_.goes_straight(terminal, me.hold.to_discharge()); };
  co_await work_.find_room(me, terminal, me.hold.to_discharge(), goes_straight);
}

// So far as there is room; where boxes are lifted straight to others, no more than are settled at a time.
std::size_t Calls::may_go_ashore(Vehicle const& me, Visit const& visit, YardView const& yard) {
  auto const terminal = visit.call.terminal;
  auto off = me.hold.to_discharge().size();
  if (off > 0 && yard.limited())
    off = handling_.room_for(me.hold.to_discharge(), journeys_.look_at(terminal, clock_.now()));
  if (!direct_lifts_.begin_at(terminal)) return off;
  auto const at_a_time = work_.moves_within(me, terminal, DirectLifts::at_a_time());
  return std::min(off, std::max<std::size_t>(at_a_time, 1));
}

Task Calls::lift(Vehicle& me, Visit& visit, YardView const& yard, std::size_t off, double moves) {
  double const ashore = handling_.teu_to_keep(me.hold.to_discharge().first(off), yard);
  yard.keep(ashore);
  co_await work_.lift(me, visit.call.terminal, moves);
  yard.give_back(ashore);
  visit.at = clock_.now();
  handling_.lifted(me, visit.call, off, visit.at);
}

// The same where the end of the cranes' work is known now.
void Calls::lift_ahead(Vehicle& me, Visit& visit, YardView const& yard, std::size_t off, double moves) {
  double const ashore = handling_.teu_to_keep(me.hold.to_discharge().first(off), yard);
  visit.at = work_.lift_ahead(me, visit.call.terminal, moves);
  if (ashore > 0) yard.expect(ashore, visit.at);
  handling_.lifted(me, visit.call, off, visit.at);
}

// The first stop alone: a service that leaves when it is full goes on from all others when the cranes are done.
bool Calls::waits_until_full(Vehicle const& me, Call const& call) {
  return call.stop == 0 && call.may_load && std::holds_alternative<world::WhenFull>(me.service.schedule);
}

// One of a fleet, where it waits for the date of its departure.
bool Calls::waits_for_a_random_date(Vehicle const& me, Call const& call) {
  return call.stop == 0 && call.may_load && me.service.returns() &&
         std::holds_alternative<world::Random>(me.service.schedule);
}

// When it is worth looking into the yard again: one that came before the cut-off looks once more then, or when the
// cranes are done with what they began before. One that fills up looks when it must leave, and one behind another in
// the line when its turn has come.
std::optional<Time> Calls::next_look(Vehicle const& me, Visit& visit) const {
  Call& call = visit.call;
  if (visit.lines_up && !visit.may_load_now) return Time::never();
  if (visit.fills_up) {
    Time const leaves = leaves_by(me, visit);
    return leaves > visit.at ? std::optional{leaves} : std::nullopt;
  }
  if (!call.may_load || call.looked >= call.last_look || std::exchange(call.looked_at_cut_off, true))
    return std::nullopt;
  return std::max(call.last_look, visit.at);
}

// One with a timetable would be kept by what it takes now until the terminal opens, and leaves it behind.
bool Calls::is_shut_until_it_leaves(Vehicle const& me, Visit const& visit) const {
  Time const now = clock_.now();
  Time const opens = quays_[visit.call.terminal].closures->open_from(now);
  return !visit.fills_up && opens > now && opens > closures_[me.id].open_from(std::max(visit.scheduled, now));
}

// When one that leaves when it is full does so whoever comes; a date that has passed when it is full.
Time Calls::leaves_by(Vehicle const& me, Visit const& visit) const {
  auto const& when_full = std::get<world::WhenFull>(me.service.schedule);
  if (handling_.is_full(me, visit.call, when_full.fill)) return visit.at;
  Time const first = visit.call.first_box;
  return first == Time::never() ? first : first + when_full.longest_wait;
}

// Boxes that found no room look for another service, and one that carries both regimes is sealed.
void Calls::prepare_to_leave(Vehicle& me, Visit& visit) {
  if (!visit.call.may_load) return;
  handling_.close(me, visit.call);
  bool const mixed = std::ranges::min(me.hold.totals().teu_by_regime) > 1e-9;
  if (!mixed || me.service.mixed.per_call <= Duration{}) return;
  visit.at = visit.at + me.service.mixed.per_call;
  me.spend(Cause::documents, visit.at);
}

void Calls::end(Vehicle const& me, Visit const& visit) {
  Call const& call = visit.call;
  Time const now = clock_.now();
  auto stay = visit.stay;
  stay.departed = now;
  if (!call.may_load) {
    stay.left_berth = now;
    stay.idle += me.waited_for_departure;
  }
  recorder_.call_ended(me.kind(), call.terminal, stay);
  if (!call.may_load) return;
  if (observer_ != nullptr) observer_->departs(me.voyage, call.terminal, now);
  recorder_.departed({.service = me.id,
                      .stop = call.stop,
                      .slots = me.teu_from(call.stop),
                      .load = me.hold.totals(),
                      .rolled = call.rolled,
                      .rolled_first = call.rolled_first,
                      .refused = call.refused,
                      .at = now});
}

}  // namespace tongzhou::engine
