#pragma once

#include <cstdint>

#include "network/base/id.hpp"
#include "network/base/paged_table.hpp"

namespace tongzhou::ledger {

/// Sums by a key, of which each owner has few out of many: a list for each owner, all lists in one table.
template <class Key>
class SparseSums {
 public:
  using List = Id<SparseSums>;  // its first sum; none: it has no sum

  void add(List& list, Key key, double amount) {
    for (List at = list; at; at = sums_[at].next)
      if (sums_[at].key == key) {
        sums_[at].amount += amount;
        return;
      }
    list = sums_.add({amount, list, key});
  }
  /// `visit(key, amount)`, in no order that means anything.
  template <class Visit>
  void each(List list, Visit visit) const {
    for (List at = list; at; at = sums_[at].next) visit(sums_[at].key, sums_[at].amount);
  }

 private:
  struct Sum {
    double amount = 0;
    List next;
    Key key{};
  };
  PagedTable<List, Sum> sums_;
};

}  // namespace tongzhou::ledger
