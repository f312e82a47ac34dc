// What the run produced, drawn from the books once it is over; and the proof that they add up.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "sim/engine/run.hpp"

namespace tongzhou::engine {
using ledger::Expense;
using ledger::Source;
using outcome::check;

namespace {

constexpr std::size_t at(Cause c) { return static_cast<std::size_t>(c); }
constexpr std::size_t at(Expense e) { return static_cast<std::size_t>(e); }
constexpr std::size_t at(Source s) { return static_cast<std::size_t>(s); }

template <std::size_t N>
void add(std::array<double, N>& to, std::array<double, N> const& more, double times = 1) {
  for (std::size_t i = 0; i < N; ++i) to[i] += more[i] * times;
}
template <std::size_t N>
double total(std::array<double, N> const& row) {
  double sum = 0;
  for (double const x : row) sum += x;
  return sum;
}

/// What a service's vehicles cost and emit, whoever was aboard.
struct Bill {
  double vessel_time = 0, fuel = 0, carbon = 0;
  double kg_moving = 0, kg_total = 0;
  bool own_costs = false;  // stated in the file; else freight stands in for them
};

Bill bill(Run const& run, world::ServiceId id) {
  auto const& vehicle = run.world.vehicle_classes[run.world.services[id].vehicle];
  auto const& at_work = run.services[id];
  Bill bill;
  bill.vessel_time = at_work.vehicle_days * vehicle.fixed_cost_per_day;
  if (vehicle.fuel) {
    auto const& fuel = run.world.fuels[vehicle.fuel];
    bill.fuel = at_work.figures.fuel * fuel.price;
    bill.kg_total = at_work.figures.fuel * fuel.kg_co2e;
    bill.kg_moving = bill.kg_total - vehicle.fuel_per_day_in_port * in_days(at_work.idle) * fuel.kg_co2e;
  }
  bill.carbon = bill.kg_total / 1000 * run.world.policy.carbon_price_per_t;
  bill.own_costs = vehicle.fixed_cost_per_day > 0;
  return bill;
}

/// The same bill spread over boxes: by TEU-km, as ISO 14083 spreads a transport operation category's.
void charge(Bill const& bill, double share, world::Mode mode, ledger::Money& money, ledger::Emissions& kg) {
  money[at(Expense::vessel_time)] += bill.vessel_time * share;
  money[at(Expense::fuel)] += bill.fuel * share;
  money[at(Expense::carbon)] += bill.carbon * share;
  auto const moving = mode == world::Mode::rail  ? Source::rail
                      : mode == world::Mode::air ? Source::air
                                                 : Source::sailing;
  kg[at(moving)] += bill.kg_moving * share;
  kg[at(Source::in_port)] += (bill.kg_total - bill.kg_moving) * share;
}

}  // namespace

outcome::Outcome Run::summary() {
  outcome::Outcome result;
  result.seed = world.seed;
  result.replication = replication;
  result.days = in_days(window.length());
  result.events = clock.events();
  result.fingerprint = clock.fingerprint();
  auto& totals = result.totals;

  // Services: what they burnt and cost, and over how many TEU-km it is spread.
  for (auto const id : world.services.ids())
    services[id].figures.fuel +=
        world.vehicle_classes[world.services[id].vehicle].fuel_per_day_in_port * in_days(services[id].idle);
  Table<world::ServiceId, Bill> bills;
  Table<world::ServiceId, double> teu_km(world.services.size(), 0.0);
  for (auto const id : world.services.ids()) bills.add(bill(*this, id));
  for (std::size_t a = 0; a < ledger.accounts(); ++a) {
    auto const& account = ledger.account(AccountId{a});
    if (account.service) teu_km[account.service] += account.teu_km * ledger.begun(AccountId{a});
  }

  // Flows, from their accounts.
  result.flows.resize(world.flows.size());
  result.services.resize(world.services.size());
  Table<world::TerminalId, double> yard_teu_hours(world.terminals.size(), 0.0);
  Table<world::TerminalId, double> waiting_hours(world.terminals.size(), 0.0);
  double freight_in_lieu = 0;
  for (auto const id : world.services.ids()) result.services[id] = services[id].figures;
  for (std::size_t a = 0; a < ledger.accounts(); ++a) {
    AccountId const id{a};
    auto const& account = ledger.account(id);
    auto& flow = result.flows[account.flow];
    auto const& hours = ledger.hours(id);
    auto money = ledger.money(id);
    auto kg = ledger.kg_co2e(id);
    if (account.service) {
      auto const& vehicle = world.vehicle_classes[world.services[account.service].vehicle];
      double const all = teu_km[account.service];
      auto const& bill = bills[account.service];
      if (all > 0)
        charge(bill, account.teu_km * ledger.begun(id) / all, vehicle.mode, money, kg);
      add(result.services[account.service].hours, hours);
      result.services[account.service].freight += money[at(Expense::freight)];
      if (!bill.own_costs) freight_in_lieu += money[at(Expense::freight)];
      waiting_hours[account.terminal] += hours[at(Cause::waiting_for_sailing)];
    } else if (steps[id].kind == StepFacts::Kind::truck) {
      totals.teu_km += account.teu_km * ledger.begun(id);
      totals.tonne_km += account.tonne_km * ledger.begun(id);
    }
    money[at(Expense::time_value)] += total(hours) * world.flows[account.flow].time_value_per_hour;
    if (account.terminal) {
      double standing = hours[at(Cause::waiting_for_sailing)] + hours[at(Cause::storage)];
      if (auto const* papers = std::get_if<Papers>(&step_details[id]))  // a box that is awaited is awaited in the yard
        standing = total(hours) - (papers->restuffing ? 0 : hours[at(Cause::waiting_for_empty)]);
      if (steps[id].kind == StepFacts::Kind::truck) standing += hours[at(Cause::customs_inspection)];
      yard_teu_hours[account.terminal] += steps[id].teu * standing;
    }
    add(flow.hours, hours);
    add(flow.money, money);
    add(flow.kg_co2e, kg);
  }
  double system_hours = 0;
  struct Connected {
    outcome::ConnectionOutcome connection;
    std::vector<float> sample;
    double due = 0, on_time = 0;
  };
  std::map<std::tuple<world::PlaceId, world::PlaceId, world::TradeClass>, Connected> connections;
  for (auto const id : world.flows.ids()) {
    auto const& facts = world.flows[id];
    auto& flow = result.flows[id];
    auto const& at_work = flows[id];
    auto& arrived = deliveries[id];
    double const teu = world.box_types[facts.box].teu;
    flow.boxes_in = at_work.born;
    flow.boxes_out = arrived.delivered;
    flow.boxes_inside = arrived.inside;
    auto& [connection, sample, due, on_time] = connections[{facts.origin, facts.destination, facts.trade}];
    connection.boxes_out += flow.boxes_out;
    connection.teu_out += flow.boxes_out * teu;
    if (facts.deadline < Duration::unlimited() && arrived.delivered > 0) {
      flow.on_time_share = arrived.on_time / arrived.delivered;
      due += arrived.delivered;
      on_time += arrived.on_time;
    }
    flow.transit_hours = outcome::spread_of(arrived.transit_hours);
    auto const before = static_cast<std::ptrdiff_t>(sample.size());
    sample.insert(sample.end(), arrived.transit_hours.begin(), arrived.transit_hours.end());
    std::ranges::inplace_merge(sample, sample.begin() + before);
    totals.boxes_in += flow.boxes_in;
    totals.boxes_out += flow.boxes_out;
    totals.teu_in += flow.boxes_in * teu;
    totals.teu_out += flow.boxes_out * teu;
    add(totals.hours, flow.hours);
    add(totals.money, flow.money);
    add(totals.kg_co2e, flow.kg_co2e);
    system_hours += arrived.system_hours;
  }
  for (auto& [key, found] : connections) {
    auto& [connection, sample, due, on_time] = found;
    std::tie(connection.origin, connection.destination, connection.trade) = key;
    if (due > 0) connection.on_time_share = on_time / due;
    connection.transit_hours = outcome::spread_of(sample);
    result.connections.push_back(connection);
  }
  totals.boxes_inside = boxes_inside;
  totals.teu_inside = teu_inside;
  totals.boxes_replanned = replanned;

  double services_money = 0, services_kg = 0;
  for (auto const id : world.services.ids()) {
    auto& service = result.services[id];
    auto const& at_work = services[id];
    auto const& bill = bills[id];
    service.kg_co2e = bill.kg_total;
    service.vessel_time = bill.vessel_time;
    service.fuel_cost = bill.fuel;
    service.on_time_share = at_work.departures_timed > 0 ? at_work.departures_on_time / at_work.departures_timed : 1;
    service.late_hours_mean = at_work.departures_timed > 0 ? at_work.vehicles_late_hours / at_work.departures_timed : 0;
    totals.teu_km += service.teu_km;
    totals.tonne_km += service.tonne_km;
    // Vehicles that carried nothing of ours still cost: their bill stays with the total alone.
    if (teu_km[id] <= 0)
      charge(bill, 1, world.vehicle_classes[world.services[id].vehicle].mode, totals.money, totals.kg_co2e);
    services_money += bill.vessel_time + bill.fuel;
    services_kg += bill.kg_total;
  }
  for (std::size_t e = 0; e < ledger::expenses; ++e) {
    auto const expense = static_cast<Expense>(e);
    if (payer(expense) == ledger::Party::shipper) totals.shipper_cost += totals.money[e];
    if (!is_transfer(expense)) totals.system_cost += totals.money[e];
  }
  totals.system_cost += freight_in_lieu;

  // Places and things.
  auto const lose = [&](std::string kind, std::string const& code, double hours) {
    if (hours > 0) result.bottlenecks.push_back({std::move(kind), code, hours, 0});
  };
  double yard_worst = 0;
  std::string yard_worst_at = "no terminal";
  for (auto const id : world.terminals.ids()) {
    auto const& facts = world.terminals[id];
    auto& at_work = terminals[id];
    auto figures = at_work.figures;
    figures.berth_utilisation = facts.berths > 0 ? at_work.berths.taken().mean() / facts.berths : 0;
    figures.crane_utilisation = at_work.cranes.utilisation();
    figures.yard_mean_teu = at_work.yard.mean();
    figures.yard_max_teu = at_work.yard.highest();
    figures.berth = at_work.berths.queue().outcome();
    figures.gate = at_work.gate.outcome();
    double const through = figures.teu_loaded + figures.teu_gate_out;
    double const yard_hours = figures.yard_mean_teu * in_hours(window.length());
    figures.dwell_hours_mean = through > 0 ? yard_hours / through : 0;
    double const booked = yard_teu_hours[id] + at_work.gate_out_teu_hours;
    double const off = std::abs(yard_hours - booked) / std::max({yard_hours, booked, 1.0});
    if (off > yard_worst) {
      yard_worst = off;
      yard_worst_at = facts.name.code;
    }
    lose("berth", facts.name.code, figures.berth.box_hours_lost);
    lose("crane", facts.name.code, at_work.crane_box_hours_lost);
    lose("gate", facts.name.code, figures.gate.box_hours_lost);
    lose("yard", facts.name.code, at_work.yard_box_hours_lost);
    lose("sailing", facts.name.code, waiting_hours[id]);
    result.terminals.add(figures);
  }
  for (auto const id : world.locks.ids()) {
    auto figures = locks[id].outcome();
    lose("lock", world.locks[id].name.code, figures.queue.box_hours_lost);
    result.locks.add(figures);
  }
  for (auto const id : world.gauge_changes.ids()) {
    auto& at_work = gauge_changes[id];
    auto figures = at_work.figures;
    figures.utilisation = at_work.tracks.taken().mean() / at_work.tracks.count();
    figures.queue = at_work.tracks.queue().outcome();
    lose("gauge change", world.gauge_changes[id].name.code, figures.queue.box_hours_lost);
    result.gauge_changes.add(figures);
  }
  for (auto const id : world.links.ids()) {
    auto const& facts = world.links[id];
    auto& at_work = links[id];
    auto figures = at_work.figures;
    figures.queue = at_work.queue.outcome();
    if (!at_work.sections.empty()) {
      for (auto const& section : at_work.sections) figures.utilisation += section.taken().mean();
      figures.utilisation /= static_cast<double>(at_work.sections.size());
    } else if (facts.paths_per_day > 0) {
      figures.utilisation =
          std::max(figures.passages_down, figures.passages_up) / (facts.paths_per_day * in_days(window.length()));
    }
    lose("path", facts.name.code, figures.queue.box_hours_lost);
    lose("depth", facts.name.code, at_work.depth_hours_lost);
    result.links.add(figures);
  }
  for (auto const id : world.customs_offices.ids()) {
    auto figures = customs[id].outcome();
    lose("customs", world.customs_offices[id].name.code, figures.queue.box_hours_lost);
    result.customs.add(figures);
  }
  for (auto const id : world.services.ids())
    lose("departure", world.services[id].name.code, result.services[id].hours[at(Cause::waiting_for_departure)]);
  result.empties = empties.outcome();
  for (auto const& pool : result.empties) {
    auto const& facts = world.empties.pools[pool.pool];
    lose("empties", world.places[facts.place].name.code, pool.wait_hours);
  }
  double lost = 0;
  for (auto const& bottleneck : result.bottlenecks) lost += bottleneck.box_hours_lost;
  for (auto& bottleneck : result.bottlenecks) bottleneck.share = bottleneck.box_hours_lost / lost;
  std::ranges::stable_sort(result.bottlenecks, std::greater<>{}, &outcome::Bottleneck::box_hours_lost);

  // Weeks.
  double inside = 0, week_hours = 0;
  for (std::size_t week = 0; week < ledger.weeks().size(); ++week) {
    inside += teu_change_by_week[week];
    result.weeks.push_back({teu_in_by_week[week], teu_out_by_week[week], inside, ledger.weeks()[week]});
    week_hours += total(ledger.weeks()[week]);
  }
  result.place_teu_by_week = place_teu_by_week;
  result.place_teu.resize(world.places.size());
  for (auto const id : world.places.ids())
    for (double const teu : place_teu_by_week[id]) result.place_teu[id] += teu;

  double flow_money = 0;
  for (auto const& flow : result.flows)
    flow_money += flow.money[at(Expense::vessel_time)] + flow.money[at(Expense::fuel)];
  double idle_money = 0, idle_kg = 0;
  for (auto const id : world.services.ids())
    if (teu_km[id] <= 0) {
      idle_money += bills[id].vessel_time + bills[id].fuel;
      idle_kg += bills[id].kg_total;
    }
  double rides_begun = 0, boxes_loaded = 0;
  for (std::size_t a = 0; a < ledger.accounts(); ++a)
    if (ledger.account(AccountId{a}).service) rides_begun += ledger.begun(AccountId{a});
  for (auto const& service : services) boxes_loaded += service.figures.boxes;
  double vehicle_kg = 0;
  for (auto const& flow : result.flows)
    vehicle_kg += flow.kg_co2e[at(Source::sailing)] + flow.kg_co2e[at(Source::rail)] + flow.kg_co2e[at(Source::air)] +
                  flow.kg_co2e[at(Source::in_port)];
  result.audit = {
      check("boxes inside before and born since = delivered and inside at the end",
            born_before - delivered_before + totals.boxes_in, totals.boxes_out + totals.boxes_inside),
      check("hours by cause = hours in system", system_hours, total(totals.hours)),
      check("hours by week = hours by cause", total(totals.hours), week_hours),
      check("Little's law in every yard: TEU-hours standing = TEU-hours booked (worst: " + yard_worst_at + ")", 0,
            yard_worst),
      check("no vehicle leaves with more than its slots", 0, sailings_over_limit),
      check("boxes that paid for a ride = boxes loaded", rides_begun, boxes_loaded),
      check("vehicles' costs = costs charged to flows and to empty running", services_money, flow_money + idle_money),
      check("vehicles' CO2e = CO2e charged to flows and to empty running", services_kg, vehicle_kg + idle_kg),
  };
  if (empties.applies())
    for (auto const& line : empties.audit()) result.audit.push_back(line);
  post.tell(result);
  return result;
}

}  // namespace tongzhou::engine
