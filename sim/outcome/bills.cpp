#include "sim/outcome/bills.hpp"

#include <algorithm>
#include <vector>

#include "sim/charges/charge.hpp"

namespace tongzhou::outcome {
using ledger::AccountId;
using ledger::Expense;
using ledger::Source;

namespace {

/// What vehicles of one class cost and emit by themselves.
void add_vehicles(Bill& bill, VehiclesRecord const& record, world::VehicleClass const& vehicle,
                  world::World const& world) {
  double const in_port = vehicle.fuel_per_day_in_port * in_days(record.idle);
  double const fuel_used = record.fuel + in_port;
  double const crew_hours = 24 * record.days - in_hours(record.idle - record.held_up_on_line + record.before_service);
  bill.fuel_used += fuel_used;
  bill.crew_hours += crew_hours;
  bill.vessel_time += record.days * (vehicle.fixed_cost_per_day + vehicle.wagons * vehicle.wagon_cost_per_day) +
                      crew_hours * vehicle.crew_cost_per_hour;
  bill.own_costs = bill.own_costs || vehicle.states_costs();
  if (!vehicle.fuel) return;
  auto const& fuel = world.fuels[vehicle.fuel];
  bill.fuel += fuel_used * fuel.price;
  bill.kg_total += fuel_used * fuel.kg_co2e;
  bill.kg_moving += fuel_used * fuel.kg_co2e - in_port * fuel.kg_co2e;
}

Bill bill(ServiceRecord const& record, world::Service const& service, world::World const& world) {
  Bill bill;
  for (std::size_t turn = 0; turn < record.vehicles.size(); ++turn)
    add_vehicles(bill, record.vehicles[turn], world.vehicle_classes[service.turns()[turn].vehicle], world);
  double const light_hours = in_hours(record.light_engines);
  bill.crew_hours += light_hours;
  bill.vessel_time += light_hours * world.vehicle_classes[service.vehicle].crew_cost_per_hour;
  bill.track_access = record.figures.track_access;
  bill.shunting = record.figures.shunting;
  bill.port_dues = record.figures.port_dues;
  bill.canal_dues = record.figures.canal_dues;
  bill.pilotage = record.figures.pilotage;
  bill.kg_of_lifts = record.kg_of_lifts;
  bill.carbon = (bill.kg_total + bill.kg_of_lifts) / 1000 * world.policy.carbon_price_per_t;
  return bill;
}

/// What stock costs beside the days of its trains: locomotives all their days, wagons those that are not days of a
/// train already (less than nothing where more trains wait for sets at a border than there are). Spread over the
/// services that use it by the days of their trains; where none has run, to the first.
void add_rolling_stock(Bills& bills, Records const& records, world::World const& world, world::RollingStockId id) {
  auto const& stock = world.rolling_stock[id];
  std::vector<world::ServiceId> users;
  double at_work = 0;
  for (auto const service : world.services.ids()) {
    if (!world.services[service].uses(id)) continue;
    users.push_back(service);
    at_work += records.services[service].vehicle_days();
  }
  bool const wagons = stock.kind == world::StockKind::wagon_sets;
  double const standing = stock.count - records.rolling_stock[id].under_way;
  double const stock_days = (wagons ? standing : stock.count) * in_days(records.measured());
  for (auto const user : users) {
    double const share =
        at_work > 0 ? records.services[user].vehicle_days() / at_work : (user == users.front() ? 1 : 0);
    auto const& train = world.vehicle_classes[world.services[user].vehicle];
    double const its_days = stock_days * share;
    bills[user].vessel_time +=
        wagons ? its_days * train.wagons * train.wagon_cost_per_day : its_days * stock.cost_per_day;
    bills[user].own_costs |= stock.cost_per_day > 0;
  }
}

}  // namespace

Bills bills(Records const& records, world::World const& world) {
  Bills bills;
  for (auto const id : world.services.ids()) bills.add(bill(records.services[id], world.services[id], world));
  for (auto const id : world.rolling_stock.ids()) add_rolling_stock(bills, records, world, id);
  for (auto const id : records.steps.ids()) {
    auto const& account = records.ledger.account(id);
    if (account.service) bills[account.service].teu_km += account.teu_km * records.ledger.begun(id);
  }
  return bills;
}

TruckBill truck_bill(Records const& records, world::World const& world, AccountId id) {
  TruckBill bill;
  auto const& account = records.ledger.account(id);
  if (records.steps[id].kind != StepKind::truck || account.teu_km <= 0)
    return bill;  // within a place no truck is hired
  auto const& vehicle = world.vehicle_classes[world.trucking->vehicle];
  double const trucks = charges::trucks_per_box(world, world.flows[account.flow]);
  double const empty = world.trucking->empty_km_per_laden_km();
  auto const& driven = records.steps[id].driven;
  bill.boxes = driven.ways;
  double const km = account.teu_km / records.steps[id].teu;
  bill.box_km = km * bill.boxes;
  // What fleets run empty is told; all others run the share empty that is to be expected.
  double const of_others_km = km * (driven.ways - driven.ways_of_fleets) * trucks;
  double const of_fleets_km = km * driven.ways_of_fleets * trucks;
  double const of_others_hours = driven.hours - driven.hours_of_fleets;
  bill.empty_km = of_others_km * empty + driven.empty_km;
  bill.truck_km = bill.box_km * trucks + bill.empty_km;
  bill.hours_at_gates = trucks * driven.hours_at_gates;
  bill.hours = trucks * (of_others_hours * (1 + empty) + driven.hours_of_fleets + driven.hours_waited) +
               driven.empty_hours + bill.hours_at_gates;
  auto const at_gates = world.trucking->at_gates.value_or(world::AtGates{});
  bill.vehicle_time = bill.truck_km * world.trucking->cost_per_km + bill.hours / 24 * vehicle.fixed_cost_per_day +
                      bill.hours_at_gates * at_gates.cost_per_hour;
  if (!vehicle.fuel) return bill;
  auto const& fuel = world.fuels[vehicle.fuel];
  double const of_fleets = of_fleets_km + driven.empty_km * vehicle.light_fuel_share;
  double const burnt = of_others_km * charges::fuel_per_laden_km(world) + of_fleets * vehicle.fuel_per_km +
                       bill.hours_at_gates * at_gates.fuel_per_hour;
  bill.fuel = burnt * fuel.price;
  bill.kg_co2e = burnt * fuel.kg_co2e;
  bill.carbon = charges::carbon_cost(world.policy, bill.kg_co2e);
  return bill;
}

void charge(Bill const& bill, double share, world::Mode mode, ledger::Money& money, ledger::Emissions& kg_co2e) {
  money[Expense::vessel_time] += bill.vessel_time * share;
  money[Expense::fuel] += bill.fuel * share;
  money[Expense::carbon] += bill.carbon * share;
  money[Expense::track_access] += bill.track_access * share;
  money[Expense::shunting] += bill.shunting * share;
  money[Expense::port_dues] += bill.port_dues * share;
  money[Expense::canal_dues] += bill.canal_dues * share;
  money[Expense::pilotage] += bill.pilotage * share;
  auto const moving = mode == world::Mode::rail  ? Source::rail
                      : mode == world::Mode::air ? Source::air
                                                 : Source::sailing;
  kg_co2e[moving] += bill.kg_moving * share;
  kg_co2e[Source::in_port] += (bill.kg_total - bill.kg_moving) * share;
  kg_co2e[Source::handling] += bill.kg_of_lifts * share;
}

Charged charged(Records const& records, world::World const& world, Bills const& bills, AccountId id) {
  auto const& account = records.ledger.account(id);
  Charged to{records.ledger.money(id), records.ledger.kg_co2e(id)};
  if (account.service && bills[account.service].teu_km > 0) {
    auto const& bill = bills[account.service];
    auto const mode = world.vehicle_classes[world.services[account.service].vehicle].mode;
    charge(bill, account.teu_km * records.ledger.begun(id) / bill.teu_km, mode, to.money, to.kg_co2e);
  }
  auto const trucks = truck_bill(records, world, id);
  to.money[Expense::vessel_time] += trucks.vehicle_time;
  to.money[Expense::fuel] += trucks.fuel;
  to.money[Expense::carbon] += trucks.carbon;
  to.kg_co2e[Source::drayage] += trucks.kg_co2e;
  to.money[Expense::time_value] +=
      records.ledger.hours(id).sum() * world.flows[account.flow].time_value_per_hour * account.time_value_factor;
  to.money[Expense::trade_finance] +=
      records.ledger.hours(id).sum() * world.flows[account.flow].finance.interest_per_hour;
  return to;
}

}  // namespace tongzhou::outcome
