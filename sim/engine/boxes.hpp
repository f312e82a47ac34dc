#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <tuple>
#include <vector>

#include "network/base/id.hpp"
#include "network/base/prefetch.hpp"
#include "network/base/quantity.hpp"
#include "sim/ledger/ledger.hpp"

namespace tongzhou::engine {

using BoxId = Id<struct BoxTag>;
using TrailId = Id<struct TrailTag>;  // what a box has travelled so far

/// The number of no departure.
constexpr auto unnumbered = std::numeric_limits<std::uint32_t>::max();

/// A departure on which a box has room; for a service without a timetable only the ride, which it will wait for.
struct Booking {
  ledger::AccountId ride;
  std::uint32_t number = unnumbered;  // of the departure
};
/// The ride on which a box is, or that is its next, and those after it. A way of more rides is booked so far, and the
/// rest on the way.
using Bookings = std::array<Booking, 3>;

/// One container on its way: a row, not a process. Rows of delivered boxes are used again, so the table is as long as
/// the largest number ever on the way at once. Hot: each is a cache line, since the next that is looked at lies
/// anywhere.
struct alignas(64) Box {
  Time created_at;
  Time since;                 // up to here its hours are booked
  Time in_yard_since;         // of the stay in a yard that it is in, if it is in one
  ledger::AccountId account;  // of the step it is on
  TrailId trail{};
  Bookings ahead{};
  float paid = 0;               // by its shipper so far, for steps done, storage and inspections
  bool cleared = false;         // by customs
  bool inspect_inland = false;  // the second stage of two
  bool direct = false;          // from the ship's side: no dwell in the yard there
};
static_assert(sizeof(Box) == 64);

/// What most runs never ask of a box.
struct SeldomAsked {
  std::uint32_t followed = 0;  // number given by an observer; 0: nobody asks
  float hours_under_way = 0;   // on the vehicle that it left last, where boxes are declared in advance
  Time left_yard{};            // by truck, where detention is asked
  std::array<float, std::tuple_size_v<Bookings>> spot_fill{};  // of its bookings' departures, as it was quoted
};

class Boxes {
 public:
  BoxId add(Time created_at, ledger::AccountId account) {
    if (free_.empty()) return rows_.add({created_at, created_at, created_at, account});
    BoxId const id = free_.back();
    free_.pop_back();
    if (!free_.empty()) prefetch(free_.back());  // boxes of a day are made one after another
    rows_[id] = {created_at, created_at, created_at, account};
    if (id.value() < notes_.size()) notes_[id] = {};
    return id;
  }
  void remove(BoxId id) { free_.push_back(id); }
  Box& operator[](BoxId id) { return rows_[id]; }
  Box const& operator[](BoxId id) const { return rows_[id]; }
  SeldomAsked seldom_asked(BoxId id) const { return id.value() < notes_.size() ? notes_[id] : SeldomAsked{}; }
  /// To note something that is seldom asked.
  SeldomAsked& note(BoxId id) {
    if (id.value() >= notes_.size()) notes_.resize(rows_.size());
    return notes_[id];
  }
  /// Asks memory for a box that will be looked at soon.
  void prefetch(BoxId id) const { prefetch_cache_line(&rows_[id]); }
  std::size_t alive() const { return rows_.size() - free_.size(); }
  std::size_t most_alive() const { return rows_.size(); }

 private:
  Table<BoxId, Box> rows_;
  Table<BoxId, SeldomAsked> notes_;  // of the first boxes, up to the last of which something was noted
  std::vector<BoxId> free_;
};

}  // namespace tongzhou::engine
