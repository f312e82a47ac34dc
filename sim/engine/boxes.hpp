#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "network/base/id.hpp"
#include "network/base/quantity.hpp"
#include "sim/ledger/ledger.hpp"
#include "sim/outcome/outcome.hpp"
#include "sim/world/flow.hpp"
#include "sim/world/ids.hpp"

namespace tongzhou::engine {

using BoxId = Id<struct BoxTag>;
using WaitingId = Id<struct WaitingTag>;  // of a list of boxes that wait for one service at one stop

/// One container on its way: a row, not a process. Rows of delivered boxes are used again, so the table is as long as
/// the largest number ever on the way at once.
struct Box {
  Time born;
  Time since;                 // up to here its hours are booked
  ledger::AccountId account;  // of the step it is on
  std::uint32_t replanned : 2 = 0;
  std::uint32_t followed : 30 = 0;  // number given by an observer; 0: nobody asks
  bool cleared = false;             // by customs
  bool inspect_inland = false;      // the second stage of two
  bool direct = false;              // from the ship's side: no dwell in the yard
};

class Boxes {
 public:
  BoxId add(Time born, ledger::AccountId account) {
    if (free_.empty()) return rows_.add({born, born, account});
    BoxId const id = free_.back();
    free_.pop_back();
    rows_[id] = {born, born, account};
    return id;
  }
  void remove(BoxId id) { free_.push_back(id); }
  Box& operator[](BoxId id) { return rows_[id]; }
  Box const& operator[](BoxId id) const { return rows_[id]; }
  /// Asks memory for a box that will be looked at soon.
  void prefetch(BoxId id) const { __builtin_prefetch(&rows_[id], 1); }
  std::size_t alive() const { return rows_.size() - free_.size(); }
  std::size_t most_alive() const { return rows_.size(); }

 private:
  Table<BoxId, Box> rows_;
  std::vector<BoxId> free_;
};

/// What every box asks of its step, by account: one cache line.
struct alignas(64) StepFacts {
  enum class Kind : std::uint8_t { truck, ride, shift, papers };
  Kind kind{};
  world::TradeClass trade{};
  bool reefer = false;
  bool last = false;           // delivered when done
  world::Regime regime{};      // as customs sees it on this ride
  std::uint8_t piggyback = 0;  // 1 + the permission it rides under; 0: it needs none
  bool mail = false;           // loaded before other boxes
  bool rail_box = false;       // the cargo is in a box of the railway's, which ships do not take
  std::uint16_t load = 0;      // ride: positions in the rotation
  std::uint16_t discharge = 0;
  WaitingId waiting;        // ride
  std::uint32_t alike = 0;  // ride: 1 + the number of the rides that do the same for the box; 0: there are no others
  world::FlowId flow;
  float teu = 0;
  float tonnes = 0;
  world::TerminalId terminal{};  // where it begins, as in its account; none: at the origin
  world::TerminalId into{};      // truck: whose gate it enters; none: it ends at the place itself
  Duration road{};               // truck: time between gates
};

/// What boxes take up aboard.
struct LoadTotals {
  double teu = 0;
  int reefers = 0;
  std::array<double, 2> teu_by_regime{};
  outcome::ByTrade teu_by_trade{};

  void add(StepFacts const& step) {
    teu += step.teu;
    reefers += step.reefer ? 1 : 0;
    teu_by_regime[static_cast<std::size_t>(step.regime)] += step.teu;
    teu_by_trade[static_cast<std::size_t>(step.trade)] += step.teu;
  }
  void take_off(LoadTotals const& other) {
    teu -= other.teu;
    reefers -= other.reefers;
    for (std::size_t r = 0; r < teu_by_regime.size(); ++r) teu_by_regime[r] -= other.teu_by_regime[r];
    for (std::size_t t = 0; t < teu_by_trade.size(); ++t) teu_by_trade[t] -= other.teu_by_trade[t];
  }
};

/// Boxes that wait in turn. Those that come later stand in a heap by date until a vehicle looks.
/// Hot: one push and one pop per box and ride.
class WaitingLine {
 public:
  struct Entry {
    double ready;  // seconds
    std::uint32_t order;
    BoxId box;
    ledger::AccountId account;  // as in the box's row, which need not be looked up to load it
  };

