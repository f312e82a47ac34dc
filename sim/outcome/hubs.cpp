#include "sim/outcome/hubs.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <utility>

namespace tongzhou::outcome {
using ledger::Expense;
using world::TerminalId;
using world::World;

namespace {

/// Erlang's C over what is left of the servers' time: in proportion to the mean wait for one of so many.
double wait_for(int servers, double offered) {
  double none_free = 1;  // Erlang's B
  for (int n = 1; n <= servers; ++n) none_free = offered * none_free / (n + offered * none_free);
  double const left = servers - offered;
  return none_free / (1 - offered / servers * (1 - none_free)) / left;
}

double energy_cost(World const& world, world::FuelId fuel, double units) {
  return fuel ? units * world.fuels[fuel].price : 0;
}

/// As ports count them, loaded and discharged; in a depot what comes in by its gate.
double teu_through(World const& world, TerminalId id, TerminalOutcome const& figures) {
  return world.terminals[id].kind == world::TerminalKind::yard ? figures.teu_gate_in
                                                               : figures.teu_loaded + figures.teu_discharged;
}

TerminalAccount account_of(Records const& records, World const& world, TerminalId id) {
  auto const& terminal = world.terminals[id];
  auto const& record = records.terminals[id];
  double const years = in_days(records.measured()) / 365;
  TerminalAccount account;
  account.earned = record.earned;
  account.port_dues = record.figures.port_dues;
  account.dues_by_the_box = terminal.dues.per_teu * (record.figures.teu_loaded + record.figures.teu_discharged);
  double const moves = record.earned.moves + record.moves_of_carriers;
  account.energy = energy_cost(world, terminal.energy, moves * terminal.energy_per_move) + record.transfer_energy_cost;
  account.gangs = world::gang_hours(terminal.labour, records.ledger.from(), records.ledger.to());
  account.rent = terminal.land.m2 * terminal.land.rent_per_m2_year * years;
  account.equipment = terminal.equipment_cost_per_year * years;
  account.teu = teu_through(world, id, record.figures);
  account.states_costs = terminal.states_costs();
  return account;
}

// --- assets

/// Vehicles that take several cranes each make a few servers of many.
struct Servers {
  int count = 0;
  double units_each = 1;
};
Servers servers_of(int units, int units_each) {
  int const count = std::max(1, static_cast<int>(std::lround(static_cast<double>(units) / units_each)));
  return {count, static_cast<double>(units) / count};
}

class Assets {
 public:
  Assets(Records const& records, World const& world, Outcome const& outcome, TerminalId id)
      : records_(records), outcome_(outcome), id_(id), facts_(world.terminals[id]) {}

  std::vector<HubAsset> all() && {
    auto const& figures = outcome_.terminals[id_];
    auto const& record = records_.terminals[id_];
    bool const rail = facts_.kind == world::TerminalKind::rail, air = facts_.kind == world::TerminalKind::air;
    if (facts_.quay_length > Length{})
      add("metres_of_quay", in_metres(facts_.quay_length), figures.berth_utilisation, figures.berth.box_hours_lost);
    if (facts_.berths > 0)
      add_servers(rail  ? "tracks"
                  : air ? "stands"
                        : "berths",
                  {facts_.berths}, figures.berth_utilisation, figures.berth.box_hours_lost);
    if (facts_.cranes > 0) add_cranes(rail ? "gantries" : air ? "loaders" : "cranes");
    if (facts_.yard_teu < std::numeric_limits<double>::infinity())
      add("yard_teu", facts_.yard_teu, figures.yard_mean_teu / facts_.yard_teu, record.yard_box_hours_lost);
    if (facts_.gate.lanes > 0)
      add_servers("gate_lanes", {facts_.gate.lanes}, gate_utilisation(), figures.gate.box_hours_lost);
    if (facts_.shunting.engines > 0)
      add_servers("shunting_engines", {facts_.shunting.engines}, figures.shunting_utilisation,
                  figures.shunting.box_hours_lost);
    return std::move(found_);
  }

 private:
  void add(char const* what, double units, double utilisation, double lost, std::optional<double> spared = {}) {
    found_.push_back({id_, what, units, utilisation, lost, spared});
  }
  void add_servers(char const* what, Servers servers, double utilisation, double lost) {
    std::optional<double> spared;
    if (auto const share = spared_by_one_more(servers.count, utilisation)) spared = *share * lost / servers.units_each;
    add(what, servers.count * servers.units_each, utilisation, lost, spared);
  }
  /// Where there are gangs, no formula tells what one more of them or of the cranes would spare.
  void add_cranes(char const* what) {
    double const lost = records_.terminals[id_].crane_box_hours_lost;
    double const utilisation = outcome_.terminals[id_].crane_utilisation;
    if (facts_.labour.gangs == 0)
      return add_servers(what, servers_of(facts_.cranes, facts_.cranes_per_vehicle), utilisation, lost);
    add(what, facts_.cranes, utilisation, lost);
    double const worked = utilisation * facts_.cranes * in_hours(records_.measured());
    double const on_duty = outcome_.terminal_accounts[id_].gangs.hours;
    add("gangs", facts_.labour.gangs, on_duty > 0 ? worked / on_duty : 0, records_.terminals[id_].gang_box_hours_lost);
  }
  double gate_utilisation() const {
    auto const& hours = facts_.gate.hours;
    Duration const open = hours.open_before(records_.ledger.to()) - hours.open_before(records_.ledger.from());
    auto const trucks = static_cast<double>(outcome_.terminals[id_].gate.wait_hours.count);
    double const busy = trucks * in_hours(mean(facts_.gate.per_truck));
    return open > Duration{} ? std::min(1.0, busy / (facts_.gate.lanes * in_hours(open))) : 0;
  }

