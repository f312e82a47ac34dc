#include "sim/outcome/supply_used.hpp"

#include <algorithm>

namespace tongzhou::outcome {
using ledger::Cause;
using ledger::Expense;

namespace {

/// Of a step, the hours that its boxes stood in the yard where it begins.
double hours_in_yard(StepRecord const& step, ledger::Hours const& hours) {
  double const standing = hours[Cause::waiting_for_sailing] + hours[Cause::storage];
  switch (step.kind) {
    case StepKind::truck:
      return standing + hours[Cause::customs_inspection] + hours[Cause::waiting_for_truck] +
             hours[Cause::waiting_for_appointment];
    case StepKind::ride:
    case StepKind::transfer:
      return standing;
    case StepKind::formalities:  // all of them, but a box that the cargo waits for at its shipper's
      return hours.sum() - (step.restuffing ? 0 : hours[Cause::waiting_for_empty]);
  }
  return 0;
}

/// That leave a yard for another terminal of the place, less those that a direct lift loads there out of no yard.
Table<world::TerminalId, double> teu_by_transfer(Records const& records, world::World const& world) {
  Table<world::TerminalId, double> teu(world.terminals.size(), 0.0);
  for (auto const id : records.steps.ids()) {
    auto const& step = records.steps[id];
    if (step.kind != StepKind::transfer) continue;
    double const begun = step.teu * records.ledger.begun(id);
    if (step.lifted_into)
      teu[step.lifted_into] -= begun;
    else
      teu[records.ledger.account(id).terminal] += begun;
  }
  return teu;
}

template <class Figures>
void set_stays(Figures& figures, PortStays const& stays) {
  if (stays.calls <= 0) return;
  figures.at_anchorage_hours_mean = stays.anchorage_hours / stays.calls;
  figures.at_berth_hours_mean = stays.berth_hours / stays.calls;
  figures.idle_alongside_hours_mean = stays.idle_hours / stays.calls;
}

CrossingOutcome crossing_outcome(CrossingRecord const& record, Duration measured) {
  auto const trains = static_cast<double>(record.hours.size());
  if (trains == 0) return {};
  auto hours = record.hours;
  CrossingOutcome outcome{.trains = trains, .boxes = record.boxes, .trains_a_day = trains / in_days(measured)};
  outcome.hours = spread_of(hours);
  outcome.formalities_hours = record.formalities_hours / trains;
  outcome.change_hours = record.change_hours / trains;
  outcome.waiting_hours = std::max(0.0, outcome.hours.mean - outcome.formalities_hours - outcome.change_hours);
  return outcome;
}

}  // namespace

Table<world::ServiceId, ServiceOutcome> service_outcomes(Records const& records, world::World const& world,
                                                         Bills const& bills) {
  Table<world::ServiceId, ServiceOutcome> services;
  for (auto const id : world.services.ids()) {
    auto const& record = records.services[id];
    auto figures = record.figures;
    figures.fuel = bills[id].fuel_used;
    figures.kg_co2e = bills[id].kg_total;
    figures.vessel_time = bills[id].vessel_time;
    figures.fuel_cost = bills[id].fuel;
    if (record.arrivals_timed > 0) {
      figures.on_time_share = record.arrivals_on_time / record.arrivals_timed;
      figures.within_a_day_share = record.arrivals_within_a_day / record.arrivals_timed;
      figures.late_hours_mean = record.late_hours / record.arrivals_timed;
    }
    set_stays(figures, record.stays);
    services.add(std::move(figures));
  }
  for (auto const id : records.steps.ids()) {
    auto const service = records.ledger.account(id).service;
    if (!service) continue;
    services[service].hours += records.ledger.hours(id);
    auto const money = records.ledger.money(id);
    services[service].freight += money[Expense::freight] + money[Expense::surcharge];
  }
  for (auto const id : world.services.ids()) {
    auto& figures = services[id];
    if (!bills[id].own_costs)
      figures.own_costs_not_stated =
          ledger::own_costs_not_stated(figures.freight, bills[id].carriers_own() - figures.vessel_time);
  }
  return services;
}

TruckingOutcome trucking_outcome(Records const& records, world::World const& world) {
  TruckingOutcome trucking;
  if (!world.trucking) return trucking;
  for (auto const id : records.steps.ids()) {
    auto const& account = records.ledger.account(id);
    if (records.steps[id].kind != StepKind::truck || account.teu_km <= 0) continue;  // within a place no truck is hired
    auto const bill = truck_bill(records, world, id);
    auto const money = records.ledger.money(id);
    if (!records.steps[id].onward) trucking.boxes += records.ledger.begun(id);
    trucking.box_km += bill.box_km;
    trucking.teu_km += account.teu_km * bill.boxes;
    double const tonne_km = account.tonne_km * records.steps[id].mass_share * bill.boxes;
    trucking.gross_tonne_km += tonne_km;
    double const goods_km = tonne_km * records.steps[id].goods_share;
    trucking.tonne_km += goods_km;
    trucking.tonne_km_at_night += goods_km * records.steps[id].driven.night_share();
    trucking.truck_km += bill.truck_km;
    trucking.empty_km += bill.empty_km;
    trucking.hours += bill.hours;
    trucking.hours_at_gates += bill.hours_at_gates;
    trucking.vehicle_time += bill.vehicle_time;
    trucking.fuel_cost += bill.fuel;
    trucking.freight += money[Expense::drayage];
    trucking.tolls += money[Expense::toll];
  }
  bool const stated =
      world.trucking->cost_per_km > 0 || world.vehicle_classes[world.trucking->vehicle].fixed_cost_per_day > 0;
  if (!stated)
    trucking.own_costs_not_stated =
        ledger::own_costs_not_stated(trucking.freight, trucking.fuel_cost + trucking.vehicle_time);
  return trucking;
}

Table<world::TerminalId, TerminalOutcome> terminal_outcomes(Records const& records, world::World const& world) {
  Table<world::TerminalId, TerminalOutcome> terminals;
  auto const by_transfer = teu_by_transfer(records, world);
  for (auto const id : world.terminals.ids()) {
    auto const& facts = world.terminals[id];
    auto figures = records.terminals[id].figures;
    auto const& record = records.terminals[id];
    // Berths, or metres of a quay without them.
    double const berths = facts.quay_length > Length{} ? in_metres(facts.quay_length) : facts.berths;
    figures.berth_utilisation = berths > 0 ? record.berths_taken / berths : 0;
    double const through = figures.teu_loaded + figures.teu_gate_out + by_transfer[id];
    double const teu_hours = figures.yard_mean_teu * in_hours(records.measured());
    figures.dwell_hours_mean = through > 0 ? teu_hours / through : 0;
    PortStays all;
    for (auto const& of_class : record.stays) {
      all += of_class;
      CallsOutcome calls{.calls = of_class.calls};
      set_stays(calls, of_class);
      figures.calls_by_class.add(calls);
    }
    set_stays(figures, all);
    if (all.calls > 0) {
      auto const mean_wait = [&](ApproachWait what) { return record.approach_wait_hours[what] / all.calls; };
      figures.tide_wait_hours_mean = mean_wait(ApproachWait::tide);
      figures.helpers_wait_hours_mean = mean_wait(ApproachWait::helpers);
      figures.channel_wait_hours_mean = mean_wait(ApproachWait::channel);
    }
    terminals.add(std::move(figures));
  }
  return terminals;
}

Table<world::GaugeChangeId, GaugeChangeOutcome> gauge_change_outcomes(Records const& records,
                                                                      world::World const& world) {
  Table<world::GaugeChangeId, GaugeChangeOutcome> gauge_changes;
  for (auto const id : world.gauge_changes.ids()) {
    auto figures = records.gauge_changes[id].figures;
    figures.utilisation = records.gauge_changes[id].tracks_taken / world.gauge_changes[id].tracks;
    for (auto const direction : all_values<world::Direction>)
      figures.by_direction[direction] =
          crossing_outcome(records.gauge_changes[id].by_direction[direction], records.measured());
    gauge_changes.add(figures);
  }
  return gauge_changes;
}

Table<world::LinkId, LinkOutcome> link_outcomes(Records const& records, world::World const& world) {
  Table<world::LinkId, LinkOutcome> links;
  for (auto const id : world.links.ids()) {
    auto const& facts = world.links[id];
    auto const& sections = records.links[id].sections_taken;
    auto figures = records.links[id].figures;
    if (!sections.empty()) {
      for (double const taken : sections) figures.utilisation += taken;
      figures.utilisation /= static_cast<double>(sections.size());
    } else if (facts.paths_per_day > 0 || facts.paths_by_hour) {
      figures.utilisation = records.links[id].paths_taken;
    }
    if (figures.truck_passages > 0)
      figures.volume_to_capacity_mean = records.links[id].volume_to_capacity / figures.truck_passages;
    links.add(std::move(figures));
  }
  return links;
}

Table<world::TerminalId, double> yard_teu_hours(Records const& records, world::World const& world) {
  Table<world::TerminalId, double> teu_hours(world.terminals.size(), 0.0);
  for (auto const id : records.steps.ids()) {
    auto const terminal = records.ledger.account(id).terminal;
    if (terminal)
      teu_hours[terminal] += records.steps[id].teu * hours_in_yard(records.steps[id], records.ledger.hours(id));
  }
  for (auto const id : world.terminals.ids())
    teu_hours[id] += records.terminals[id].gate_out_teu_hours + records.terminals[id].ashore_teu_hours;
  return teu_hours;
}

}  // namespace tongzhou::outcome
