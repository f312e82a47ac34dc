#include "sim/ledger/cause.hpp"

#include <algorithm>

namespace tongzhou::ledger {

Party payer(Expense expense) {
  switch (expense) {
    case Expense::vessel_time:
    case Expense::fuel:
      return Party::carrier;
    case Expense::carbon:
      return Party::society;
    default:
      return Party::shipper;
  }
}

bool is_transfer(Expense expense) {
  return expense == Expense::freight || expense == Expense::drayage || expense == Expense::toll;
}

double own_costs_not_stated(double earned, double fuel) { return std::max(0.0, earned - fuel); }

}  // namespace tongzhou::ledger
