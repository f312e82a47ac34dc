#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "network/base/id.hpp"
#include "network/base/paged_table.hpp"
#include "network/base/prefetch.hpp"
#include "network/base/quantity.hpp"
#include "sim/ledger/cause.hpp"
#include "sim/ledger/sparse_sums.hpp"
#include "sim/world/ids.hpp"

namespace tongzhou::ledger {

using AccountId = Id<struct AccountTag>;

/// Whom a step of an itinerary is charged to. Every box is always on exactly one account, so that one addition books an
/// hour to its cause, its flow, its service and its place at once; the sums by each are drawn at the end.
struct Account {
  world::FlowId flow;
  world::ServiceId service;    // none: not on a service
  world::TerminalId terminal;  // where the step begins; none: at the origin
  double teu_km = 0;           // of one box on the service
  double tonne_km = 0;
  double time_value_factor = 1;  // of an hour of its boxes, on the flow's

  struct Whom {
    world::FlowId flow;
    world::TerminalId terminal;
    world::ServiceId service;
  };
  Whom whom() const { return {flow, terminal, service}; }
};

/// Hours of those aboard one vehicle, by cause, since it first sailed. Boxes that travel together share it: what a box
/// spent aboard is the difference between two readings. Most vehicles know the first few causes alone: no more of it is
/// read or copied than up to the last that has passed.
class alignas(64) Odometer {
 public:
  Odometer() = default;
  Odometer(Odometer const&) = default;
  Odometer& operator=(Odometer const& other) {
    std::copy_n(other.hours_.begin(), std::max(known_, other.known_), hours_.begin());
    known_ = other.known_;
    return *this;
  }
  void add(Cause cause, double hours) {
    auto const number = static_cast<std::size_t>(cause);
    hours_[number] += hours;
    known_ = std::max(known_, number + 1);
  }
  double operator[](Cause cause) const { return hours_[static_cast<std::size_t>(cause)]; }

 private:
  friend class Ride;
  // In one cache line with the hours by the usual causes.
  std::size_t known_ = 0;  // causes, the first ones
  std::array<double, count_of<Cause>> hours_{};
};

/// What passed between two readings: only the causes under which something did, few of all.
class Ride {
 public:
  Ride() = default;
  Ride(Odometer const& from, Odometer const& to) {
    for (std::size_t cause = 0; cause < to.known_; ++cause)
      if (double const h = to.hours_[cause] - from.hours_[cause]; h != 0)
        parts_[size_++] = {static_cast<Cause>(cause), h};
  }
  /// `visit(cause, hours)`
  template <class Visit>
  void each(Visit visit) const {
    for (std::size_t i = 0; i < size_; ++i) visit(parts_[i].cause, parts_[i].hours);
  }

 private:
  struct Part {
    Cause cause;
    double hours;
  };
  std::array<Part, count_of<Cause>> parts_;
  std::size_t size_ = 0;
};

/// The books of one run. Bookings are cut to the time that counts: after the warm-up, before the end.
/// Hot: a few additions per box and step, in flat rows.
class Ledger {
 public:
  Ledger(Time from, Time to);

  /// With what is known of a box's costs when its step begins.
  AccountId open(Account const& account, Money const& per_box = {}, Emissions const& kg_per_box = {});
  Account const& account(AccountId id) const { return facts_[id].account; }
  /// Before a box begins it: more that is known of a box's costs.
  void charge_also(AccountId id, Money const& per_box);
  Money per_box(AccountId id) const;
  std::size_t accounts() const { return rows_.size(); }

  /// The time between two dates that counts.
  Duration counted(Time from, Time to) const { return std::max(Duration{}, std::min(to, to_) - std::max(from, from_)); }
  bool counts(Time at) const { return from_ <= at && at < to_; }

