#include "sim/outcome/payments.hpp"

#include <optional>

#include "sim/outcome/outcome.hpp"

namespace tongzhou::outcome {
using ledger::Expense;

namespace {

struct Ends {
  Party from, to;
};

/// None of what is used up and paid to nobody in the world.
std::optional<Ends> ends_of(Expense expense) {
  switch (expense) {
    case Expense::freight:
    case Expense::surcharge:
    case Expense::demurrage:
      return Ends{Party::shippers, Party::carriers};
    case Expense::drayage:
      return Ends{Party::shippers, Party::hauliers};
    case Expense::handling:
    case Expense::storage:
    case Expense::transfer:
      return Ends{Party::shippers, Party::terminals};
    case Expense::toll:
      return Ends{Party::shippers, Party::infrastructure};
    case Expense::customs:
      return Ends{Party::shippers, Party::customs};
    case Expense::subsidy:
      return Ends{Party::public_purse, Party::shippers};
    case Expense::trade_finance:
      return Ends{Party::shippers, Party::lenders};
    case Expense::credit_insurance:
      return Ends{Party::shippers, Party::insurers};
    case Expense::track_access:
    case Expense::port_dues:
    case Expense::canal_dues:
      return Ends{Party::carriers, Party::infrastructure};
    case Expense::shunting:
      return Ends{Party::carriers, Party::terminals};
    case Expense::pilotage:
      return Ends{Party::carriers, Party::pilots};
    case Expense::time_value:
    case Expense::loss_damage:
    case Expense::vessel_time:
    case Expense::fuel:
    case Expense::carbon:
      break;
  }
  return std::nullopt;
}

/// Of all terminals that state their costs.
TerminalAccount stated_by_terminals(Outcome const& outcome) {
  TerminalAccount sum;
  for (auto const& account : outcome.terminal_accounts)
    if (account.states_costs) sum += account;
  return sum;
}

}  // namespace

std::vector<Payment> payments(Outcome const& outcome) {
  std::vector<Payment> payments;
  for (auto const expense : all_values<Expense>) {
    auto const ends = ends_of(expense);
    double const booked = outcome.totals.money[expense];
    if (!ends || booked == 0) continue;
    // A subsidy lowers what shippers owe; it is paid the other way.
    double const amount = expense == Expense::subsidy ? -booked : booked;
    payments.push_back({word_of(expense), ends->from, ends->to, amount});
  }
  auto const stated = stated_by_terminals(outcome);
  if (stated.gangs.wages != 0) payments.push_back({"wages", Party::terminals, Party::workers, stated.gangs.wages});
  if (stated.rent != 0) payments.push_back({"rent", Party::terminals, Party::landowners, stated.rent});
  return payments;
}

EnumArray<Party, PartyAccount> party_accounts(Outcome const& outcome) {
  EnumArray<Party, PartyAccount> accounts{};
  for (auto const& payment : payments(outcome)) {
    accounts[payment.from].paid += payment.amount;
    accounts[payment.to].received += payment.amount;
  }
  auto const& money = outcome.totals.money;
  accounts[Party::shippers].resources = money[Expense::time_value] + money[Expense::loss_damage];
  auto const& trucks = outcome.trucking;
  accounts[Party::hauliers].resources = trucks.vehicle_time + trucks.fuel_cost + trucks.own_costs_not_stated;
  auto& carriers = accounts[Party::carriers].resources;
  carriers = money[Expense::vessel_time] + money[Expense::fuel] - trucks.vehicle_time - trucks.fuel_cost;
  for (auto const& service : outcome.services) carriers += service.own_costs_not_stated;
  auto const stated = stated_by_terminals(outcome);
  accounts[Party::terminals].resources =
      accounts[Party::terminals].received - stated.paid_for_work() + stated.energy + stated.equipment;
  accounts[Party::workers].resources = stated.gangs.wages;
  accounts[Party::landowners].resources = stated.rent;
  accounts[Party::customs].resources = accounts[Party::customs].received;
  accounts[Party::infrastructure].resources = money[Expense::track_access];
  accounts[Party::pilots].resources = accounts[Party::pilots].received;
  return accounts;
}

}  // namespace tongzhou::outcome
