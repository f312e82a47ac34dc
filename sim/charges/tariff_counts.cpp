#include "sim/charges/tariff_counts.hpp"

#include <optional>
#include <utility>
#include <variant>

#include "sim/charges/charge.hpp"
#include "sim/charges/tariff.hpp"

namespace tongzhou::charges {
using ledger::Expense;

TariffCounts::TariffCounts(world::World const& world)
    : world_(world),
      moves_(world.terminals.size()),
      transshipped_(world.terminals.size()),
      teu_(world.terminals.size()),
      rides_(world.services.size()),
      trucks_on_road_(world.links.size()),
      boxes_on_road_(world.links.size()),
      over_border_(world.gauge_changes.size()),
      transferred_(world.transfers.size()),
      lifted_(world.transfers.size()),
      documents_(world.places.size()),
      restuffed_(world.places.size()),
      declared_(world.customs_offices.size()),
      inspected_(world.customs_offices.size()) {}

void TariffCounts::add(world::Flow const& flow, Step const& step, double boxes) {
  std::size_t const length = world_.box_types[flow.box].long_box ? 1 : 0;
  auto const& policy = world_.policy;
  if (auto const* ride = std::get_if<Ride>(&step)) {
    double const km = add(*ride, flow, length, boxes);
    lost_ += boxes * flow.value * (2 * policy.loss_per_move + km / 1000 * policy.loss_per_1000_km);
  } else if (auto const* truck = std::get_if<Truck>(&step)) {
    double const km = add(*truck, flow, length, boxes);
    int const moves = sets_down_in_yard(world_, *truck) ? 1 : 0;
    if (!truck->empty)
      lost_ += boxes * flow.value * (moves * policy.loss_per_move + km / 1000 * policy.loss_per_1000_km);
  } else if (auto const* between = std::get_if<InterTerminalTransfer>(&step)) {
    if (!between->lifted) {
      transferred_[between->transfer] += boxes;
      return;
    }
    lifted_[between->transfer][length] += boxes;
    lost_ -= boxes * flow.value * policy.loss_per_move;
  } else {
    add(std::get<Formalities>(step), boxes);
  }
}

void TariffCounts::add_inspections(world::CustomsOfficeId office, double boxes) { inspected_[office] += boxes; }

double TariffCounts::add(Ride const& ride, world::Flow const& flow, std::size_t length, double boxes) {
  auto const& stops = world_.services[ride.service].stops;
  double km = 0;
  // A ride back to where it began would go once round: so the first leg is always taken.
  std::size_t const legs = (ride.discharge + stops.size() - ride.load - 1) % stops.size() + 1;
  for (std::size_t leg = 0; leg < legs; ++leg) {
    for (auto const& passage : stops[(ride.load + leg) % stops.size()].to_next) {
      if (auto const* link = std::get_if<world::LinkId>(&passage.what)) km += in_km(world_.links[*link].distance);
      if (auto const* border = std::get_if<world::GaugeChangeId>(&passage.what)) over_border_[*border] += boxes;
    }
  }
  add_move(stops[ride.load].terminal, flow, length, boxes);
  add_move(stops[ride.discharge].terminal, flow, length, boxes);
  if (ride.transshipped) transshipped_[stops[ride.load].terminal][length] += boxes;
  auto const place = [&](std::size_t stop) { return world_.terminals[stops[stop].terminal].place; };
  auto const* contract = contract_of(flow, ride.service);
  Paid paid{place(ride.load), place(ride.discharge), contract != nullptr ? flow.name.code : std::string{}};
  auto& [by_contract, carried] = rides_[ride.service][std::move(paid)];
  by_contract = contract;
  carried.boxes[length] += boxes;
  carried.box_km[length] += boxes * km;
  return km;
}

void TariffCounts::add_move(world::TerminalId terminal, world::Flow const& flow, std::size_t length, double boxes) {
  moves_[terminal][length] += boxes;
  teu_[terminal] += boxes * world_.box_types[flow.box].teu;
}

double TariffCounts::add(Truck const& truck, world::Flow const& flow, std::size_t length, double boxes) {
  if (truck.links.empty()) return 0;
  if (sets_down_in_yard(world_, truck)) add_move(truck.into, flow, length, boxes);
  double const trucks = boxes * trucks_per_box(world_, flow);
  double km = 0;
  for (auto const road : truck.links) {
    km += in_km(world_.links[road].distance);
    trucks_on_road_[road] += trucks;
    boxes_on_road_[road] += boxes;
  }
  if (!truck.onward) hired_.boxes[length] += boxes;
  hired_.box_km[length] += boxes * km;
  return km;
}

void TariffCounts::add(Formalities const& formalities, double boxes) {
  if (formalities.documents) documents_[formalities.place] += boxes;
  if (formalities.restuffing) restuffed_[formalities.place] += boxes;
  auto const office = world_.places[formalities.place].customs;
  if (formalities.clearance && office) declared_[office] += boxes;
}

double TariffCounts::freight(world::Freight const& tariff, Carried const& carried) {
  return carried.boxes[0] * tariff.per_box_20ft + carried.box_km[0] * tariff.per_km_20ft +
         carried.boxes[1] * tariff.per_box_40ft + carried.box_km[1] * tariff.per_km_40ft;
}

// On the rails a direct lift is no move, at the quay it is one.
double TariffCounts::moves(world::TerminalId id) const {
  double moves = moves_[id][0] + moves_[id][1];
  for (auto const transfer : lifted_.ids())
    if (rail_of(world_, world_.transfers[transfer]) == id) moves -= lifted(transfer);
  return moves;
}

// In place of the moves of boxes that went straight from one vehicle to another.
double TariffCounts::of_direct_lifts(world::TerminalId id) const {
  auto const& terminal = world_.terminals[id];
  double sum = 0;
  for (auto const transfer_id : lifted_.ids()) {
    auto const& transfer = world_.transfers[transfer_id];
    if (!transfer.direct_lift || (transfer.from != id && transfer.to != id)) continue;
    auto const& [short_boxes, long_boxes] = lifted_[transfer_id];
    sum -= short_boxes * terminal.handling_per_20ft + long_boxes * terminal.handling_per_40ft;
    if (quay_of(world_, transfer) == id) sum += lifted(transfer_id) * transfer.direct_lift->cost_per_box;
  }
  return sum;
}

double TariffCounts::handling(world::TerminalId id) const {
  auto const& terminal = world_.terminals[id];
  double sum = moves_[id][0] * terminal.handling_per_20ft + moves_[id][1] * terminal.handling_per_40ft;
  auto const instead = [&](std::optional<double> tariff, double move, double boxes) {
    if (tariff) sum += boxes * (*tariff - 2 * move);
  };
  instead(terminal.transshipment_per_20ft, terminal.handling_per_20ft, transshipped_[id][0]);
  instead(terminal.transshipment_per_40ft, terminal.handling_per_40ft, transshipped_[id][1]);
  return sum + of_direct_lifts(id);
}

double TariffCounts::papers(world::PlaceId place) const {
  return documents_[place] * world_.transfer_rules.documents_cost +
         restuffed_[place] * world_.transfer_rules.restuffing_cost;
}

double TariffCounts::barriers() const {
  double sum = 0;
  for (auto const id : boxes_on_road_.ids()) sum += boxes_on_road_[id] * world_.links[id].barrier_cost;
  return sum;
}

ledger::Money TariffCounts::money() const {
  ledger::Money money{};
  auto const pay = [&](Expense expense, double amount) { money[expense] += amount; };
  for (auto const id : rides_.ids())
    for (auto const& [paid, rides] : rides_[id]) {
      auto const& tariff =
          rides.contract != nullptr ? *rides.contract : tariff_of(world_.services[id], paid.from, paid.to);
      pay(Expense::freight, freight(tariff, rides.carried));
    }
  for (auto const id : moves_.ids()) pay(Expense::handling, handling(id));
  if (world_.trucking) pay(Expense::drayage, freight(world_.trucking->freight, hired_));
  for (auto const id : trucks_on_road_.ids())
    pay(Expense::toll, trucks_on_road_[id] * in_km(world_.links[id].distance) * world_.links[id].toll_per_km);
  pay(Expense::transfer, barriers());
  for (auto const id : over_border_.ids()) {
    pay(Expense::transfer, over_border_[id] * world_.gauge_changes[id].cost_per_box);
    pay(Expense::customs, over_border_[id] * world_.gauge_changes[id].formalities.cost_per_box);
  }
  for (auto const id : transferred_.ids()) pay(Expense::transfer, transferred_[id] * world_.transfers[id].cost_per_box);
  for (auto const id : documents_.ids()) pay(Expense::transfer, papers(id));
  for (auto const id : declared_.ids()) {
    pay(Expense::customs, declared_[id] * world_.customs_offices[id].cost_per_declaration);
    pay(Expense::customs, inspected_[id] * world_.customs_offices[id].cost_per_inspection);
  }
  pay(Expense::loss_damage, lost_);
  money += others_;
  return money;
}

}  // namespace tongzhou::charges