  /// A box begins a step: its costs known beforehand are due.
  void begin(AccountId id, Time at) {
    if (counts(at)) ++rows_[id].begun;
  }
  /// Hours of one box.
  void book(AccountId id, Cause cause, Time from, Time to) {
    double const h = in_hours(counted(from, to));
    if (h <= 0) return;
    add(rows_[id], cause, h);
    spread(cause, 1, h, std::max(from, from_), std::min(to, to_));
  }
  /// Hours of all boxes aboard a vehicle: the odometer moves on.
  void book_aboard(Odometer& odometer, double boxes, Cause cause, Time from, Time to) {
    double const h = in_hours(counted(from, to));
    if (h <= 0) return;
    odometer.add(cause, h);
    spread(cause, boxes, h, std::max(from, from_), std::min(to, to_));
  }
  /// Boxes leave the vehicle (or the run ends with them aboard): the share of each in the odometer is booked.
  void leave(AccountId id, Ride const& ride, double boxes) {
    Row& row = rows_[id];
    ride.each([&](Cause cause, double h) { add(row, cause, boxes * h); });
  }
  /// Asks memory for an account that will be booked on soon.
  void prefetch(AccountId id) const { prefetch_cache_line(&rows_[id]); }
  /// Money known only afterwards, such as storage.
  void pay(AccountId id, Expense expense, double amount) { seldom_.add(rows_[id].seldom, key(expense), amount); }

  Hours hours(AccountId id) const;
  double begun(AccountId id) const { return static_cast<double>(rows_[id].begun); }
  /// Costs known beforehand of all boxes that began, and those paid afterwards.
  Money money(AccountId id) const;
  Emissions kg_co2e(AccountId id) const;
  std::vector<Hours> const& weeks() const { return weeks_; }
  Time from() const { return from_; }
  Time to() const { return to_; }

 private:
  static constexpr std::size_t usual_causes = 7;  // the first of all: those of nearly every box
  /// Of what an account may have and most have not: hours by the other causes, money paid afterwards.
  using SeldomKey = std::uint8_t;
  using Seldom = SparseSums<SeldomKey>;
  static constexpr SeldomKey key(Cause cause) { return static_cast<SeldomKey>(cause); }
  static constexpr SeldomKey key(Expense expense) {
    return static_cast<SeldomKey>(count_of<Cause> + static_cast<std::size_t>(expense));
  }
  /// What changes in an account while the run goes on: one cache line.
  struct alignas(64) Row {
    std::uint32_t begun = 0;
    Seldom::List seldom;
    std::array<double, usual_causes> hours{};
  };
  static_assert(sizeof(Row) == 64);
  /// What does not.
  struct Facts {
    Account account;
    SparseSums<Expense>::List per_box;
    SparseSums<Source>::List kg_per_box;
  };
  void add(Row& row, Cause cause, double hours) {
    auto const number = static_cast<std::size_t>(cause);
    if (number < usual_causes)
      row.hours[number] += hours;
    else
      seldom_.add(row.seldom, key(cause), hours);
  }
  std::size_t week_of(Time t) const {
    auto const week = static_cast<std::size_t>(t.since_start().raw() * (1.0 / (7 * 86400.0)));
    return std::min(week, last_week_);
  }
  /// So many hours of each of so many boxes fall into the weeks in which they pass; most into one.
  void spread(Cause cause, double boxes, double h, Time from, Time to) {
    auto week = week_of(from);
    auto const last = week_of(to);
    if (week == last) {
      weeks_[last][cause] += boxes * h;
      return;
    }
    for (; week < last; ++week) {
      Time const next = at_days(7 * static_cast<double>(week + 1));
      weeks_[week][cause] += boxes * in_hours(next - from);
      from = next;
    }
    weeks_[last][cause] += boxes * in_hours(to - from);
  }

  Time from_, to_;
  PagedTable<AccountId, Facts> facts_;
  PagedTable<AccountId, Row> rows_;
  Seldom seldom_;
  SparseSums<Expense> per_box_;
  SparseSums<Source> kg_per_box_;
  std::vector<Hours> weeks_;
  std::size_t last_week_;
};

}  // namespace tongzhou::ledger
