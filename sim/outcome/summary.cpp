#include "sim/outcome/summary.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "sim/outcome/audit.hpp"
#include "sim/outcome/bottlenecks.hpp"
#include "sim/outcome/demand_served.hpp"
#include "sim/outcome/hubs.hpp"
#include "sim/outcome/modal_split.hpp"
#include "sim/outcome/overload_trend.hpp"
#include "sim/outcome/supply_used.hpp"

namespace tongzhou::outcome {
using ledger::Expense;

Totals totals(Records const& records, world::World const& world, Bills const& bills, Outcome const& outcome) {
  Totals totals;
  for (auto const id : world.flows.ids()) {
    auto const& flow = outcome.flows[id];
    double const teu = world.box_types[world.flows[id].box].teu;
    totals.boxes_in += flow.boxes_in;
    totals.boxes_out += flow.boxes_out;
    totals.teu_in += flow.boxes_in * teu;
    totals.teu_out += flow.boxes_out * teu;
    totals.lost.boxes_stayed_away += flow.lost.boxes_stayed_away;
    totals.lost.boxes_given_up += flow.lost.boxes_given_up;
    totals.lost.boxes_added += flow.lost.boxes_added;
    totals.lost.value += flow.lost.value;
    totals.lost.penalties += flow.lost.penalties;
    totals.teu_stayed_away += flow.lost.boxes_stayed_away * teu;
    totals.teu_lost += flow.lost.boxes() * teu;
    totals.teu_added += flow.lost.boxes_added * teu;
    totals.hours += flow.hours;
    totals.money += flow.money;
    totals.kg_co2e += flow.kg_co2e;
  }
  totals.boxes_inside = records.boxes_inside;
  totals.teu_inside = records.teu_inside;
  totals.boxes_replanned = records.boxes_replanned;

  totals.teu_km += outcome.trucking.teu_km;
  totals.tonne_km += outcome.trucking.tonne_km;
  totals.gross_tonne_km += outcome.trucking.gross_tonne_km;
  totals.system_cost += outcome.trucking.own_costs_not_stated;
  for (auto const id : world.services.ids()) {
    totals.teu_km += outcome.services[id].teu_km;
    totals.tonne_km += outcome.services[id].tonne_km;
    totals.gross_tonne_km += outcome.services[id].gross_tonne_km;
    totals.system_cost += outcome.services[id].own_costs_not_stated;
    auto const mode = world.vehicle_classes[world.services[id].vehicle].mode;
    if (bills[id].teu_km <= 0) charge(bills[id], 1, mode, totals.money, totals.kg_co2e);
  }
  for (auto const& terminal : outcome.terminal_accounts)
    if (terminal.states_costs) totals.system_cost += terminal.used_up() - terminal.paid_for_work();
  for (auto const expense : all_values<Expense>) {
    if (payer(expense) == ledger::Party::shipper) totals.shipper_cost += totals.money[expense];
    if (!is_transfer(expense)) totals.system_cost += totals.money[expense];
  }
  return totals;
}

/// Sums become means.
Table<world::FreightStationId, FreightStationOutcome> freight_stations(Records const& records) {
  auto stations = records.freight_stations;
  for (auto& station : stations) {
    if (station.boxes > 0) station.fill_mean /= station.boxes;
    if (station.lots > 0) station.wait_hours_mean /= station.lots;
  }
  return stations;
}

Table<world::ZoneStayId, ZoneStayOutcome> zone_stays(Records const& records) {
  auto stays = records.zone_stays;
  for (auto& stay : stays)
    if (stay.out > 0) stay.days_mean /= stay.out;
  return stays;
}

std::vector<Week> weeks(Records const& records) {
  std::vector<Week> weeks;
  double inside = 0;
  for (std::size_t week = 0; week < records.ledger.weeks().size(); ++week) {
    inside += records.teu_change_by_week[week];
    weeks.push_back(
        {records.teu_in_by_week[week], records.teu_out_by_week[week], inside, records.ledger.weeks()[week]});
  }
  return weeks;
}

Outcome summarise(Records records, world::World const& world) {
  for (auto& flow : records.flows) flow.transit_hours.sort();
  auto const all_bills = bills(records, world);
  Outcome outcome;
  outcome.seed = world.seed;
  outcome.replication = records.replication;
  outcome.days = in_days(records.measured());
  outcome.events = records.events;
  outcome.fingerprint = records.fingerprint;
  outcome.flows = flow_outcomes(records, world, all_bills);
  outcome.connections = connections(records, world);
  outcome.services = service_outcomes(records, world, all_bills);
  outcome.trucking = trucking_outcome(records, world);
  for (auto const id : world.flows.ids()) outcome.flows[id].routes = routes(records, world, id);
  split_by_mode(records, world, all_bills, outcome.services, outcome.flows);
  outcome.modes = all_modes(world, all_bills, outcome.services, outcome.flows);
  outcome.overload = overload(records, world);
  outcome.terminal_accounts = terminal_accounts(records, world);
  outcome.totals = totals(records, world, all_bills, outcome);
  outcome.terminals = terminal_outcomes(records, world);
  outcome.hubs = hubs(records, world, outcome);
  outcome.gauge_changes = gauge_change_outcomes(records, world);
  outcome.links = link_outcomes(records, world);
  outcome.weeks = weeks(records);
  outcome.locks = std::move(records.locks);
  outcome.customs = std::move(records.customs);
  for (auto const& record : records.rolling_stock) outcome.rolling_stock.add(record.figures);
  outcome.truck_fleets = std::move(records.truck_fleets);
  outcome.empties = std::move(records.empties);
  outcome.freight_stations = freight_stations(records);
  outcome.zone_stays = zone_stays(records);
  outcome.goods = std::move(records.goods);
  outcome.switching = std::move(records.switching);
  outcome.place_teu_by_week = std::move(records.place_teu_by_week);
  outcome.place_teu.resize(world.places.size());
  for (auto const id : world.places.ids())
    for (double const teu : outcome.place_teu_by_week[id]) outcome.place_teu[id] += teu;
  outcome.bottlenecks = bottlenecks(records, world, outcome);
  outcome.audit = audit(records, world, all_bills, outcome);
  return outcome;
}

}  // namespace tongzhou::outcome
