#pragma once

#include <algorithm>
#include <coroutine>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "network/base/prefetch.hpp"
#include "network/base/quantity.hpp"
#include "sim/engine/boxes.hpp"
#include "sim/engine/clock.hpp"

namespace tongzhou::engine {

/// Boxes that wait in turn. Those that come later are put in order when a vehicle looks, which happens far less often.
/// Hot: one push for each box and ride.
class QueueLine {
 public:
  struct Entry {
    double ready;  // seconds
    std::uint32_t order;
    BoxId box;
    ledger::AccountId account;  // as in the box's row, which need not be looked up to load it
    std::uint32_t departure;    // that it has booked
  };

  void push(BoxId box, ledger::AccountId account, Time ready, std::uint32_t departure) {
    coming_.push_back({ready.since_start().raw(), order_++, box, account, departure});
    next_ready_ = std::min(next_ready_, ready);
    first_new_ = std::min(first_new_, ready);
  }

  /// Moves those ready by now behind the ones that wait already, in order of their date, then of their coming.
  void gather(Time now) {
    if (next_ready_ > now) return;
    auto const before = offset(ready_.size());
    take_from_coming([&](Entry const& entry) { return entry.ready <= now.since_start().raw(); }, ready_);
    std::sort(ready_.begin() + before, ready_.end(), sooner);
    if (before == offset(head_))
      in_order_ = true;
    else if (before < offset(ready_.size()))
      in_order_ &= ready_[static_cast<std::size_t>(before) - 1].ready <= ready_[static_cast<std::size_t>(before)].ready;
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

  /// Those that have come into line since the last time, others perhaps among them.
  template <class Visit>
  void each_new(Visit visit) {
    double const from = first_new_.since_start().raw();
    std::for_each(in_order_ ? std::ranges::lower_bound(begin(), ready_.end(), from, {}, &Entry::ready) : begin(),
                  ready_.end(), visit);
    first_new_ = next_ready_;
  }
  bool has_ready_at(double date) const {
    if (in_order_) return std::ranges::binary_search(begin(), ready_.end(), date, {}, &Entry::ready);
    return std::ranges::find(begin(), ready_.end(), date, &Entry::ready) != ready_.end();
  }
  /// Offers those that have been ready from that date on, like `offer`.
  template <class Take>
  void offer_ready_at(double date, Take take) {
    auto const is_then = [&](Entry const& entry) { return entry.ready == date; };
    auto at = in_order_ ? std::ranges::lower_bound(begin(), ready_.end(), date, {}, &Entry::ready) : begin();
    auto const end = in_order_ ? std::find_if_not(at, ready_.end(), is_then) : ready_.end();
    auto kept = at;
    for (; at != end; ++at)
      if (!is_then(*at) || !take(*at)) *kept++ = *at;
    ready_.erase(kept, end);
  }

  /// Takes out those that are not ready yet and have booked a departure, in the order of their coming.
  void withdraw_coming(std::uint32_t departure, std::vector<Entry>& withdrawn) {
    auto const before = offset(withdrawn.size());
    take_from_coming([&](Entry const& entry) { return entry.departure == departure; }, withdrawn);
    std::sort(withdrawn.begin() + before, withdrawn.end(), sooner);
  }

  /// Takes out all that are not ready yet, likewise.
  void withdraw_coming(std::vector<Entry>& withdrawn) {
    auto const before = offset(withdrawn.size());
    take_from_coming([](Entry const&) { return true; }, withdrawn);
    std::sort(withdrawn.begin() + before, withdrawn.end(), sooner);
  }

  /// How many of those that are ready have been so since a date, that date apart.
  std::size_t ready_after(Time date) const {
    return static_cast<std::size_t>(
        std::count_if(ready_.begin() + offset(head_), ready_.end(),
                      [&](Entry const& entry) { return entry.ready > date.since_start().raw(); }));
  }
  /// Those that will be offered first, at most so many.
  std::span<Entry const> next(std::size_t most) const {
    return {ready_.data() + head_, std::min(most, ready_.size() - head_)};
  }

  /// Puts those with the smallest key in front; equals keep their order.
  template <class Key>
  void rank(Key key) {
    in_order_ = false;
    std::stable_sort(ready_.begin() + offset(head_), ready_.end(),
                     [&](Entry const& a, Entry const& b) { return key(a) < key(b); });
  }

  /// Asks memory for the first that wait.
  void prefetch_boxes() const {
    constexpr std::size_t most = 64;
    prefetch(coming_.data(), std::min(most, coming_.size()) * sizeof(Entry));
    prefetch(ready_.data() + head_, std::min(most, ready()) * sizeof(Entry));
  }
  std::size_t ready() const { return ready_.size() - head_; }
  /// When the next of those that are not ready yet will be; never, when none is known.
  Time next_ready() const { return next_ready_; }
  template <class Visit>
  void each(Visit visit) const {
    std::for_each(ready_.begin() + offset(head_), ready_.end(), visit);
    std::for_each(coming_.begin(), coming_.end(), visit);
  }

 private:
  static bool sooner(Entry const& a, Entry const& b) {
    return a.ready != b.ready ? a.ready < b.ready : a.order < b.order;
  }
  template <class Takes>
  void take_from_coming(Takes takes, std::vector<Entry>& taken) {
    next_ready_ = Time::never();
    std::erase_if(coming_, [&](Entry const& entry) {
      if (takes(entry)) {
        taken.push_back(entry);
        return true;
      }
      next_ready_ = std::min(next_ready_, Time{Duration{entry.ready}});
      return false;
    });
  }
  std::vector<Entry>::iterator begin() { return ready_.begin() + offset(head_); }
  std::vector<Entry>::const_iterator begin() const { return ready_.begin() + offset(head_); }
  static std::ptrdiff_t offset(std::size_t position) { return static_cast<std::ptrdiff_t>(position); }

  std::vector<Entry> coming_;
  Time next_ready_ = Time::never();  // of those
  Time first_new_ = Time::never();   // the least date of those that `each_new` has not told
  std::vector<Entry> ready_;         // from head_ on
  std::size_t head_ = 0;
  bool in_order_ = true;  // by date
  std::uint32_t order_ = 0;
};

/// Boxes in one yard for one service at one stop: mail goes before other boxes. How a box waits is known here alone.
class BoxQueue {
 public:
  using Entry = QueueLine::Entry;

