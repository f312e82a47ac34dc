#include "sim/ledger/cause.hpp"

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

bool is_transfer(Expense expense) { return expense == Expense::freight; }

}  // namespace tongzhou::ledger
