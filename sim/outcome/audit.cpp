#include "sim/outcome/audit.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "sim/outcome/payments.hpp"
#include "sim/outcome/supply_used.hpp"

namespace tongzhou::outcome {
using ledger::Expense;
using ledger::Source;

namespace {

/// The yard whose TEU-hours standing and booked differ most, as a share of them.
Check littles_law(Records const& records, world::World const& world, Outcome const& outcome) {
  auto const booked = yard_teu_hours(records, world);
  double worst = 0;
  std::string where = "no terminal";
  for (auto const id : world.terminals.ids()) {
    double const standing = outcome.terminals[id].yard_mean_teu * in_hours(records.measured());
    double const off = std::abs(standing - booked[id]) / std::max({standing, booked[id], 1.0});
    if (off <= worst) continue;
    worst = off;
    where = world.terminals[id].name.code;
  }
  return check("Little's law in every yard: TEU-hours standing = TEU-hours booked (worst: " + where + ")", 0, worst);
}

Check rides(Records const& records) {
  double begun = 0, loaded = 0;
  for (auto const id : records.steps.ids())
    if (records.ledger.account(id).service) begun += records.ledger.begun(id);
  for (auto const& service : records.services) loaded += service.figures.boxes;
  return check("boxes that paid for a ride = boxes loaded", begun, loaded);
}

Check vehicle_money(Bills const& bills, Outcome const& outcome) {
  double billed = 0, charged = 0, to_nobody = 0;
  for (auto const& flow : outcome.flows)
    for (auto const expense : all_values<Expense>)
      if (ledger::payer(expense) == ledger::Party::carrier) charged += flow.money[expense];
  billed += outcome.trucking.vehicle_time + outcome.trucking.fuel_cost;
  for (auto const& bill : bills) {
    billed += bill.carriers_own();
    if (bill.teu_km <= 0) to_nobody += bill.carriers_own();
  }
  return check("vehicles' costs = costs charged to flows and to empty running", billed, charged + to_nobody);
}

Check vehicle_co2e(Bills const& bills, Outcome const& outcome) {
  double billed = 0, charged = 0, to_nobody = 0;
  for (auto const& flow : outcome.flows) {
    auto const& kg = flow.kg_co2e;
    charged += kg[Source::sailing] + kg[Source::rail] + kg[Source::air] + kg[Source::in_port];
  }
  for (auto const& bill : bills) {
    billed += bill.kg_total;
    if (bill.teu_km <= 0) to_nobody += bill.kg_total;
  }
  return check("vehicles' CO2e = CO2e charged to flows and to empty running", billed, charged + to_nobody);
}

/// The work whose sum over the modes is furthest from its total, as a share of it.
Check modes(Outcome const& outcome) {
  double worst = 0;
  std::string_view which = "none";
  auto const compare = [&](std::string_view name, double ModeOutcome::*of_mode, double total) {
    double by_mode = 0;
    for (auto const& mode : outcome.modes) by_mode += mode.*of_mode;
    double const off = std::abs(by_mode - total) / std::max({by_mode, total, 1.0});
    if (off <= worst) return;
    worst = off;
    which = name;
  };
  compare("TEU-km", &ModeOutcome::teu_km, outcome.totals.teu_km);
  compare("tonne-km", &ModeOutcome::tonne_km, outcome.totals.tonne_km);
  compare("gross tonne-km", &ModeOutcome::gross_tonne_km, outcome.totals.gross_tonne_km);
  return check("work by mode = work in total (worst: " + std::string{which} + ")", 0, worst);
}

/// Of the boxes of all flows, those delivered by some route.
Check by_routes(Outcome const& outcome) {
  double routed = 0;
  for (auto const& flow : outcome.flows)
    for (auto const& route : flow.routes) routed += route.boxes_out;
  return check("boxes delivered by all routes = boxes delivered", outcome.totals.boxes_out, routed);
}

/// The expense whose money in the books is furthest from counts x tariffs, as a share of it.
Check money_by_tariff(Records const& records, Totals const& totals) {
  double worst = 0;
  std::string_view which = "none";
  for (auto const expense : {Expense::freight, Expense::handling, Expense::drayage, Expense::toll, Expense::transfer,
                             Expense::customs, Expense::loss_damage}) {
    double const booked = totals.money[expense], counted = records.counts_times_tariffs[expense];
    double const off = std::abs(booked - counted) / std::max({std::abs(booked), std::abs(counted), 1.0});
    if (off <= worst) continue;
    worst = off;
    which = word_of(expense);
  }
  return check("money by expense = counts x tariffs (worst: " + std::string{which} + ")", 0, worst);
}

/// Freight and charges by who is paid, less subsidies, and what shippers bear themselves, against the sum by expense.
Check cost_of_shippers(Outcome const& outcome) {
  auto const shippers = party_accounts(outcome)[Party::shippers];
  return check("what shippers pay, less what they are paid, and bear = shipper cost", outcome.totals.shipper_cost,
               shippers.paid - shippers.received + shippers.resources);
}

/// By hubs and for what, against the sums by expense: what roads and customs zones earn apart.
Check income_of_hubs(Records const& records, Outcome const& outcome) {
  auto const& money = outcome.totals.money;
  double const paid = money[Expense::handling] + money[Expense::storage] + money[Expense::transfer] +
                      money[Expense::shunting] + money[Expense::port_dues];
  double earned = records.paid_elsewhere;
  for (auto const& hub : outcome.hubs) earned += hub.from_shippers + hub.from_carriers;
  return check("handling, storage, transfers, shunting and port dues paid = earned by hubs, roads and zones", paid,
               earned);
}

/// All that any party uses up, and what society bears.
double resources_of_all(Outcome const& outcome) {
  double sum = outcome.totals.money[Expense::carbon];
  for (auto const& account : party_accounts(outcome)) sum += account.resources;
  return sum;
}

}  // namespace

std::vector<Check> audit(Records const& records, world::World const& world, Bills const& bills,
                         Outcome const& outcome) {
  auto const& totals = outcome.totals;
  double system_hours = 0, week_hours = 0;
  for (auto const& flow : records.flows) system_hours += flow.system_hours;
  for (auto const& week : outcome.weeks) week_hours += week.hours.sum();
  std::vector<Check> lines{
      check("boxes inside before and born since = delivered, given up and inside at the end",
            records.boxes_in_before - records.boxes_out_before + totals.boxes_in,
            totals.boxes_out + totals.lost.boxes_given_up + totals.boxes_inside),
      check("hours by cause = hours in system", system_hours, totals.hours.sum()),
      check("hours by week = hours by cause", totals.hours.sum(), week_hours),
      littles_law(records, world, outcome),
      check("no vehicle leaves with more than its slots", 0, records.sailings_over_limit),
      rides(records),
      vehicle_money(bills, outcome),
      vehicle_co2e(bills, outcome),
      money_by_tariff(records, totals),
      modes(outcome),
      cost_of_shippers(outcome),
      check("resources used up by all parties = system cost", totals.system_cost, resources_of_all(outcome)),
      income_of_hubs(records, outcome),
  };
  if (!records.routes.empty()) lines.push_back(by_routes(outcome));
  lines.insert(lines.end(), records.empties_audit.begin(), records.empties_audit.end());
  return lines;
}

}  // namespace tongzhou::outcome
