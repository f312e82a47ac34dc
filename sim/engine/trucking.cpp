#include "sim/engine/trucking.hpp"

#include <algorithm>
#include <functional>
#include <utility>
#include <variant>

#include "sim/charges/charge.hpp"

namespace tongzhou::engine {
using world::TerminalId;

namespace {

/// Bays, sorting lines, depots and the like take who comes to them from a gate then. Where there are none, it is early
/// enough to work out who is through when a vehicle looks into a yard.
bool works_in_time_behind_gates(world::World const& world) {
  return !world.customs_offices.empty() || !world.postal_hubs.empty() || !world.empties.pools.empty() ||
         !world.zone_stays.empty() || !world.freight_stations.empty();
}

}  // namespace

Trucking::Trucking(world::World const& world, Clock& clock, ProcessSet& processes, Recorder& recorder,
                   Observer* observer, Boxes& boxes, Chains const& chains, Yards& yards, Experience& experience,
                   RoadTraffic& traffic, TruckFleets& fleets, CustomsDesk& desk, NextStep& next,
                   Disruptions const& disruptions, std::uint32_t replication)
    : world_(world),
      clock_(clock),
      processes_(processes),
      recorder_(recorder),
      observer_(observer),
      boxes_(boxes),
      chains_(chains),
      yards_(yards),
      experience_(experience),
      fleets_(fleets),
      desk_(desk),
      next_(next),
      driving_(world, clock, recorder, chains, traffic, fleets, disruptions),
      slots_(world, recorder, replication),
      lanes_(world, recorder.window(), experience, disruptions, replication),
      arrivals_(hours(1), world.end()) {
  for (auto const id : world.terminals.ids()) {
    auto const& facts = world.terminals[id];
    terminals_.add({.is_free = lanes_.are_free(id) && !facts.full_yard_holds_trucks,
                    .dwell = {world.seed, replication, "dwell " + facts.name.code},
                    .held = {.applies = facts.full_yard_holds_trucks}});
  }
  if (world.trucking) {
    pairs_up_ = world.trucking->paired_share > 0;
    counts_hours_at_gates_ = world.trucking->counts_hours_at_gates();
    serves_in_time_ = traffic.any() || fleets.any() || works_in_time_behind_gates(world);
  }
  for (auto const& service : world.services)
    if (std::holds_alternative<world::WhenFull>(service.schedule))
      terminals_[service.stops.front().terminal].fills_vehicles = true;
  bool const times_trucks = world.customs.when == world::Customs::When::advance || yards.times_detention();
  roads_are_free_ =
      driving_.is_as_planned() && !fleets.any() && !pairs_up_ && !slots_.any() && !times_trucks && observer == nullptr;
}

void Trucking::begin(BoxId id, Time at) {
  Box& box = boxes_[id];
  AccountId const account = box.account;
  StepFacts const& step = chains_[account];
  if (goes_freely(box, step)) return go_freely(id, box, step, at);
  if (!step.terminal) {
    bool const may_be_held = step.into && terminals_[step.into].held.applies && at < clock_.end();
    if (!may_be_held) return set_out(id, at);
    processes_.spawn(set_out_if_let(id, at));
    return;
  }
  recorder_.step_begun(account, at);
  yards_[step.terminal].enter(step.teu, at);
  if (!step.last || !box.inspect_inland) return fetch(id, at);
  box.since = at;
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

// Nothing keeps its truck anywhere: all dates of its way are known as it begins.
void Trucking::go_freely(BoxId id, Box& box, StepFacts const& step, Time at) {
  recorder_.step_begun(box.account, at);
  Time const out = step.terminal ? stand_until_fetched(id, box, step, at) : at;
  Time const arrives = out + step.takes;
  recorder_.drove_with_box(box.account, out, arrives);
  if (step.into) recorder_.passed_gate_in(step.into, step.teu, arrives);
  next_.step_done(id, arrives);
}

Time Trucking::stand_until_fetched(BoxId id, Box& box, StepFacts const& step, Time at) {
  Time const out = fetched(box, step, at);
  yards_[step.terminal].stands(step.teu, at, out);
  recorder_.passed_gate_out(step.terminal, step.teu, out, out);
  yards_.pay_storage(boxes_, id, step, out);
  return out;
}

// By its consignee when it is the last step, else as soon as it is free.
Time Trucking::fetched(Box const& box, StepFacts const& step, Time at) {
  if (!step.last) return at;
  // Drawn for every box, so that who is fetched from the ship's side leaves the luck of the others as it was.
  Duration const dwell = draw(world_.terminals[step.terminal].dwell, terminals_[step.terminal].dwell);
  Time const fetched = box.direct ? at : at + dwell;
  yards_[step.terminal].prefetch(fetched);
  recorder_.spent(box.account, Cause::storage, at, fetched);
  return fetched;
}

void Trucking::fetch(BoxId id, Time at) {
  AccountId const account = boxes_[id].account;
  StepFacts const& step = chains_[account];
  Time leaves = fetched(boxes_[id], step, at);
  if (slots_.are_at(step.terminal)) {
    Time const ready = leaves;
    leaves = slots_.book({id, account, seat_of(id, account)}, step.terminal, ready, {});
    recorder_.spent(account, Cause::waiting_for_appointment, ready, leaves);
  }
  boxes_[id].since = leaves;
  if (hires(id, account)) return processes_.spawn(hire(id, leaves));
  come_to_gate(id, account, step.terminal, false, leaves);
}

// From home.
void Trucking::set_out(BoxId id, Time at) {
  AccountId const account = boxes_[id].account;
  heads_for(chains_[account]);
  at = await_slot(id, at, Cause::waiting_for_appointment);
  if (hires(id, account)) return processes_.spawn(hire(id, at));
  begin_way(id, at);
}

// What sets out for a yard that may hold it will take of its room.
void Trucking::heads_for(StepFacts const& step) {
  if (step.into && terminals_[step.into].held.applies) terminals_[step.into].held.teu_on_road += step.teu;
}

// Where the box is, for the gate at the end of its way.
Time Trucking::book_slot(BoxId id, Time at, Cause cause) {
  AccountId const account = boxes_[id].account;
  StepFacts const& step = chains_[account];
  if (!step.into || !slots_.are_at(step.into)) return at;
  Time const sets_out = slots_.book({id, account, seat_of(id, account)}, step.into, at, step.takes);
  recorder_.spent(account, cause, at, sets_out);
  return sets_out;
}

// Only now its truck is due.
void Trucking::begin_way(BoxId id, Time at) {
  recorder_.step_begun(boxes_[id].account, at);
  drive(id, at);
}

void Trucking::drive(BoxId id, Time at) {
  AccountId const account = boxes_[id].account;
  bool const road_by_road = serves_in_time_ && (truck_of(id) != nullptr || driving_.meets_traffic(account));
  if (road_by_road) return processes_.spawn(drive_road_by_road(id, at));
  arrive(id, at, driving_.over_roads(account, at, Driving::Aboard::box));
}

void Trucking::arrive(BoxId id, Time set_out, Time arrives) {
  AccountId const account = boxes_[id].account;
  StepFacts const& step = chains_[account];
  if (world_.customs.when == world::Customs::When::advance)
    boxes_.note(id).hours_under_way = static_cast<float>(in_hours(arrives - set_out));
  boxes_[id].since = arrives;
  if (step.into) return come_to_gate(id, account, step.into, true, arrives);
  bool const second_stage = step.last && !step.terminal && boxes_[id].inspect_inland;
  if (!second_stage) return end_step(id, account, arrives);
  let_go(id, arrives);
  if (desk_.has_bays(world_.flows[step.flow].destination))
    processes_.spawn(inspect_on_arrival(id, arrives));
  else
    next_.step_done(id, desk_.inspect_without_bay(account, arrives));
}

void Trucking::bring_empty(AccountId account, Time at, HomeAgain home) {
  if (serves_in_time_ && (is_served(account) || driving_.meets_traffic(account))) {
    bool const at_once = left_by_box_ != nullptr && *left_by_box_ && (*left_by_box_)->free == at;
    auto truck = at_once ? std::exchange(*left_by_box_, std::nullopt) : std::nullopt;
    return processes_.spawn(bring_empty_road_by_road(account, at, truck, std::move(home)));
  }
  recorder_.step_begun(account, at);
  home(driving_.over_roads(account, at, Driving::Aboard::nobodys_box));
}

Process Trucking::drive_road_by_road(BoxId id, Time at) {
  AccountId const account = boxes_[id].account;
  Driving::Trip const trip{account, chains_.by_truck(account), Driving::Aboard::box, truck_of(id),
                           trucks_for(id, account)};
  under_way_.insert(id);
  Time const set_out = at;
  co_await driving_.road_by_road(trip, at);
  under_way_.erase(id);
  arrive(id, set_out, at);
}

Process Trucking::bring_empty_road_by_road(AccountId account, Time at, std::optional<FleetTruck> truck,
                                           HomeAgain home) {
  auto const way = chains_.by_truck(account);  // a copy, as above
  if (!truck && is_served(account)) {
    truck.emplace();
    co_await order(*truck, way, account, seat_on(account), at);
    fleets_.set_out(*truck, way, at, clock_.now());
  }
  co_await clock_.until(at);
  at = std::max(at, clock_.now());
  recorder_.step_begun(account, at);
  double const trucks = truck ? (truck->fleet ? 1 : 0) : trucks_of(account);
  Driving::Trip const trip{account, way, Driving::Aboard::nobodys_box, truck ? &*truck : nullptr, trucks};
  co_await driving_.road_by_road(trip, at);
  home(at);
  if (!truck) co_return;
  truck->at = way.to_place;
  truck->free = at;
  truck->charged = account;
  fleets_.release(*truck);
}

bool Trucking::is_served(AccountId account) const {
  if (!fleets_.any()) return false;
  auto const& way = chains_.by_truck(account);
  return !way.links.empty() && fleets_.serve(way);
}

bool Trucking::hires(BoxId id, AccountId account) const {
  return fleets_.any() && !aboard_.contains(id) && is_served(account);
}

// Of boxes that travel in pairs so many take a truck, the others go with them.
TruckSeat Trucking::seat_on(AccountId account) {
  double const trucks = trucks_of(account);
  if (trucks >= 1) return TruckSeat::only;
  constexpr double rounding = 1e-9;
  double& due = pairs_.try_emplace(account, 1 - trucks).first->second;
  due += trucks;
  if (due < 1 - rounding) return TruckSeat::second;
  due -= 1;
  return TruckSeat::first;
}

// The same until its step ends.
TruckSeat Trucking::seat_of(BoxId id, AccountId account) {
  if (!pairs_up_) return TruckSeat::only;
  auto const [known, is_new] = seats_.try_emplace(id);
  if (is_new) known->second = seat_on(account);
  return known->second;
}

// A truck that is to be there when the box can set out. The second of two waits for that of the first, where the first
// waits for it already.
Task Trucking::order(FleetTruck& truck, charges::Truck const& way, AccountId account, TruckSeat seat, Time due) {
  if (seat == TruckSeat::second) {
    auto const first = trucks_for_two_.extract(account);
    if (!first.empty() && first.mapped()->due <= due) co_await WithTheFirst{*first.mapped()};
  } else {
    TruckForTwo shared{due};
    if (seat == TruckSeat::first) trucks_for_two_.insert_or_assign(account, &shared);
    co_await clock_.until(fleets_.leaves_home(way, due));
    truck = co_await fleets_.take(way);
    co_await fleets_.run_empty(truck, way.from_place, account);
    if (shared.second) clock_.wake(shared.second, clock_.now());
    std::erase_if(trucks_for_two_, [&](auto const& one) { return one.second == &shared; });
  }
  co_await clock_.until(due);
}

Process Trucking::hire(BoxId id, Time due) {
  AccountId const account = boxes_[id].account;
  auto const way = chains_.by_truck(account);  // a copy, as above
  ordered_.emplace(id, due);
  FleetTruck truck;
  co_await order(truck, way, account, seat_of(id, account), due);
  ordered_.erase(id);
  Time const now = std::max(due, clock_.now());
  recorder_.spent(account, Cause::waiting_for_truck, due, now);
  fleets_.set_out(truck, way, due, now);
  aboard_.emplace(id, truck);
  if (way.out_of)
    come_to_gate(id, account, way.out_of, false, now);
  else
    begin_way(id, now);
}

FleetTruck* Trucking::truck_of(BoxId id) {
  if (aboard_.empty()) return nullptr;
  auto const found = aboard_.find(id);
  return found == aboard_.end() ? nullptr : &found->second;
}

double Trucking::trucks_of(AccountId account) const {
  return charges::trucks_per_box(world_, world_.flows[chains_[account].flow]);
}

// The second of two boxes on a truck is no truck more.
double Trucking::trucks_for(BoxId id, AccountId account) {
  if (auto const* truck = truck_of(id)) return truck->fleet ? 1 : 0;
  return trucks_of(account);
}

// It waits on its truck for customs, or is an empty box that is filled at its shipper's.
bool Trucking::stays_aboard(AccountId account) const {
  if (chains_[account].last || chains_[account].into) return false;
  StepFacts const& next = chains_[Chains::after(account)];
  bool const goes_on = next.kind == StepFacts::Kind::truck || (next.kind == StepFacts::Kind::formalities && !next.last);
  return goes_on && !next.terminal;
}

std::optional<FleetTruck> Trucking::leave_truck(BoxId id, AccountId account, Time at) {
  auto* const truck = truck_of(id);
  if (truck == nullptr) return std::nullopt;
  auto const into = chains_[account].into;
  truck->at = into ? world_.terminals[into].place : chains_.by_truck(account).to_place;
  truck->free = at;
  truck->charged = account;
  if (stays_aboard(account)) return std::nullopt;
  return aboard_.extract(id).mapped();
}

// Its truck is free, unless it brings the empty box home at once.
void Trucking::end_step(BoxId id, AccountId account, Time at) {
  if (pairs_up_) seats_.erase(id);
  if (!fleets_.any()) return next_.step_done(id, at);
  auto truck = leave_truck(id, account, at);
  auto* const outer = std::exchange(left_by_box_, &truck);
  next_.step_done(id, at);
  left_by_box_ = outer;
  if (truck) fleets_.release(*truck);
}

void Trucking::let_go(BoxId id, Time at) {
  seats_.erase(id);
  if (truck_of(id) == nullptr) return;
  auto truck = aboard_.extract(id).mapped();
  if (auto const* way = std::get_if<charges::Truck>(&chains_.detail(boxes_[id].account))) {
    truck.at = way->to_place;
    truck.charged = boxes_[id].account;
  }
  truck.free = at;
  fleets_.release(truck);
}

// Where there are lanes, trucks are called in the order of their coming; else nobody ever queues.
void Trucking::come_to_gate(BoxId id, AccountId account, TerminalId terminal, bool inwards, Time at) {
  bool const may_be_held = inwards && terminals_[terminal].held.applies;
  if (!lanes_.are_at(terminal) && !may_be_held) return pass_gate(id, account, inwards, at, at);
  if (slots_.are_at(terminal)) at = slots_.let_in(id, terminal, at);
  arrivals_.add(at, {id, account, inwards});
  if (may_be_held || serves_in_time_ || (inwards && terminals_[terminal].fills_vehicles))
    processes_.spawn(serve_gates_at(at));
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
  held.at_gate.push_back({id, account, slots_.came(id, at)});
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
    if (counts_hours_at_gates_) recorder_.truck_stood_at_gate(truck.account, truck.since, now);
    Time const wanted = slots_.visit_ends(truck.box, {.wanted = truck.since, .came = truck.since}).wanted;
    pass_gate(truck.box, truck.account, true, now, wanted);
  }
  if (!held.at_gate.empty()) return;
  while (!held.at_origin.empty()) {
    Held const box = held.at_origin.front();
    if (!has_room_at_gate(terminal, held.teu_on_road + chains_[box.account].teu, now)) return;
    held.at_origin.pop_front();
    recorder_.held_at_origin(terminal, box.account, box.since, now);
    if (lanes_.are_at(terminal)) experience_.passed_gate(terminal, box.since, now);
    set_out(box.box, now);
  }
}

void Trucking::pass_gate(BoxId id, AccountId account, bool inwards, Time arrived, Time came) {
  StepFacts const& step = chains_[account];
  TerminalId const terminal = inwards ? step.into : step.terminal;
  GateVisit const visit = slots_.visit_ends(id, {.wanted = came, .came = arrived});
  Time const out = through_gate(terminal, {id, account, inwards}, visit, arrived);
  if (observer_ != nullptr)
    if (auto const followed = boxes_.seldom_asked(id).followed) observer_->gate(followed, inwards, terminal, out);
  boxes_[id].since = out;
  if (inwards) {
    if (terminals_[terminal].held.applies) yards_[terminal].expect(step.teu, out);
    recorder_.passed_gate_in(terminal, step.teu, out);
    return end_step(id, account, out);
  }
  if (yards_.times_detention()) boxes_.note(id).left_yard = out;
  recorder_.passed_gate_out(terminal, step.teu, visit.came, out);
  yards_[terminal].leave(step.teu, out);
  yards_.pay_storage(boxes_, id, step, out);
  heads_for(step);
  drive(id, await_slot(id, out, Cause::waiting_for_gate));
}

Time Trucking::through_lane(TerminalId id, TruckAtGate const& truck, GateVisit const& visit, Time called) {
  auto const passed = lanes_.pass(id, {truck.box, truck.account, seat_of(truck.box, truck.account)}, visit, called);
  recorder_.spent(truck.account, Cause::waiting_for_gate, visit.came, passed.served);
  recorder_.spent(truck.account, Cause::handling, passed.served, passed.out);
  if (counts_hours_at_gates_) recorder_.truck_stood_at_gate(truck.account, visit.came, passed.out);
  return passed.out;
}

void Trucking::book_held(Time end) {
  arrivals_.each([&](TruckAtGate const& truck) {
    Time const came = slots_.came(truck.box, end);
    if (came >= end) return;
    recorder_.spent(truck.account, Cause::waiting_for_gate, came, end);
    if (counts_hours_at_gates_) recorder_.truck_stood_at_gate(truck.account, came, end);
    StepFacts const& step = chains_[truck.account];
    lanes_.waits_still(truck.inwards ? step.into : step.terminal, came, end);
    if (!truck.inwards) recorder_.passed_gate_out(step.terminal, step.teu, came, end);
  });
  for (auto const id : terminals_.ids()) {
    auto const& held = terminals_[id].held;
    for (Held const& truck : held.at_gate) recorder_.held_at_gate(id, truck.account, truck.since, end);
    for (Held const& box : held.at_origin) recorder_.held_at_origin(id, box.account, box.since, end);
    if (!counts_hours_at_gates_) continue;
    for (Held const& truck : held.at_gate) recorder_.truck_stood_at_gate(truck.account, truck.since, end);
  }
  for (auto const& [box, due] : ordered_) {
    if (due >= end) continue;
    AccountId const account = boxes_[box].account;
    recorder_.spent(account, Cause::waiting_for_truck, due, end);
    fleets_.still_waits(chains_.by_truck(account), due, end);
  }
}

std::vector<BoxId> Trucking::withdraw_held(std::function<bool(BoxId)> const& leaves, Time now) {
  std::vector<BoxId> withdrawn;
  for (auto const id : terminals_.ids())
    std::erase_if(terminals_[id].held.at_origin, [&](Held const& box) {
      if (!leaves(box.box)) return false;
      recorder_.held_at_origin(id, box.account, box.since, now);
      withdrawn.push_back(box.box);
      return true;
    });
  return withdrawn;
}

void Trucking::report(outcome::Records& records) {
  lanes_.report(records);
  slots_.report(records);
  driving_.report(records);
}

}  // namespace tongzhou::engine
