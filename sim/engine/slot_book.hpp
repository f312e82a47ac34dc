#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <map>

#include "network/base/quantity.hpp"

namespace tongzhou::engine {

/// Slots at equal distances from the start of a run, each taken once. It keeps runs of taken slots, not each of them.
class SlotBook {
 public:
  explicit SlotBook(Duration spacing) : spacing_(spacing) {}

  /// Takes the earliest free slot from a date on. `open_from` says from when on the gate is open, for a date.
  template <class OpenFrom>
  Time take(Time from, OpenFrom open_from) {
    for (;;) {
      auto const slot = first_free(from);
      Time const at{spacing_ * static_cast<double>(slot)};
      Time const opens = open_from(at);
      if (opens <= at) {
        mark(slot);
        return at;
      }
      if (opens == Time::never()) return opens;
      from = opens;
    }
  }

 private:
  std::int64_t first_free(Time from) const {
    constexpr double rounding = 1e-9;
    auto slot = static_cast<std::int64_t>(std::ceil(from.since_start() / spacing_ - rounding));
    auto const after = taken_.upper_bound(slot);
    if (after == taken_.begin()) return slot;
    return std::max(slot, std::prev(after)->second);
  }
  void mark(std::int64_t slot) {
    auto end = slot + 1;
    auto after = taken_.lower_bound(slot);
    if (after != taken_.end() && after->first == end) {
      end = after->second;
      after = taken_.erase(after);
    }
    if (after != taken_.begin() && std::prev(after)->second == slot)
      std::prev(after)->second = end;
    else
      taken_.emplace(slot, end);
  }

  Duration spacing_;
  std::map<std::int64_t, std::int64_t> taken_;  // runs of them: first, one after the last
};

}  // namespace tongzhou::engine