  void push(BoxId box, ledger::AccountId account, Time ready) {
    coming_.push_back({ready.since_start().raw(), order_++, box, account});
    std::push_heap(coming_.begin(), coming_.end(), later);
  }

  /// Moves those ready by now behind the ones that wait already, in order of their date, then of their coming.
  void gather(Time now) {
    while (!coming_.empty() && coming_.front().ready <= now.since_start().raw()) {
      std::pop_heap(coming_.begin(), coming_.end(), later);
      ready_.push_back(coming_.back());
      coming_.pop_back();
    }
  }

  /// Offers those that are ready, first come first, so long as `go_on(entry)`; those that `take(entry)` says yes to are
  /// gone, the others keep their turn.
  template <class GoOn, class Take>
  void offer(GoOn go_on, Take take) {
    std::size_t at = head_, kept = head_;
    for (; at < ready_.size() && go_on(ready_[at]); ++at)
      if (!take(ready_[at])) ready_[kept++] = ready_[at];
    // Close the gap from the front, where the fewer are: a backlog of thousands stays where it is.
    std::move_backward(ready_.begin() + offset(head_), ready_.begin() + offset(kept), ready_.begin() + offset(at));
    head_ = at - (kept - head_);
    if (head_ > ready_.size() / 2) {
      ready_.erase(ready_.begin(), ready_.begin() + offset(head_));
      head_ = 0;
    }
  }

  /// Those that will be offered first, at most so many.
  std::span<Entry const> next(std::size_t most) const {
    return {ready_.data() + head_, std::min(most, ready_.size() - head_)};
  }

  /// Puts those with the smallest key in front; equals keep their order.
  template <class Key>
  void rank(Key key) {
    std::stable_sort(ready_.begin() + offset(head_), ready_.end(),
                     [&](Entry const& a, Entry const& b) { return key(a) < key(b); });
  }

  std::size_t ready() const { return ready_.size() - head_; }
  template <class Visit>
  void each(Visit visit) const {
    std::for_each(ready_.begin() + offset(head_), ready_.end(), visit);
    std::for_each(coming_.begin(), coming_.end(), visit);
  }

 private:
  static bool later(Entry const& a, Entry const& b) {
    return a.ready != b.ready ? a.ready > b.ready : a.order > b.order;
  }
  static std::ptrdiff_t offset(std::size_t position) { return static_cast<std::ptrdiff_t>(position); }

  std::vector<Entry> coming_;  // a heap, earliest first
  std::vector<Entry> ready_;   // from head_ on
  std::size_t head_ = 0;
  std::uint32_t order_ = 0;
};

/// Boxes in one yard for one service at one stop: mail goes before other boxes.
class Waiting {
 public:
  using Entry = WaitingLine::Entry;

  void push(BoxId box, ledger::AccountId account, Time ready, bool mail) {
    (mail ? mail_ : others_).push(box, account, ready);
  }
  void gather(Time now) {
    mail_.gather(now);
    others_.gather(now);
  }
  template <class GoOn, class Take>
  void offer(GoOn go_on, Take take) {
    mail_.offer(go_on, take);
    others_.offer(go_on, take);
  }
  template <class Key>
  void rank(Key key) {
    mail_.rank(key);
    others_.rank(key);
  }
  std::size_t ready() const { return mail_.ready() + others_.ready(); }
  std::span<Entry const> next(std::size_t most) const {
    return mail_.ready() > 0 ? mail_.next(most) : others_.next(most);
  }
  template <class Visit>
  void each(Visit visit) const {
    mail_.each(visit);
    others_.each(visit);
  }

 private:
  WaitingLine mail_, others_;
};

}  // namespace tongzhou::engine
