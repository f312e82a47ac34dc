#include "sim/engine/trucking.hpp"

#include <algorithm>
#include <functional>
#include <utility>
#include <variant>

#include "sim/engine/open_time.hpp"
#include "sim/engine/roads.hpp"

namespace tongzhou::engine {
using world::TerminalId;

Trucking::Trucking(world::World const& world, Clock& clock, ProcessSet& processes, Recorder& recorder,
                   Observer* observer, Boxes& boxes, Chains const& chains, Yards& yards, Experience& experience,
                   CustomsDesk& desk, NextStep& next, Disruptions const& disruptions, std::uint32_t replication)
    : world_(world),
      clock_(clock),
      processes_(processes),
      recorder_(recorder),
      observer_(observer),
      boxes_(boxes),
      chains_(chains),
      yards_(yards),
      experience_(experience),
      desk_(desk),
      next_(next),
      closed_roads_(&disruptions.links),
      arrivals_(hours(1), world.end()) {
  for (auto const id : world.terminals.ids()) {
    auto const& facts = world.terminals[id];
    terminals_.add({.closures = &disruptions.terminals[id],
                    .lanes = std::vector<Time>(static_cast<std::size_t>(facts.gate.lanes)),
                    .queue = QueueWatch{recorder.window()},
                    .dwell = {world.seed, replication, "dwell " + facts.name.code},
                    .gate = {world.seed, replication, "gate " + facts.name.code},
                    .held = {.applies = facts.full_yard_holds_trucks}});
  }
  if (world.trucking) {
    auto const& hours = world.trucking->drivers_hours;
    drivers_rest_ = std::min(hours.until_break, hours.per_day) < Duration::unlimited();
  }
  for (auto const id : world.links.ids())
    if (auto const& closures = disruptions.links[id]; world.links[id].kind == world::LinkKind::road && !closures.none())
      struck_roads_.emplace(id, QueueWatch{recorder.window()});
  for (auto const& service : world.services)
    if (std::holds_alternative<world::WhenFull>(service.schedule))
      terminals_[service.stops.front().terminal].fills_vehicles = true;
}

void Trucking::begin(BoxId id, Time at) {
  AccountId const account = boxes_[id].account;
  StepFacts const& step = chains_[account];
  if (!step.terminal) {
    bool const may_be_held = step.into && terminals_[step.into].held.applies && at < clock_.end();
    if (!may_be_held) return set_out(id, at);
    processes_.spawn(set_out_if_let(id, at));
    return;
  }
  recorder_.step_begun(account, at);
  yards_[step.terminal].enter(step.teu, at);
  if (!step.last || !boxes_[id].inspect_inland) return fetch(id, at);
  boxes_[id].since = at;
  if (desk_.has_bays(world_.terminals[step.terminal].place))
    processes_.spawn(inspect_inland(id, at));
  else
    fetch(id, desk_.inspect_without_bay(account, at));
}

Process Trucking::inspect_inland(BoxId id, Time from) {
  co_await desk_.inspect_in_bay(id, world_.terminals[chains_[boxes_[id].account].terminal].place, from);
  fetch(id, clock_.now());
}

// The same, of a box that was in no terminal at home.
Process Trucking::inspect_on_arrival(BoxId id, Time from) {
  co_await desk_.inspect_in_bay(id, world_.flows[chains_[boxes_[id].account].flow].destination, from);
  next_.step_done(id, clock_.now());
}

// By its consignee when it is the last step, else as soon as it is free.
void Trucking::fetch(BoxId id, Time at) {
  AccountId const account = boxes_[id].account;
  StepFacts const& step = chains_[account];
  Time fetched = at;
  if (step.last) {
    // Drawn for every box, so that who is fetched from the ship's side leaves the luck of the others as it was.
    Duration const dwell = draw(world_.terminals[step.terminal].dwell, terminals_[step.terminal].dwell);
    if (!boxes_[id].direct) fetched = at + dwell;
    recorder_.spent(account, Cause::storage, at, fetched);
  }
  boxes_[id].since = fetched;
  come_to_gate(id, account, step.terminal, false, fetched);
}

// From home; only now its truck is due.
void Trucking::set_out(BoxId id, Time at) {
  recorder_.step_begun(boxes_[id].account, at);
  drive(id, at);
}

void Trucking::drive(BoxId id, Time at) {
  AccountId const account = boxes_[id].account;
  StepFacts const& step = chains_[account];
  Time const arrives = over_roads(account, at, Aboard::box);
  if (world_.customs.when == world::Customs::When::advance)
    boxes_.note(id).hours_under_way = static_cast<float>(in_hours(arrives - at));
  boxes_[id].since = arrives;
  if (step.into) return come_to_gate(id, account, step.into, true, arrives);
  bool const second_stage = step.last && !step.terminal && boxes_[id].inspect_inland;
  if (!second_stage) return next_.step_done(id, arrives);
  if (desk_.has_bays(world_.flows[step.flow].destination))
    processes_.spawn(inspect_on_arrival(id, arrives));
  else
    next_.step_done(id, desk_.inspect_without_bay(account, arrives));
}

Time Trucking::bring_empty(AccountId way, Time at) {
  recorder_.step_begun(way, at);
  return over_roads(way, at, Aboard::nobodys_box);
}

Duration Trucking::rests_of(AccountId account) const { return std::get<charges::Truck>(chains_.detail(account)).rests; }

// The hours of a box that has been delivered are nobody's, those of its truck count.
Time Trucking::over_roads(AccountId account, Time at, Aboard aboard) {
  auto const drove = [&](double part, Time from, Time to) {
    recorder_.drove(account, part, from, to);
    if (aboard == Aboard::box) recorder_.spent(account, Cause::drayage, from, to);
  };
  auto const rested = [&](Time from, Time to) {
    if (to <= from) return;
    recorder_.truck_waited(account, from, to);
    if (aboard == Aboard::box) recorder_.spent(account, Cause::drayage, from, to);
  };
  if (struck_roads_.empty()) {
    Time const arrives = at + chains_[account].takes;
    Time const drives_until = arrives - (drivers_rest_ ? rests_of(account) : Duration{});
    drove(1, at, drives_until);
    rested(drives_until, arrives);
    return arrives;
  }
  auto const& way = std::get<charges::Truck>(chains_.detail(account));
  auto const go = [&](world::LinkId road, double part, Time from, Time to, double share) {
    if (share > 0) return drove(part, from, to);
    recorder_.truck_waited(account, from, to);
    if (aboard == Aboard::box) recorder_.spent(account, Cause::waiting_for_path, from, to);
    struck_roads_.at(road).passes(from, to, 1);
  };
  Time const arrives = engine::over_roads(world_, way, *closed_roads_, at, go);
  rested(arrives - way.rests, arrives);
  return arrives;
}

// Where there are lanes, trucks are called in the order of their coming; else nobody ever queues.
void Trucking::come_to_gate(BoxId id, AccountId account, TerminalId terminal, bool inwards, Time at) {
  bool const may_be_held = inwards && terminals_[terminal].held.applies;
  if (terminals_[terminal].lanes.empty() && !may_be_held) return pass_gate(id, account, inwards, at, at);
  arrivals_.add(at, {id, account, inwards});
  if (may_be_held) terminals_[terminal].held.teu_on_road += chains_[account].teu;
  if (may_be_held || (inwards && terminals_[terminal].fills_vehicles)) processes_.spawn(serve_gates_at(at));
}

Process Trucking::serve_gates_at(Time at) {
  co_await clock_.until(at);
  serve_gates(clock_.now());
}

void Trucking::serve_gates(Time now) {
  if (std::exchange(serving_, true)) return;  // who comes to a gate while gates are served is served with the others
  while (arrivals_.first_by(now) != nullptr) {
    auto const [date, order, truck] = arrivals_.pop();
    if (auto const* after = arrivals_.first_due()) {  // it comes from far away in memory
      boxes_.prefetch(after->what.box);
      chains_.prefetch(after->what.account);
    }
    Time const at{Duration{date}};
    auto const into = chains_[truck.account].into;
    if (truck.inwards && terminals_[into].held.applies)
      come_to_yard(truck.box, truck.account, into, at);
    else
      pass_gate(truck.box, truck.account, truck.inwards, at, at);
  }
  serving_ = false;
}

// It stays while trucks stand at the gate of the full yard that it would be brought to, or others wait like it.
Process Trucking::set_out_if_let(BoxId id, Time at) {
  co_await clock_.until(at);
  AccountId const account = boxes_[id].account;
  auto& held = terminals_[chains_[account].into].held;
  if (held.at_gate.empty() && held.at_origin.empty())
    set_out(id, at);
  else
    held.at_origin.push_back({id, account, at});
}

void Trucking::come_to_yard(BoxId id, AccountId account, TerminalId terminal, Time at) {
  auto& held = terminals_[terminal].held;
  double const teu = chains_[account].teu;
  held.teu_on_road -= teu;
  if (held.at_gate.empty() && has_room_at_gate(terminal, teu, at)) return pass_gate(id, account, true, at, at);
  held.at_gate.push_back({id, account, at});
  look_for_room(terminal);
}

bool Trucking::has_room_at_gate(TerminalId terminal, double teu, Time now) {
  return yards_[terminal].room(now) >= teu - 1e-9;
}

void Trucking::look_for_room(TerminalId terminal) {
  if (!std::exchange(terminals_[terminal].held.looking, true)) processes_.spawn(let_in(terminal));
}

Process Trucking::let_in(TerminalId terminal) {
  auto& held = terminals_[terminal].held;
  while (!held.at_gate.empty() || !held.at_origin.empty()) {
    co_await clock_.until(Yard::next_look(clock_.now()));
    serve_gates(clock_.now());
    let_in_now(terminal, clock_.now());
  }
  held.looking = false;
}

// Trucks at the gate first. What sets out instead must find room beside all that is on the road.
void Trucking::let_in_now(TerminalId terminal, Time now) {
  auto& held = terminals_[terminal].held;
  while (!held.at_gate.empty() && has_room_at_gate(terminal, chains_[held.at_gate.front().account].teu, now)) {
    Held const truck = held.at_gate.front();
    held.at_gate.pop_front();
    recorder_.held_at_gate(terminal, truck.account, truck.since, now);
    pass_gate(truck.box, truck.account, true, now, truck.since);
  }
  if (!held.at_gate.empty()) return;
  while (!held.at_origin.empty()) {
    Held const box = held.at_origin.front();
    if (!has_room_at_gate(terminal, held.teu_on_road + chains_[box.account].teu, now)) return;
    held.at_origin.pop_front();
    recorder_.held_at_origin(terminal, box.account, box.since, now);
    if (!terminals_[terminal].lanes.empty()) experience_.passed_gate(terminal, box.since, now);
    set_out(box.box, now);
  }
}

void Trucking::pass_gate(BoxId id, AccountId account, bool inwards, Time arrived, Time came) {
  StepFacts const& step = chains_[account];
  TerminalId const terminal = inwards ? step.into : step.terminal;
  Time const out = through_gate(terminal, account, arrived, came);
  if (auto const followed = boxes_.seldom_asked(id).followed) observer_->gate(followed, inwards, terminal, out);
  boxes_[id].since = out;
  if (inwards) {
    if (terminals_[terminal].held.applies) yards_[terminal].expect(step.teu, out);
    recorder_.passed_gate_in(terminal, step.teu, out);
    return next_.step_done(id, out);
  }
  recorder_.passed_gate_out(terminal, step.teu, arrived, out);
  yards_[terminal].leave(step.teu, out);
  yards_.pay_storage(boxes_, id, step, out);
  drive(id, out);
}

// First come, first served over the lanes, where there are any; nobody passes while the terminal is closed, and who
// passes while it is slowed takes longer.
Time Trucking::through_gate(TerminalId id, AccountId account, Time arrived, Time came) {
  auto& terminal = terminals_[id];
  auto const& gate_hours = world_.terminals[id].gate.hours;
  if (terminal.lanes.empty() && terminal.closures->none()) return arrived;
  Time served = arrived;
  Time out;
  if (terminal.lanes.empty()) {
    served = out = terminal.closures->open_from(arrived);
  } else {
    std::ranges::pop_heap(terminal.lanes, std::greater{});
    Time& lane = terminal.lanes.back();
    served = gate_opens(gate_hours, *terminal.closures, std::max(arrived, lane));
    Duration const takes = draw(world_.terminals[id].gate.per_truck, terminal.gate);
    out = terminal.closures->pass(served, takes, [](Time, Time, double) {});
    lane = out;
    experience_.passed_gate(id, came, out);
    std::ranges::push_heap(terminal.lanes, std::greater{});
  }
  terminal.queue.passes(arrived, served, 1);
  recorder_.spent(account, Cause::waiting_for_gate, arrived, served);
  recorder_.spent(account, Cause::handling, served, out);
  return out;
}

void Trucking::book_held(Time end) {
  for (auto const id : terminals_.ids()) {
    auto const& held = terminals_[id].held;
    for (Held const& truck : held.at_gate) recorder_.held_at_gate(id, truck.account, truck.since, end);
    for (Held const& box : held.at_origin) recorder_.held_at_origin(id, box.account, box.since, end);
  }
}

void Trucking::report(outcome::Records& records) {
  for (auto const id : terminals_.ids()) records.terminals[id].figures.gate = terminals_[id].queue.outcome();
  for (auto& [id, queue] : struck_roads_) records.links[id].figures.queue = queue.outcome();
}

}  // namespace tongzhou::engine
