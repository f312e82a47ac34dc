#include "sim/ledger/ledger.hpp"

#include <cmath>

namespace tongzhou::ledger {

Ledger::Ledger(Time from, Time to)
    : from_(from), to_(to), weeks_(static_cast<std::size_t>(std::max(1.0, std::ceil(in_days(to) / 7)))) {}

AccountId Ledger::open(Account account) {
  rows_.add({});
  return accounts_.add(account);
}

Money Ledger::money(AccountId id) const {
  Money sum = rows_[id].paid;
  for (auto const e : all_values<Expense>) sum[e] += accounts_[id].per_box[e] * begun(id);
  return sum;
}

Emissions Ledger::kg_co2e(AccountId id) const {
  Emissions sum{};
  for (auto const s : all_values<Source>) sum[s] = accounts_[id].kg_per_box[s] * begun(id);
  return sum;
}

}  // namespace tongzhou::ledger
