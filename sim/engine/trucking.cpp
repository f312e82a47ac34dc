#include "sim/engine/trucking.hpp"

#include <algorithm>
#include <functional>

namespace tongzhou::engine {
using world::TerminalId;

Trucking::Trucking(world::World const& world, Clock& clock, ProcessSet& processes, Recorder& recorder,
                   Observer* observer, Boxes& boxes, Chains const& chains, Yards& yards, CustomsDesk& desk,
                   NextStep& next, std::uint32_t replication)
    : world_(world),
      clock_(clock),
      processes_(processes),
      recorder_(recorder),
      observer_(observer),
      boxes_(boxes),
      chains_(chains),
      yards_(yards),
      desk_(desk),
      next_(next) {
  for (auto const& facts : world.terminals)
    terminals_.add({std::vector<Time>(static_cast<std::size_t>(facts.gate.lanes)), QueueWatch{recorder.window()},
                    demand::Stream{world.seed, replication, "dwell " + facts.name.code},
                    demand::Stream{world.seed, replication, "gate " + facts.name.code}});
}

void Trucking::begin(BoxId id, Time at) {
  AccountId const account = boxes_[id].account;
  StepFacts const& step = chains_[account];
  if (!step.terminal) return drive(id, at);
  yards_[step.terminal].enter(step.teu, at);
  if (!step.last || !boxes_[id].inspect_inland) return fetch(id, at);
  boxes_[id].since = at;
  if (desk_.has_bays(step.terminal))
    processes_.spawn(inspect_inland(id, at));
  else
    fetch(id, desk_.inspect_without_bay(account, at));
}

Process Trucking::inspect_inland(BoxId id, Time from) {
  co_await desk_.inspect_in_bay(id, from);
  fetch(id, clock_.now());
}

// By its consignee when it is the last step, else as soon as it is free.
void Trucking::fetch(BoxId id, Time at) {
  AccountId const account = boxes_[id].account;
  StepFacts const& step = chains_[account];
  Time fetched = at;
  if (step.last && !boxes_[id].direct) {
    fetched = at + Duration{draw(world_.terminals[step.terminal].dwell, terminals_[step.terminal].dwell)};
    recorder_.spent(account, Cause::storage, at, fetched);
    yards_.pay_storage(account, step, at, fetched);
  }
  boxes_[id].since = fetched;
  come_to_gate(id, account, step.terminal, false, fetched);
}

void Trucking::drive(BoxId id, Time at) {
  AccountId const account = boxes_[id].account;
  StepFacts const& step = chains_[account];
  Time const arrives = at + step.road;
  recorder_.spent(account, Cause::drayage, at, arrives);
  boxes_[id].since = arrives;
  if (!step.into) return next_.step_done(id, arrives);
  come_to_gate(id, account, step.into, true, arrives);
}

// Where there are lanes, trucks are called in the order of their coming; else nobody ever queues.
void Trucking::come_to_gate(BoxId id, AccountId account, TerminalId terminal, bool inwards, Time at) {
  if (terminals_[terminal].lanes.empty()) return pass_gate(id, account, inwards, at);
  arrivals_.add(at, id, account, inwards);
}

void Trucking::serve_gates(Time now) {
  for (GateArrivals::Truck truck; arrivals_.next(now, truck);) {
    if (auto const* after = arrivals_.first_due()) {  // it comes from far away in memory
      boxes_.prefetch(after->box);
      chains_.prefetch(after->account);
    }
    pass_gate(truck.box, truck.account, truck.inwards, Time{Duration{truck.date}});
  }
}

void Trucking::pass_gate(BoxId id, AccountId account, bool inwards, Time arrived) {
  StepFacts const& step = chains_[account];
  TerminalId const terminal = inwards ? step.into : step.terminal;
  Time const out = terminals_[terminal].lanes.empty() ? arrived : through_lane(terminal, account, arrived);
  if (boxes_[id].followed) observer_->gate(boxes_[id].followed, inwards, terminal, out);
  boxes_[id].since = out;
  if (inwards) {
    recorder_.passed_gate_in(terminal, step.teu, out);
    return next_.step_done(id, out);
  }
  recorder_.passed_gate_out(terminal, step.teu, arrived, out);
  yards_[terminal].leave(step.teu, out);
  drive(id, out);
}

// First come, first served over the lanes.
Time Trucking::through_lane(TerminalId id, AccountId account, Time arrived) {
  auto& terminal = terminals_[id];
  std::ranges::pop_heap(terminal.lanes, std::greater{});
  Time& lane = terminal.lanes.back();
  Time const served = std::max(arrived, lane);
  Time const out = served + Duration{draw(world_.terminals[id].gate.per_truck, terminal.gate)};
  lane = out;
  std::ranges::push_heap(terminal.lanes, std::greater{});
  terminal.queue.passes(arrived, served, 1);
  recorder_.spent(account, Cause::waiting_for_gate, arrived, served);
  recorder_.spent(account, Cause::handling, served, out);
  return out;
}

void Trucking::report(outcome::Records& records) {
  for (auto const id : terminals_.ids()) records.terminals[id].figures.gate = terminals_[id].queue.outcome();
}

}  // namespace tongzhou::engine
