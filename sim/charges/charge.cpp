#include "sim/charges/charge.hpp"

#include <numeric>
#include <variant>

#include "sim/charges/tariff.hpp"
#include "sim/demand/mean_excess.hpp"
#include "sim/rules/sailing.hpp"

namespace tongzhou::charges {
using ledger::Expense;
using ledger::Source;
using world::World;

namespace {

double& of(ledger::Money& money, Expense expense) { return money[expense]; }

void emit(Charge& charge, World const& world, Source source, world::FuelId fuel, double units) {
  if (fuel) charge.kg_co2e[source] += units * world.fuels[fuel].kg_co2e;
}

void add_move(Charge& charge, World const& world, world::BoxType const& box, world::TerminalId id) {
  auto const& terminal = world.terminals[id];
  of(charge.money, Expense::handling) += move_of(terminal, box);
  emit(charge, world, Source::handling, terminal.energy, terminal.energy_per_move);
  ++charge.moves;
}

world::Freight by_km_alone(world::Freight tariff) {
  tariff.per_box_20ft = tariff.per_box_40ft = 0;
  return tariff;
}

Charge by_road(World const& world, world::BoxType const& box, world::Freight const& tariff, Length distance,
               double toll, double trucks) {
  auto const& truck = world.vehicle_classes[world.trucking->vehicle];
  Charge charge;
  of(charge.money, Expense::drayage) += rules::freight(tariff, box.long_box, distance);
  of(charge.money, Expense::toll) += toll * trucks;
  emit(charge, world, Source::drayage, truck.fuel, fuel_per_laden_km(world) * in_km(distance) * trucks);
  charge.distance = distance;
  return charge;
}

void add_border(Charge& charge, World const& world, world::GaugeChange const& border) {
  of(charge.money, Expense::transfer) += border.cost_per_box;
  of(charge.money, Expense::customs) += border.formalities.cost_per_box;
  emit(charge, world, Source::transfer, border.energy, border.energy_per_box);
}

/// What one lift asks beyond the two moves that its rides are charged: at the quay it is one of them, on the rails none
/// is made.
Charge charge_of_direct_lift(World const& world, world::BoxType const& box, world::Transfer const& transfer) {
  auto const& quay = world.terminals[quay_of(world, transfer)];
  auto const& rail = world.terminals[rail_of(world, transfer)];
  Charge charge;
  of(charge.money, Expense::handling) = transfer.direct_lift->cost_per_box - move_of(quay, box) - move_of(rail, box);
  emit(charge, world, Source::handling, rail.energy, -rail.energy_per_move);
  charge.moves = -1;
  return charge;
}

/// On the way from one stop to the next: the distance, and changes of gauge, which every box aboard pays.
void add_leg(Charge& charge, World const& world, world::Stop const& stop) {
  Length distance;
  for (auto const& passage : stop.to_next) {
    if (auto const* link = std::get_if<world::LinkId>(&passage.what))
      distance += world.links[*link].distance;
    else if (auto const* border = std::get_if<world::GaugeChangeId>(&passage.what))
      add_border(charge, world, world.gauge_changes[*border]);
  }
  charge.distance += distance;
}

}  // namespace

Charge& Charge::operator+=(Charge const& more) {
  money += more.money;
  kg_co2e += more.kg_co2e;
  moves += more.moves;
  distance += more.distance;
  return *this;
}

double trucks_per_box(World const& world, world::Flow const& flow) {
  if (!world.trucking) return 1;
  auto const& truck = world.vehicle_classes[world.trucking->vehicle];
  auto const& box = world.box_types[flow.box];
  bool const room_for_two =
      2 * box.teu <= truck.teu && flow.gross * 2 <= truck.deadweight && (!box.reefer || truck.reefer_plugs >= 2);
  return room_for_two ? 1 - world.trucking->paired_share / 2 : 1;
}

double fuel_per_laden_km(World const& world) {
  auto const& truck = world.vehicle_classes[world.trucking->vehicle];
  return truck.fuel_per_km * (1 + truck.light_fuel_share * world.trucking->empty_km_per_laden_km());
}

Charge charge_of(World const& world, world::BoxType const& box, Truck const& truck, double trucks) {
  if (truck.links.empty()) return {};
  auto const& tariff = world.trucking->freight;
  auto charge = by_road(world, box, truck.onward ? by_km_alone(tariff) : tariff, truck.distance, truck.toll, trucks);
  of(charge.money, Expense::transfer) += truck.barriers;
  if (sets_down_in_yard(world, truck)) add_move(charge, world, box, truck.into);
  return charge;
}

bool sets_down_in_yard(World const& world, Truck const& truck) {
  return truck.into && world.terminals[truck.into].kind == world::TerminalKind::yard;
}

Charge charge_of_setting_down(World const& world, world::BoxType const& box, world::TerminalId into) {
  Charge charge;
  if (world.terminals[into].kind == world::TerminalKind::yard) add_move(charge, world, box, into);
  return charge;
}

Charge charge_of_hire(World const& world, world::BoxType const& box) {
  return by_road(world, box, world.trucking->freight, Length{}, 0, 1);
}

Charge charge_of_road(World const& world, world::BoxType const& box, world::Link const& road, double trucks) {
  auto const tariff = by_km_alone(world.trucking->freight);
  auto charge = by_road(world, box, tariff, road.distance, in_km(road.distance) * road.toll_per_km, trucks);
  of(charge.money, Expense::transfer) += road.barrier_cost;
  return charge;
}

Charge charge_of(World const& world, world::BoxType const& box, Ride const& ride, world::Freight const* contract) {
  auto const& service = world.services[ride.service];
  Charge charge;
  std::size_t stop = ride.load;
  do {
    add_leg(charge, world, service.stops[stop]);
    stop = (stop + 1) % service.stops.size();
  } while (stop != ride.discharge);
  auto const price = mean_price_of(world, box, ride, contract);
  of(charge.money, Expense::freight) = price.freight;
  of(charge.money, Expense::surcharge) = price.surcharge;
  of(charge.money, Expense::subsidy) = -price.subsidy;
  add_move(charge, world, box, service.stops[ride.load].terminal);
  add_move(charge, world, box, service.stops[ride.discharge].terminal);
  if (ride.transshipped)
    of(charge.money, Expense::handling) += beyond_two_moves(world.terminals[service.stops[ride.load].terminal], box);
  return charge;
}

Charge charge_of(World const& world, world::BoxType const& box, InterTerminalTransfer const& between) {
  auto const& transfer = world.transfers[between.transfer];
  if (between.lifted) return charge_of_direct_lift(world, box, transfer);
  Charge charge;
  of(charge.money, Expense::transfer) = transfer.cost_per_box;
  emit(charge, world, Source::transfer, transfer.energy, transfer.energy_per_box);
  return charge;
}

double move_of(world::Terminal const& terminal, world::BoxType const& box) {
  return box.long_box ? terminal.handling_per_40ft : terminal.handling_per_20ft;
}

bool has_transshipment_tariff(world::Terminal const& terminal) {
  return terminal.transshipment_per_20ft || terminal.transshipment_per_40ft;
}

double beyond_two_moves(world::Terminal const& terminal, world::BoxType const& box) {
  double const move = move_of(terminal, box);
  auto const& tariff = box.long_box ? terminal.transshipment_per_40ft : terminal.transshipment_per_20ft;
  return tariff.value_or(2 * move) - 2 * move;
}

Charge charge_of(World const& world, world::BoxType const&, Formalities const& formalities) {
  Charge charge;
  if (formalities.documents) of(charge.money, Expense::transfer) += world.transfer_rules.documents_cost;
  if (formalities.restuffing) of(charge.money, Expense::transfer) += world.transfer_rules.restuffing_cost;
  if (formalities.clearance) {
    auto const office = world.places[formalities.place].customs;
    if (office) of(charge.money, Expense::customs) += world.customs_offices[office].cost_per_declaration;
  }
  return charge;
}

Charge charge_of(World const& world, world::Flow const& flow, Step const& step) {
  auto const& box = world.box_types[flow.box];
  auto const* truck = std::get_if<Truck>(&step);
  auto const* ride = std::get_if<Ride>(&step);
  auto charge = truck != nullptr  ? charge_of(world, box, *truck, trucks_per_box(world, flow))
                : ride != nullptr ? charge_of(world, box, *ride, contract_of(flow, ride->service))
                                  : std::visit([&](auto const& one) { return charge_of(world, box, one); }, step);
  if (truck == nullptr || !truck->empty)
    of(charge.money, Expense::loss_damage) += loss_and_damage(world.policy, flow.value, charge.moves, charge.distance);
  for (double const kg : charge.kg_co2e) of(charge.money, Expense::carbon) += carbon_cost(world.policy, kg);
  return charge;
}

double storage(world::Terminal const& terminal, double teu, Duration stay) {
  if (terminal.storage_per_teu_day <= 0) return 0;  // however long it stays
  Duration const charged = std::max(stay - terminal.free_storage, Duration{});
  return in_days(charged) * terminal.storage_per_teu_day * teu;
}

double mean_storage(world::Terminal const& terminal, double teu, Duration certain,
                    demand::Distribution<Duration> const& then) {
  if (terminal.storage_per_teu_day <= 0) return 0;
  return in_days(mean_excess(then, terminal.free_storage - certain)) * terminal.storage_per_teu_day * teu;
}

double loss_and_damage(world::Policy const& policy, double value, double moves, Length distance) {
  return moves * (policy.loss_per_move * value) + policy.loss_per_1000_km * value * in_km(distance) / 1000;
}

double carbon_cost(world::Policy const& policy, double kg_co2e) { return kg_co2e * (policy.carbon_price_per_t / 1000); }

double total(ledger::Money const& money) { return std::accumulate(money.begin(), money.end(), 0.0); }
double total(ledger::Emissions const& kg) { return std::accumulate(kg.begin(), kg.end(), 0.0); }

}  // namespace tongzhou::charges