  void push(BoxId box, ledger::AccountId account, Time ready, bool mail, std::uint32_t departure) {
    (mail ? mail_ : others_).push(box, account, ready, departure);
    wake(ready);
  }

  /// A vehicle that waits for the next box that becomes ready, also one that nobody knows of yet, or for a date.
  class NextBox {
   public:
    NextBox(BoxQueue& queue, Clock& clock, Time latest) : queue_(queue), clock_(clock), date_(latest) {}
    NextBox(NextBox const&) = delete;
    ~NextBox() {
      if (queue_.awaiter_ == this) queue_.awaiter_ = nullptr;  // the run ended first
    }
    bool await_ready() const { return date_ <= clock_.now(); }
    void await_suspend(std::coroutine_handle<> vehicle) {
      vehicle_ = vehicle;
      queue_.awaiter_ = this;
      date_ = std::min(date_, queue_.next_ready());
      if (date_ < clock_.end()) ticket_ = clock_.wake(vehicle_, date_);
    }
    void await_resume() { queue_.awaiter_ = nullptr; }

   private:
    friend class BoxQueue;
    void wake_by(Time ready) {
      if (ready >= date_) return;
      if (date_ < clock_.end()) clock_.cancel(ticket_);
      date_ = ready;
      if (date_ < clock_.end()) ticket_ = clock_.wake(vehicle_, date_);
    }
    BoxQueue& queue_;
    Clock& clock_;
    Time date_;
    Clock::Ticket ticket_ = 0;
    std::coroutine_handle<> vehicle_{};
  };
  /// `co_await queue.next_box(clock, latest)`; one vehicle at a time.
  NextBox next_box(Clock& clock, Time latest) { return {*this, clock, latest}; }
  /// Who waits for the next box looks then, though none has come.
  void wake(Time at) {
    if (awaiter_ != nullptr) awaiter_->wake_by(at);
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
  template <class Visit>
  void each_new(Visit visit) {
    mail_.each_new(visit);
    others_.each_new(visit);
  }
  bool has_ready_at(double date) const { return mail_.has_ready_at(date) || others_.has_ready_at(date); }
  template <class Take>
  void offer_ready_at(double date, Take take) {
    mail_.offer_ready_at(date, take);
    others_.offer_ready_at(date, take);
  }
  /// Mail alone, and all but mail.
  template <class GoOn, class Take>
  void offer_mail(GoOn go_on, Take take) {
    mail_.offer(go_on, take);
  }
  template <class GoOn, class Take>
  void offer_others(GoOn go_on, Take take) {
    others_.offer(go_on, take);
  }
  std::vector<Entry> withdraw_coming(std::uint32_t departure) {
    std::vector<Entry> withdrawn;
    mail_.withdraw_coming(departure, withdrawn);
    others_.withdraw_coming(departure, withdrawn);
    return withdrawn;
  }
  std::vector<Entry> withdraw_coming() {
    std::vector<Entry> withdrawn;
    mail_.withdraw_coming(withdrawn);
    others_.withdraw_coming(withdrawn);
    return withdrawn;
  }
  template <class Key>
  void rank(Key key) {
    mail_.rank(key);
    others_.rank(key);
  }
  void prefetch_boxes() const { others_.prefetch_boxes(); }
  std::size_t ready() const { return mail_.ready() + others_.ready(); }
  /// How many of those that are ready have been so since a date, that date apart.
  std::size_t ready_after(Time date) const { return mail_.ready_after(date) + others_.ready_after(date); }
  /// A vehicle leaves all that were ready by a date behind, and those that came later, so many, to the next one: how
  /// many nobody has left behind here before.
  std::size_t left_behind_first(Time date, std::size_t later) {
    return date > left_behind_at_ ? ready_after(std::exchange(left_behind_at_, date)) - later : 0;
  }
  Time next_ready() const { return std::min(mail_.next_ready(), others_.next_ready()); }
  std::span<Entry const> next(std::size_t most) const {
    return mail_.ready() > 0 ? mail_.next(most) : others_.next(most);
  }
  template <class Visit>
  void each(Visit visit) const {
    mail_.each(visit);
    others_.each(visit);
  }

 private:
  QueueLine mail_, others_;
  NextBox* awaiter_ = nullptr;
  Time left_behind_at_ = Time{seconds(-1)};  // those ready by then
};

}  // namespace tongzhou::engine
