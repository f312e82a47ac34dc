#include "sim/engine/journeys.hpp"

#include <fmt/format.h>

#include <variant>

namespace tongzhou::engine {
using world::FlowId;

Journeys::Journeys(world::World const& world, Clock& clock, ProcessSet& processes, Recorder& recorder,
                   Observer* observer, Chains const& chains, Yards& yards, RouteChoice& choice, EmptyDepots& depots,
                   Table<world::TerminalId, Closures> const& closures, std::uint32_t replication)
    : world_(world),
      recorder_(recorder),
      observer_(observer),
      chains_(chains),
      yards_(yards),
      choice_(choice),
      depots_(depots),
      desk_(world, clock, processes, recorder, observer, boxes_, chains, yards, depots, *this, replication),
      trucking_(world, clock, processes, recorder, observer, boxes_, chains, yards, desk_, *this, closures,
                replication) {
  for (auto const& transfer : world.transfers)
    transfer_streams_.add({world.seed, replication,
                           fmt::format("transfer {}>{}", world.terminals[transfer.from].name.code,
                                       world.terminals[transfer.to].name.code)});
}

BoxId Journeys::create(FlowId flow, Time at) {
  BoxId const box = boxes_.add(at, choice_.choose(flow));
  recorder_.generated(flow, world_.box_types[world_.flows[flow].box].teu, at);
  if (observer_ != nullptr) boxes_[box].followed = observer_->born(flow, at) & 0x3fffffffu;
  return box;
}

void Journeys::begin(BoxId id, AccountId step, Time at) {
  take_up(id, chains_[step].common_lines > 0 ? choice_.best_common_line(step, at) : step, at);
}

void Journeys::take_up(BoxId id, AccountId account, Time at) {
  Box& box = boxes_[id];
  box.account = account;
  box.since = at;
  StepFacts const& step = chains_[account];
  if (step.kind == StepFacts::Kind::ride) return yards_.wait(id, account, step, at);  // begun when the box is loaded
  recorder_.step_begun(account, at);
  switch (step.kind) {
    case StepFacts::Kind::truck:
      return trucking_.begin(id, at);
    case StepFacts::Kind::formalities:
      return desk_.begin(id, at);
    default:
      return shift(id, account, at);
  }
}

void Journeys::shift(BoxId id, AccountId account, Time at) {
  yards_.pay_storage(boxes_, id, chains_[account], at);
  auto const transfer_id = std::get<charges::InterTerminalTransfer>(chains_.detail(account)).transfer;
  auto const& transfer = world_.transfers[transfer_id];
  Time const done = at + draw(transfer.time, transfer_streams_[transfer_id]);
  recorder_.spent(account, transfer.drayage ? Cause::drayage : Cause::handling, at, done);
  step_done(id, done);
}

void Journeys::step_done(BoxId id, Time at) {
  AccountId const account = boxes_[id].account;
  // Formalities are part of a stay in a yard, all other steps lead to another.
  if (chains_[account].kind != StepFacts::Kind::formalities) boxes_[id].in_yard_since = at;
  if (chains_[account].last) return deliver(id, at);
  begin(id, Chains::after(account), at);
}

void Journeys::deliver(BoxId id, Time at) {
  Box const& box = boxes_[id];
  StepFacts const& step = chains_[box.account];
  if (step.kind == StepFacts::Kind::formalities) yards_.pay_storage(boxes_, id, step, at);
  recorder_.delivered(step.flow, step.teu, box.created_at, at);
  if (box.followed) observer_->delivered(box.followed, at);
  if (depots_.applies() && !step.mail) depots_.give_back(step.flow, step.rail_box, at);
  if (step.mail) mail_->mail_arrived(id, at);
  boxes_.remove(id);
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

// What takes no more boxes from this second on is not met any more.
void Journeys::change_over(BoxQueue& rolled, Time now) {
  rolled.offer([](auto const&) { return true; },
               [&](auto const& entry) {
                 if (chains_[entry.account].common_lines == 0) return false;
                 AccountId const other = choice_.best_common_line(entry.account, now + seconds(1));
                 if (other == entry.account) return false;
                 leave_queue(entry.box, now);
                 take_up(entry.box, other, now);
                 return true;
               });
}

bool Journeys::reroute(BoxId id, Time now) {
  constexpr std::uint32_t most_often = 3;
  Box& box = boxes_[id];
  if (box.replanned == most_often) return false;
  AccountId const first = choice_.reroute(box.account);
  if (!first) return false;
  ++box.replanned;
  recorder_.rerouted(now);
  leave_queue(id, now);
  begin(id, first, now);
  return true;
}

void Journeys::leave_queue(BoxId id, Time now) {
  Box const& box = boxes_[id];
  StepFacts const& step = chains_[box.account];
  recorder_.spent(box.account, Cause::waiting_for_sailing, box.since, now);
  yards_[step.terminal].leave(step.teu, now);
}

void Journeys::prefetch_done(BoxId box, AccountId account) const {
  boxes_.prefetch(box);
  chains_.prefetch(account);
  if (AccountId const next = Chains::after(account); chains_.known(next)) chains_.prefetch(next);
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
  desk_.each_inspected([&](BoxId id) { still(id, Cause::customs_inspection); });
  depots_.each_waiting([&](Cargo const& cargo) { still(cargo.box, Cause::waiting_for_empty); });
  trucking_.each_at_gates([&](BoxId id) { count(id); });
}

void Journeys::report(outcome::Records& records) {
  desk_.report(records);
  trucking_.report(records);
}

}  // namespace tongzhou::engine
