#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <map>
#include <utility>

#include "network/base/quantity.hpp"
#include "sim/world/opening_hours.hpp"

namespace tongzhou::engine {

/// Slots of a gate at equal distances, each taken once: of one that is always open from the start of the run on, of any
/// other from its opening on each day. They are numbered through, those of closed days too, which nobody gets. It keeps
/// runs of taken slots, not each of them.
class SlotBook {
 public:
  SlotBook(Duration spacing, world::OpeningHours hours) : spacing_(spacing), hours_(std::move(hours)) {
    if (hours_.always()) return;
    period_ = days(1);
    Time const first = hours_.open_from({});
    auto const day = static_cast<std::int64_t>(std::floor(in_days(first)));
    opens_ = first - beginning(day);
    Duration const open = hours_.open_before(beginning(day + 1)) - hours_.open_before(first);
    per_period_ = std::max<std::int64_t>(1, std::llround(std::ceil(open / spacing - rounding)));
  }

  /// Takes the earliest free slot from a date on.
  Time take(Time from) {
    if (from == Time::never()) return from;
    auto const slot = earliest(from);
    mark(slot, slot + 1);
    return date(slot);
  }
  /// The same, and leaves it free.
  Time look(Time from) { return from == Time::never() ? from : date(earliest(from)); }

 private:
  static constexpr double rounding = 1e-9;

  Time beginning(std::int64_t period) const { return Time{period_ * static_cast<double>(period)}; }
  Time date(std::int64_t slot) const {
    return beginning(slot / per_period_) + opens_ + spacing_ * static_cast<double>(slot % per_period_);
  }
  bool is_open_on_day_of(std::int64_t slot) const {
    if (hours_.always()) return true;
    auto const day = slot / per_period_;
    return hours_.open_from(beginning(day)) < beginning(day + 1);
  }
  std::int64_t earliest(Time from) {
    for (;;) {
      auto const slot = first_free(from);
      if (is_open_on_day_of(slot)) return slot;
      auto const day = slot / per_period_;
      mark(day * per_period_, (day + 1) * per_period_);
    }
  }
  std::int64_t first_free(Time from) const {
    auto const period = static_cast<std::int64_t>(std::floor(from.since_start() / period_));
    double const since_opening = (from - beginning(period) - opens_) / spacing_;
    auto const in_period = static_cast<std::int64_t>(std::ceil(since_opening - rounding));
    auto const slot = period * per_period_ + std::clamp<std::int64_t>(in_period, 0, per_period_);
    auto const after = taken_.upper_bound(slot);
    if (after == taken_.begin()) return slot;
    return std::max(slot, std::prev(after)->second);
  }
  void mark(std::int64_t first, std::int64_t end) {
    auto after = taken_.lower_bound(first);
    if (after != taken_.end() && after->first == end) {
      end = after->second;
      after = taken_.erase(after);
    }
    if (after != taken_.begin() && std::prev(after)->second == first)
      std::prev(after)->second = end;
    else
      taken_.emplace(first, end);
  }

  Duration spacing_;
  world::OpeningHours hours_;
  Duration period_ = spacing_, opens_{};  // a day, or a slot where it is always open; from when on in it
  std::int64_t per_period_ = 1;
  std::map<std::int64_t, std::int64_t> taken_;  // runs of them: first, one after the last
};

}  // namespace tongzhou::engine
