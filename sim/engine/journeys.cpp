#include "sim/engine/journeys.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <variant>

namespace tongzhou::engine {
using world::FlowId;

Journeys::Journeys(world::World const& world, Clock& clock, ProcessSet& processes, Recorder& recorder,
                   Observer* observer, Chains const& chains, Yards& yards, RouteChoice& choice, Experience& experience,
                   RoadTraffic& traffic, TruckFleets& fleets, EmptyDepots& depots, ZoneStays& stays,
                   Disruptions const& disruptions, std::uint32_t replication)
    : world_(world),
      recorder_(recorder),
      observer_(observer),
      chains_(chains),
      yards_(yards),
      choice_(choice),
      depots_(depots),
      stays_(stays),
      routes_(world, recorder.window(), chains),
      desk_(world, clock, processes, recorder, observer, boxes_, chains, yards, experience, depots, *this, replication),
      trucking_(world, clock, processes, recorder, observer, boxes_, chains, yards, experience, traffic, fleets, desk_,
                *this, disruptions, replication) {
  for (auto const& flow : world.flows) {
    lateness_costs_ |= flow.late_cost_per_hour > 0;
    any_refills_ |= static_cast<bool>(flow.refills);
    any_unloading_ |= maximum(flow.unloading) > Duration{};
  }
  any_unloading_ |= yards.times_detention();
  if (any_unloading_)
    for (auto const& flow : world.flows)
      unloading_streams_.add({world.seed, replication, "unloading " + flow.name.code});
  any_spot_ = std::ranges::any_of(world.services, [](auto const& service) { return !service.spot.points.empty(); });
  for (auto const& transfer : world.transfers) {
    transfers_.add(TrainPaths{transfer.between, 0, recorder.window()});
    transfer_streams_.add({world.seed, replication,
                           fmt::format("transfer {}>{}", world.terminals[transfer.from].name.code,
                                       world.terminals[transfer.to].name.code)});
  }
}

std::optional<BoxId> Journeys::create(FlowId flow, Time at) {
  auto const choice = choice_.book(flow, at);
  if (!choice.first) return std::nullopt;
  BoxId const box = boxes_.add(at, choice.first);
  keep_bookings(box, choice.rides);
  recorder_.expects(flow, choice.cost, at);
  for (auto const& [service, why, share, away] : choice.spilled) recorder_.spilled(service, why, share, away, at);
  recorder_.generated(flow, chains_[choice.first].teu, at);
  boxes_[box].trail = RoutesTaken::origin(flow);
  if (observer_ != nullptr) boxes_.note(box).followed = observer_->born(flow, at) & 0x3fffffffu;
  return box;
}

// With each booking goes the price that it was quoted at.
void Journeys::note_quotes(BoxId id) {
  auto const& rides = boxes_[id].ahead;
  auto& quoted = boxes_.note(id).spot_fill;
  for (std::size_t n = 0; n < rides.size(); ++n)
    quoted[n] = rides[n].ride ? static_cast<float>(choice_.booked_by_others(rides[n])) : 0;
}

void Journeys::begin(BoxId id, AccountId step, Time at) {
  take_up(id, chains_[step].kind == StepFacts::Kind::ride ? booked_ride(id, step, at) : step, at);
}

// Who comes too late for its departure books again, and so does who could not book so far ahead.
AccountId Journeys::booked_ride(BoxId id, AccountId ride, Time at) {
  auto& ahead = boxes_[id].ahead;
  if (ahead[0].ride && choice_.still_takes_boxes(ahead[0]))
    return choice_.has_news() ? rebook_after_news(id, at) : ahead[0].ride;
  if (ahead[0].number != unnumbered) {
    recorder_.rolled(chains_[ahead[0].ride].service, rules::Shortage::came_late, at);
    recorder_.rerouted(at);
  }
  choice_.give_back(ahead);
  auto const choice = choice_.book_again(ride, at, boxes_[id].created_at);
  keep_bookings(id, choice.rides);
  return choice.first;
}

// Who was under way when something was announced looks again where it can change. What was announced before a box came
// into being it has known.
AccountId Journeys::rebook_after_news(BoxId id, Time at) {
  Box& box = boxes_[id];
  AccountId const booked = box.ahead[0].ride;
  if (chains_[booked].mail || !choice_.has_news(box.ahead, box.created_at)) return booked;
  auto const before = box.ahead[0].number;
  auto const choice = choice_.look_for_better(booked, box.ahead, at, box.created_at);
  keep_bookings(id, choice.rides);
  if (choice.first != booked || box.ahead[0].number != before) recorder_.rerouted(at);
  return choice.first;
}

void Journeys::take_up(BoxId id, AccountId account, Time at) {
  Box& box = boxes_[id];
  box.account = account;
  box.since = at;
  StepFacts const& step = chains_[account];
  if (step.kind == StepFacts::Kind::ride)
    return yards_.wait(id, account, step, at, box.ahead[0].number);           // begun when loaded
  if (step.kind == StepFacts::Kind::truck) return trucking_.begin(id, at);    // begun when it sets out
  if (step.kind == StepFacts::Kind::formalities) return desk_.begin(id, at);  // begun when it has its box
  recorder_.step_begun(account, at);
  shift(id, account, at);
}

void Journeys::shift(BoxId id, AccountId account, Time at) {
  auto const transfer_id = std::get<charges::InterTerminalTransfer>(chains_.detail(account)).transfer;
  auto const& transfer = world_.transfers[transfer_id];
  Time const begins = transfer.between > Duration{} ? transfers_[transfer_id].next(at) : at;
  auto const& step = chains_[account];
  if (begins > at) {
    yards_[step.terminal].enter(step.teu, at);
    yards_[step.terminal].leave(step.teu, begins);
    recorder_.stood_ashore(step.terminal, step.teu, at, begins);
  }
  yards_.pay_storage(boxes_, id, step, begins);
  Time const done = begins + draw(transfer.time, transfer_streams_[transfer_id]);
  recorder_.spent(account, transfer.drayage ? Cause::drayage : Cause::handling, at, done);
  step_done(id, done);
}

void Journeys::step_done(BoxId id, Time at) {
  Box& box = boxes_[id];
  StepFacts const& step = chains_[box.account];
  routes_.step_done(box);
  if (step.kind == StepFacts::Kind::ride) ride_done(id, box, at);
  // Formalities are part of a stay in a yard, all other steps lead to another.
  if (step.kind != StepFacts::Kind::formalities) {
    box.in_yard_since = at;
    box.direct = false;
  }
  if (step.last) return deliver(id, at);
  begin(id, Chains::after(box.account), at);
}

void Journeys::ride_done(BoxId id, Box& box, Time at) {
  if (times_rides()) boxes_.note(id).hours_under_way = static_cast<float>(in_hours(at - box.since));
  auto& ahead = box.ahead;
  std::shift_left(ahead.begin(), ahead.end(), 1);
  ahead.back() = {};
  if (!any_spot_) return;
  auto& quoted = boxes_.note(id).spot_fill;
  std::shift_left(quoted.begin(), quoted.end(), 1);
}

void Journeys::lifted_over(BoxId id, AccountId direct_lift, Time at) {
  Box& box = boxes_[id];
  routes_.step_done(box);
  ride_done(id, box, at);
  box.since = box.in_yard_since = at;
  box.account = direct_lift;
  recorder_.step_begun(direct_lift, at);
  routes_.step_done(box);
  box.account = box.ahead[0].ride;
}

// What it costs its owner to have it after its deadline.
void Journeys::pay_lateness(Box& box, Time at) {
  if (!lateness_costs_) return;
  auto const& flow = world_.flows[chains_[box.account].flow];
  double const hours_late = in_hours(at - box.created_at - flow.deadline);
  if (flow.late_cost_per_hour <= 0 || hours_late <= 0) return;
  box.paid += static_cast<float>(hours_late * flow.late_cost_per_hour);
  recorder_.paid(box.account, ledger::Expense::time_value, hours_late * flow.late_cost_per_hour, at);
}

// How long its consignee keeps the box; what the carrier asks for that is settled when it is delivered.
Duration Journeys::unloading(BoxId id, Time at) {
  Box& box = boxes_[id];
  StepFacts const& step = chains_[box.account];
  Duration const kept = draw(world_.flows[step.flow].unloading, unloading_streams_[step.flow]);
  if (yards_.times_detention() && step.kind == StepFacts::Kind::truck)
    yards_.pay_detention(box, step, at - boxes_.seldom_asked(id).left_yard + kept, at);
  return kept;
}

void Journeys::deliver(BoxId id, Time at) {
  Box& box = boxes_[id];
  StepFacts const& step = chains_[box.account];
  if (step.kind == StepFacts::Kind::formalities && step.terminal) yards_.pay_storage(boxes_, id, step, at);
  pay_lateness(box, at);
  Duration const kept = any_unloading_ ? unloading(id, at) : Duration{};
  recorder_.delivered(step.flow, step.teu, box.created_at, at);
  routes_.delivered(box, at);
  if (observer_ != nullptr)
    if (auto const followed = boxes_.seldom_asked(id).followed) observer_->delivered(followed, at);
  if (depots_.applies() && !step.mail) bring_empty_home(box.account, at + kept);
  if (step.mail) mail_->mail_arrived(id, at);
  if (any_refills_)
    if (auto const hub = world_.flows[step.flow].refills) mail_->stock_arrived(hub, at);
  if (!world_.zone_stays.empty())
    if (auto const stay = world_.flows[step.flow].stay) stays_.arrived(stay, at);
  boxes_.remove(id);
}

// Emptied, or sent as an empty: to the depot that serves the place, unless someone in the street takes it at once.
void Journeys::bring_empty_home(AccountId account, Time at) {
  StepFacts const& step = chains_[account];
  auto const pool = depots_.home_of(step.flow, step.rail_box);
  if (!pool) return;
  bool const carried_cargo = world_.flows[step.flow].trade != world::TradeClass::empty;
  bool const turned = carried_cargo && depots_.street_turn();
  auto const give = [this, pool, was_sent = world_.flows[step.flow].repositioning, turns = carried_cargo && !turned](
                        Time home) { was_sent ? depots_.arrives(pool, home) : depots_.give(pool, home, turns); };
  if (!step.empty_goes_home || turned) return give(at);
  trucking_.bring_empty(Chains::after(account), at, give);
}

void Journeys::empty_has_come(Cargo const& cargo) {
  AccountId const account = boxes_[cargo.box].account;
  recorder_.spent(account, Cause::waiting_for_empty, boxes_[cargo.box].since, cargo.since);
  auto const* formalities = std::get_if<charges::Formalities>(&chains_.detail(account));
  if (formalities != nullptr && formalities->restuffing)
    desk_.restuff(cargo.box, cargo.since, cargo.since);
  else
    set_out(cargo.box, cargo.since);
}

void Journeys::look_again(BoxQueue& queue, std::uint32_t departure, Time now, Reason const& reason) {
  queue.offer([](auto const&) { return true; },
              [&](auto& entry) {
                bool const is_left = entry.departure == departure || entry.departure == unnumbered;
                if (is_left && departure != unnumbered && entry.departure == departure)
                  recorder_.rolled(chains_[entry.account].service, reason(entry, true), now);
                return is_left && books_again(entry, now);
              });
  if (departure == unnumbered) return;
  for (auto& late : queue.withdraw_coming(departure)) {
    Time const ready{Duration{late.ready}};
    recorder_.rolled(chains_[late.account].service, reason(late, false), now);
    if (!books_again(late, ready))
      queue.push(late.box, late.account, ready, chains_[late.account].mail, late.departure);
  }
}

bool Journeys::books_again(BoxQueue::Entry& entry, Time now) {
  bool const is_numbered = choice_.is_numbered(entry.account);
  if (!is_numbered && !choice_.has_choice(entry.account)) return false;
  auto& ahead = boxes_[entry.box].ahead;
  choice_.give_back(ahead);
  auto const choice = choice_.book_again(entry.account, now, boxes_[entry.box].created_at);
  keep_bookings(entry.box, choice.rides);
  entry.departure = ahead[0].number;
  if (is_numbered || choice.first != entry.account) recorder_.rerouted(now);
  if (choice.first == entry.account) return false;
  leave_queue(entry.box, now);
  take_up(entry.box, choice.first, now);
  return true;
}

Time Journeys::reconsider(QueueId id, RepeatedLooks& looks, Time now) {
  trucking_.serve_gates(now);
  auto& queue = yards_.queue(id);
  queue.gather(now);
  return looks.look(queue, now, [&](auto& entry) { return finds_better(entry, now); });
}

void Journeys::look_again_at_news(Time now) {
  trucking_.serve_gates(now);
  for (auto& queue : yards_.queues()) {
    queue.gather(now);
    auto const changes = [&](BoxQueue::Entry& entry, Time at) {
      return choice_.has_news(boxes_[entry.box].ahead, now) && finds_better(entry, at);
    };
    queue.offer([](auto const&) { return true; }, [&](auto& entry) { return changes(entry, now); });
    for (auto& late : queue.withdraw_coming()) {
      Time const ready{Duration{late.ready}};
      if (!changes(late, ready)) queue.push(late.box, late.account, ready, chains_[late.account].mail, late.departure);
    }
  }
}

bool Journeys::finds_better(BoxQueue::Entry& entry, Time now) {
  if (chains_[entry.account].mail) return false;
  auto& ahead = boxes_[entry.box].ahead;
  auto const before = entry.departure;
  auto const choice = choice_.look_for_better(entry.account, ahead, now, boxes_[entry.box].created_at);
  keep_bookings(entry.box, choice.rides);
  entry.departure = ahead[0].number;
  if (choice.first != entry.account || entry.departure != before) recorder_.rerouted(now);
  if (choice.first == entry.account) return false;
  leave_queue(entry.box, now);
  take_up(entry.box, choice.first, now);
  return true;
}

void Journeys::leave_queue(BoxId id, Time now) {
  Box const& box = boxes_[id];
  StepFacts const& step = chains_[box.account];
  recorder_.spent(box.account, Cause::waiting_for_sailing, box.since, now);
  yards_[step.terminal].leave(step.teu, now);
}

bool Journeys::is_given_up(BoxId id, Time now) const {
  Box const& box = boxes_[id];
  return now - box.created_at >= world_.flows[chains_[box.account].flow].bears.gives_up_after;
}

void Journeys::give_up_overdue(Time now) {
  trucking_.serve_gates(now);
  for (auto& queue : yards_.queues()) {
    queue.gather(now);
    queue.offer([](auto const&) { return true; },
                [&](auto const& entry) {
                  if (chains_[entry.account].mail || !is_given_up(entry.box, now)) return false;
                  auto const yard = chains_[entry.account].terminal;
                  leave_queue(entry.box, now);
                  taken_away(entry.box, world_.terminals[yard].place, yard, now);
                  return true;
                });
  }
  auto const gives_up = [&](BoxId box) { return !chains_[boxes_[box].account].mail && is_given_up(box, now); };
  for (BoxId const box : trucking_.withdraw_held(gives_up, now))
    taken_away(box, world_.flows[chains_[boxes_[box].account].flow].origin, {}, now);
  for (Cargo const& cargo : depots_.withdraw([&](Cargo const& c) { return is_given_up(c.box, now); }, now))
    give_up_without_empty(cargo.box, now);
}

// Where it was to set out, or to be restuffed.
void Journeys::give_up_without_empty(BoxId id, Time now) {
  Box const& box = boxes_[id];
  recorder_.spent(box.account, Cause::waiting_for_empty, box.since, now);
  auto const& step = chains_[box.account];
  auto const yard = step.kind == StepFacts::Kind::formalities ? step.terminal : world::TerminalId::none();
  if (!yard) return give_up(id, world_.flows[step.flow].origin, {}, now);
  yards_[yard].leave(step.teu, now);
  taken_away(id, world_.terminals[yard].place, yard, now);
}

// Its container goes to the depot that serves the place.
void Journeys::taken_away(BoxId id, world::PlaceId place, world::TerminalId yard, Time at) {
  StepFacts const& step = chains_[boxes_[id].account];
  if (depots_.applies()) depots_.take_back(step.flow, step.rail_box, place, at);
  give_up(id, place, yard, at);
}

// The cargo is sold where it is: in a yard, on a road or at its shipper's.
void Journeys::give_up(BoxId id, world::PlaceId place, world::TerminalId yard, Time now) {
  Box& box = boxes_[id];
  StepFacts const& step = chains_[box.account];
  if (yard) yards_.pay_storage(boxes_, id, step, now);
  if (any_refills_)
    if (auto const hub = world_.flows[step.flow].refills) mail_->stock_lost(hub);
  choice_.give_back(box.ahead);
  trucking_.let_go(id, now);
  recorder_.given_up(step.flow, step.teu, box.created_at, now);
  if (auto const followed = boxes_.seldom_asked(id).followed) observer_->given_up(followed, place, now);
  boxes_.remove(id);
}

void Journeys::prefetch_done(BoxId box, AccountId account) const {
  boxes_.prefetch(box);
  chains_.prefetch(account);
  routes_.prefetch(account);
  if (AccountId const next = Chains::after(account); chains_.known(next)) {
    chains_.prefetch(next);
    chains_.prefetch_truck(next);
    routes_.prefetch(next);
  }
}

void Journeys::count(BoxId id) {
  StepFacts const& step = chains_[boxes_[id].account];
  recorder_.still_inside(step.flow, step.teu, boxes_[id].created_at);
}

void Journeys::count_queued() {
  Time const end = recorder_.window().to;
  trucking_.serve_gates(end);
  for (auto const& queue : yards_.queues())
    queue.each([&](auto const& entry) {
      recorder_.spent(entry.account, Cause::waiting_for_sailing, Time{Duration{entry.ready}}, end);
      count(entry.box);
    });
}

void Journeys::count_others() {
  Time const end = recorder_.window().to;
  auto const still = [&](BoxId id, Cause cause) {
    recorder_.spent(boxes_[id].account, cause, boxes_[id].since, end);
    count(id);
  };
  desk_.count_unreleased();
  desk_.each_inspected([&](BoxId id) { still(id, Cause::customs_inspection); });
  depots_.each_waiting([&](Cargo const& cargo) { still(cargo.box, Cause::waiting_for_empty); });
  trucking_.each_at_gates([&](BoxId id) { count(id); });
  trucking_.book_held(end);
  trucking_.each_held([&](BoxId id) { count(id); });
}

void Journeys::report(outcome::Records& records) {
  routes_.report(records);
  desk_.report(records);
  trucking_.report(records);
}

}  // namespace tongzhou::engine