  Records const& records_;
  Outcome const& outcome_;
  TerminalId id_;
  world::Terminal const& facts_;
  std::vector<HubAsset> found_;
};

// --- hubs

HubAccount& hub_of(std::vector<HubAccount>& hubs, std::size_t first, world::PlaceId place, std::string const& run_by) {
  auto const found = std::ranges::find(hubs.begin() + static_cast<std::ptrdiff_t>(first), hubs.end(), run_by,
                                       &HubAccount::operated_by);
  if (found != hubs.end()) return *found;
  hubs.push_back({.place = place, .operated_by = run_by});
  return hubs.back();
}

/// What a place has for boxes that change vehicles, besides its terminals.
double earned_beside_terminals(Records const& records, World const& world, world::PlaceId id) {
  double earned = records.papers[id];
  if (auto const border = world.places[id].gauge_change) earned += records.gauge_changes[border].earned;
  for (auto const station : world.freight_stations.ids())
    if (world.freight_stations[station].place == id)
      earned += records.freight_stations[station].lots * world.freight_stations[station].cost_per_lot;
  return earned;
}

/// What follows from the sums.
void finish(HubAccount& hub) {
  auto const& sum = hub.account;
  hub.from_shippers = sum.earned.handling + sum.storage + sum.earned.transfers + hub.beside_terminals;
  hub.from_carriers = sum.earned.shunting + sum.port_dues;
  if (sum.states_costs) {
    hub.resource_cost = sum.used_up() + hub.beside_terminals;
    hub.surplus = hub.from_shippers + hub.from_carriers - *hub.resource_cost;
  }
  double const paid_for = sum.earned.teu;
  if (sum.teu <= 0 || paid_for <= 0) return;
  // Beyond it the period cuts between the boxes that pay and those that are lifted (assumption).
  constexpr double most_apart = 0.1;
  if (hub.surplus && std::abs(paid_for - sum.teu) <= most_apart * sum.teu) hub.margin_per_teu = *hub.surplus / sum.teu;
  hub.worth_of_a_teu = (sum.earned.handling + sum.earned.transfers - sum.energy) / paid_for +
                       (sum.storage + sum.dues_by_the_box) / sum.teu;
}

}  // namespace

TerminalAccount& TerminalAccount::operator+=(TerminalAccount const& more) {
  earned.handling += more.earned.handling;
  earned.transfers += more.earned.transfers;
  earned.shunting += more.earned.shunting;
  earned.moves += more.earned.moves;
  earned.teu += more.earned.teu;
  storage += more.storage;
  port_dues += more.port_dues;
  dues_by_the_box += more.dues_by_the_box;
  energy += more.energy;
  gangs.hours += more.gangs.hours;
  gangs.wages += more.gangs.wages;
  rent += more.rent;
  equipment += more.equipment;
  teu += more.teu;
  states_costs &= more.states_costs;
  return *this;
}

std::optional<double> spared_by_one_more(int servers, double utilisation) {
  constexpr double no_time_left = 0.995;  // as good as: the wait would be that of a queue which never ends
  if (servers < 1 || utilisation <= 0 || utilisation > no_time_left) return std::nullopt;
  double const offered = servers * utilisation;
  return 1 - wait_for(servers + 1, offered) / wait_for(servers, offered);
}

Table<TerminalId, TerminalAccount> terminal_accounts(Records const& records, World const& world) {
  Table<TerminalId, TerminalAccount> accounts;
  for (auto const id : world.terminals.ids()) accounts.add(account_of(records, world, id));
  for (auto const id : records.steps.ids())
    if (auto const terminal = records.ledger.account(id).terminal)
      accounts[terminal].storage += records.ledger.money(id)[Expense::storage];
  return accounts;
}

std::vector<HubAccount> hubs(Records const& records, World const& world, Outcome const& outcome) {
  std::vector<HubAccount> found;
  for (auto const place : world.places.ids()) {
    auto const first = found.size();
    double const beside = earned_beside_terminals(records, world, place);
    if (beside != 0) hub_of(found, first, place, world.places[place].operated_by).beside_terminals = beside;
    for (auto const id : world.places[place].terminals) {
      auto& hub = hub_of(found, first, place, world.terminals[id].operated_by);
      if (hub.terminals.empty())
        hub.account = outcome.terminal_accounts[id];
      else
        hub.account += outcome.terminal_accounts[id];
      hub.terminals.push_back(id);
      auto assets = Assets{records, world, outcome, id}.all();
      std::ranges::move(assets, std::back_inserter(hub.assets));
    }
  }
  for (auto& hub : found) finish(hub);
  return found;
}

}  // namespace tongzhou::outcome
