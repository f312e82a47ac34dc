#include "sim/outcome/bottlenecks.hpp"

#include <algorithm>
#include <functional>
#include <string>
#include <utility>

namespace tongzhou::outcome {
using ledger::Cause;

namespace {

/// Hours of boxes that waited in each terminal's yard for a vehicle with room.
Table<world::TerminalId, double> hours_waiting_for_sailing(Records const& records, world::World const& world) {
  Table<world::TerminalId, double> hours(world.terminals.size(), 0.0);
  for (auto const id : records.steps.ids()) {
    auto const& account = records.ledger.account(id);
    if (account.service) hours[account.terminal] += records.ledger.hours(id)[Cause::waiting_for_sailing];
  }
  return hours;
}

}  // namespace

std::vector<Bottleneck> bottlenecks(Records const& records, world::World const& world, Outcome const& outcome) {
  std::vector<Bottleneck> found;
  auto const lose = [&](std::string kind, world::Name const& name, double hours) {
    if (hours > 0) found.push_back({std::move(kind), name.code, hours, 0});
  };
  auto const waiting_for_sailing = hours_waiting_for_sailing(records, world);
  for (auto const id : world.terminals.ids()) {
    auto const& name = world.terminals[id].name;
    lose("berth", name, outcome.terminals[id].berth.box_hours_lost);
    lose("crane", name, records.terminals[id].crane_box_hours_lost);
    lose("gang", name, records.terminals[id].gang_box_hours_lost);
    lose("shunting", name, outcome.terminals[id].shunting.box_hours_lost);
    lose("gate", name, outcome.terminals[id].gate.box_hours_lost);
    lose("appointment", name, outcome.terminals[id].appointment.box_hours_lost);
    lose("yard", name, records.terminals[id].yard_box_hours_lost);
    lose("approach", name, records.terminals[id].approach_box_hours_lost);
    lose("depth", name, records.terminals[id].depth_box_hours_lost);
    lose("sailing", name, waiting_for_sailing[id]);
  }
  for (auto const id : world.locks.ids()) lose("lock", world.locks[id].name, outcome.locks[id].queue.box_hours_lost);
  for (auto const id : world.gauge_changes.ids()) {
    auto const& name = world.gauge_changes[id].name;
    auto const& record = records.gauge_changes[id];
    lose("gauge change", name, outcome.gauge_changes[id].queue.box_hours_lost + record.box_hours_lost_beside_line);
    lose("crane", name, record.crane_box_hours_lost);
  }
  for (auto const id : world.links.ids()) {
    lose("path", world.links[id].name, outcome.links[id].queue.box_hours_lost);
    lose("depth", world.links[id].name, records.links[id].depth_box_hours_lost);
  }
  for (auto const id : outcome.truck_fleets.ids())
    lose("truck", world.trucking->fleets[id].name, outcome.truck_fleets[id].queue.box_hours_lost);
  for (auto const id : world.customs_offices.ids())
    lose("customs", world.customs_offices[id].name, outcome.customs[id].queue.box_hours_lost);
  for (auto const id : world.services.ids())
    lose("departure", world.services[id].name, outcome.services[id].hours[Cause::waiting_for_departure]);
  for (auto const& pool : outcome.empties)
    lose("empties", world.places[world.empties.pools[pool.pool].place].name, pool.wait_hours);

  double lost = 0;
  for (auto const& bottleneck : found) lost += bottleneck.box_hours_lost;
  for (auto& bottleneck : found) bottleneck.share = bottleneck.box_hours_lost / lost;
  std::ranges::stable_sort(found, std::greater<>{}, &Bottleneck::box_hours_lost);
  return found;
}

}  // namespace tongzhou::outcome
