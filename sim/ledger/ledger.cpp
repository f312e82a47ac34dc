#include "sim/ledger/ledger.hpp"

#include <algorithm>
#include <cmath>

namespace tongzhou::ledger {

Ledger::Ledger(Time from, Time to)
    : from_(from),
      to_(to),
      weeks_(static_cast<std::size_t>(std::max(1.0, std::ceil(in_days(to) / 7)))),
      last_week_(weeks_.size() - 1) {}

AccountId Ledger::open(Account const& account, Money const& per_box, Emissions const& kg_per_box) {
  rows_.add({});
  auto const id = facts_.add({account, {}, {}});
  charge_also(id, per_box);
  for (auto const s : all_values<Source>)
    if (kg_per_box[s] != 0) kg_per_box_.add(facts_[id].kg_per_box, s, kg_per_box[s]);
  return id;
}

void Ledger::charge_also(AccountId id, Money const& per_box) {
  for (auto const e : all_values<Expense>)
    if (per_box[e] != 0) per_box_.add(facts_[id].per_box, e, per_box[e]);
}

Money Ledger::per_box(AccountId id) const {
  Money each{};
  per_box_.each(facts_[id].per_box, [&](Expense e, double amount) { each[e] = amount; });
  return each;
}

Hours Ledger::hours(AccountId id) const {
  Row const& row = rows_[id];
  Hours all{};
  std::ranges::copy(row.hours, all.begin());
  seldom_.each(row.seldom, [&](SeldomKey key, double hours) {
    if (key < count_of<Cause>) all[static_cast<Cause>(key)] = hours;
  });
  return all;
}

Money Ledger::money(AccountId id) const {
  Money sum{};
  seldom_.each(rows_[id].seldom, [&](SeldomKey key, double amount) {
    if (key >= count_of<Cause>) sum[static_cast<Expense>(key - count_of<Cause>)] = amount;
  });
  per_box_.each(facts_[id].per_box, [&](Expense e, double amount) { sum[e] += amount * begun(id); });
  return sum;
}

Emissions Ledger::kg_co2e(AccountId id) const {
  Emissions sum{};
  kg_per_box_.each(facts_[id].kg_per_box, [&](Source s, double kg) { sum[s] = kg * begun(id); });
  return sum;
}

}  // namespace tongzhou::ledger
