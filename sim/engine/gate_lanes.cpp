#include "sim/engine/gate_lanes.hpp"

#include <algorithm>
#include <functional>

#include "sim/engine/open_time.hpp"

namespace tongzhou::engine {
using world::TerminalId;

GateLanes::GateLanes(world::World const& world, Window const& window, Experience& experience,
                     Disruptions const& disruptions, std::uint32_t replication)
    : world_(world), experience_(experience) {
  for (auto const id : world.terminals.ids()) {
    auto const& facts = world.terminals[id];
    auto const& closures = disruptions.terminals[id];
    gates_.add({.closures = &closures,
                .lanes = std::vector<Time>(static_cast<std::size_t>(facts.gate.lanes)),
                .is_free = facts.gate.lanes == 0 && closures.none(),
                .queue = QueueWatch{window},
                .service = {world.seed, replication, "gate " + facts.name.code}});
  }
}

GateLanes::Passed GateLanes::pass(TerminalId id, Passenger const& passenger, GateVisit const& visit, Time called) {
  auto& queue = gates_[id].queue;
  Passed const passed = take_lane(id, passenger, visit, called);
  if (passenger.seat != TruckSeat::second)
    queue.passes(visit.came, passed.served, 1);
  else
    queue.waits_along(visit.came, passed.served, 1);
  return passed;
}

GateLanes::Passed GateLanes::take_lane(TerminalId id, Passenger const& passenger, GateVisit const& visit, Time called) {
  auto& gate = gates_[id];
  if (gate.lanes.empty()) {
    Time const opens = gate.closures->open_from(called);
    return {called, opens, opens};
  }
  bool const is_second = passenger.seat == TruckSeat::second;
  auto const with_first = is_second ? gate.half_empty.fill(passenger.step) : std::nullopt;
  if (with_first && with_first->called == called) return *with_first;
  std::ranges::pop_heap(gate.lanes, std::greater{});
  Time& lane = gate.lanes.back();
  auto const& facts = world_.terminals[id].gate;
  Time const served = gate_opens(facts.hours, *gate.closures, std::max(called, lane));
  Duration const takes = draw(facts.per_truck, gate.service);
  Passed const passed{called, served, gate.closures->pass(served, takes, [](Time, Time, double) {})};
  if (!is_second) lane = passed.out;
  if (passenger.seat == TruckSeat::first) gate.half_empty.add(passenger.step, passed);
  std::ranges::push_heap(gate.lanes, std::greater{});
  experience_.passed_gate(id, visit.wanted, passed.out);
  return passed;
}

void GateLanes::report(outcome::Records& records) {
  for (auto const id : gates_.ids()) records.terminals[id].figures.gate = gates_[id].queue.outcome();
}

}  // namespace tongzhou::engine
