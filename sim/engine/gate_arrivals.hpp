#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "network/base/quantity.hpp"
#include "sim/engine/boxes.hpp"

namespace tongzhou::engine {

/// Trucks that will come to a gate, in order of their dates, then of their being known. Most come days ahead: they
/// stand by the hour, and only those of the hours that have begun are in a heap. Hot: one push and one pop per box and
/// gate.
class GateArrivals {
 public:
  /// Those that come after the end stand together: nobody serves them any more.
  explicit GateArrivals(Time end) : after_end_(hour_of(end) + 1) {}

  struct Truck {
    double date;  // seconds
    std::uint32_t order;
    BoxId box;
    ledger::AccountId account;  // as in the box's row
    bool inwards;
  };

  void add(Time date, BoxId box, ledger::AccountId account, bool inwards) {
    Truck const truck{date.since_start().raw(), order_++, box, account, inwards};
    auto const hour = std::min(hour_of(date), after_end_);
    if (hour < begun_) return push(truck);
    if (hour >= by_hour_.size()) by_hour_.resize(hour + 1);
    by_hour_[hour].push_back(truck);
  }

  /// The next that comes no later than `now`, if any; it is taken off the list.
  bool next(Time now, Truck& truck) {
    for (auto const end = std::min(hour_of(now) + 1, by_hour_.size()); begun_ < end; ++begun_) {
      for (Truck const& due : by_hour_[begun_]) push(due);
      std::vector<Truck>{}.swap(by_hour_[begun_]);
    }
    if (due_.empty() || due_.front().date > now.since_start().raw()) return false;
    std::pop_heap(due_.begin(), due_.end(), later);
    truck = due_.back();
    due_.pop_back();
    return true;
  }

  /// Who will be next of those whose hour has begun; null when nobody is known.
  Truck const* first_due() const { return due_.empty() ? nullptr : &due_.front(); }

  /// All that are still to come. Order is of no meaning.
  template <class Visit>
  void each(Visit visit) const {
    std::for_each(due_.begin(), due_.end(), visit);
    for (auto const& trucks : by_hour_) std::for_each(trucks.begin(), trucks.end(), visit);
  }

 private:
  static bool later(Truck const& a, Truck const& b) { return a.date != b.date ? a.date > b.date : a.order > b.order; }
  static std::size_t hour_of(Time t) { return static_cast<std::size_t>(std::max(0.0, in_hours(t))); }
  void push(Truck const& truck) {
    due_.push_back(truck);
    std::push_heap(due_.begin(), due_.end(), later);
  }

  std::size_t after_end_;  // hour
  std::vector<std::vector<Truck>> by_hour_;
  std::vector<Truck> due_;  // a heap, earliest first
  std::size_t begun_ = 0;   // hours whose trucks are in the heap
  std::uint32_t order_ = 0;
};

}  // namespace tongzhou::engine
