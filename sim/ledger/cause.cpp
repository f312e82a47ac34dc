#include "sim/ledger/cause.hpp"

#include <algorithm>

namespace tongzhou::ledger {

Party payer(Expense expense) {
  switch (expense) {
    case Expense::vessel_time:
    case Expense::fuel:
    case Expense::track_access:
    case Expense::shunting:
    case Expense::port_dues:
    case Expense::canal_dues:
    case Expense::pilotage:
      return Party::carrier;
    case Expense::carbon:
      return Party::society;
    default:
      return Party::shipper;
  }
}

bool is_transfer(Expense expense) {
  switch (expense) {
    case Expense::freight:
    case Expense::drayage:
    case Expense::toll:
    case Expense::surcharge:
    case Expense::demurrage:
    case Expense::subsidy:
    case Expense::trade_finance:
    case Expense::credit_insurance:
    case Expense::port_dues:
    case Expense::canal_dues:
      return true;
    default:
      return false;
  }
}

double own_costs_not_stated(double earned, double fuel) { return std::max(0.0, earned - fuel); }

}  // namespace tongzhou::ledger
