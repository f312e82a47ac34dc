#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "network/base/quantity.hpp"

namespace tongzhou::engine {

/// What is to come, in order of dates, then of coming to be known. Most of it lies far ahead: it stands by spans of
/// time, unsorted, and only what lies in a span that has begun is in a heap, which so stays small however much is
/// known. Hot: one `add` and one `pop` for each event, and for each box and gate.
template <class What>
class Agenda {
 public:
  /// What lies at the end or later stands together, since it is hardly ever asked for.
  Agenda(Duration span, Time end)
      : spans_per_second_(1 / in_seconds(span)),
        last_(std::floor(in_seconds(end.since_start()) / in_seconds(span)) + 1) {}

  struct Item {
    double date;  // seconds
    std::uint64_t order;
    What what;
  };

  /// Its order, which is that of all that were added before it, and one more.
  std::uint64_t add(Time date, What what) {
    Item const item{date.since_start().raw(), order_, std::move(what)};
    auto const span = span_of(date);
    if (span < begun_) {
      push(item);
    } else {
      if (span >= spans_.size()) spans_.resize(span + 1);
      put_into(spans_[span], item);
      ++ahead_;
    }
    return order_++;
  }

  bool empty() const { return due_.empty() && ahead_ == 0; }
  /// The next of all, or none. Its span has begun then.
  Item const* first() {
    while (due_.empty() && ahead_ > 0) begin_next_span();
    return first_due();
  }
  /// The next that comes no later than a date, or none.
  Item const* first_by(Time date) {
    for (auto const end = std::min(span_of(date) + 1, spans_.size()); begun_ < end;) begin_next_span();
    return due_.empty() || due_.front().date > date.since_start().raw() ? nullptr : &due_.front();
  }
  /// The next of those whose span has begun, or none.
  Item const* first_due() const { return due_.empty() ? nullptr : &due_.front(); }
  /// Takes away what is `first`.
  Item pop() {
    std::pop_heap(due_.begin(), due_.end(), Later{});
    Item const item = due_.back();
    due_.pop_back();
    return item;
  }

  /// All that is still to come. Order is of no meaning.
  template <class Visit>
  void each(Visit visit) const {
    for (Item const& item : due_) visit(item.what);
    for (auto const& span : spans_)
      for (Item const& item : span) visit(item.what);
  }

 private:
  struct Later {
    bool operator()(Item const& a, Item const& b) const {
      return a.date != b.date ? a.date > b.date : a.order > b.order;
    }
  };
  std::size_t span_of(Time t) const {
    return static_cast<std::size_t>(std::clamp(t.since_start().raw() * spans_per_second_, 0.0, last_));
  }
  void push(Item const& item) {
    due_.push_back(item);
    std::push_heap(due_.begin(), due_.end(), Later{});
  }
  void put_into(std::vector<Item>& span, Item const& item) {
    if (span.capacity() == 0 && !spare_.empty()) {
      span = std::move(spare_.back());
      spare_.pop_back();
    }
    span.push_back(item);
  }
  void begin_next_span() {
    auto& span = spans_[begun_++];
    if (span.empty()) return;
    ahead_ -= span.size();
    for (Item const& item : span) push(item);
    constexpr std::size_t small = 64;  // items: the room of large ones is given back
    auto over = std::exchange(span, {});
    over.clear();
    if (over.capacity() <= small) spare_.push_back(std::move(over));
  }

  double spans_per_second_;
  double last_;  // span
  std::vector<std::vector<Item>> spans_;
  std::vector<std::vector<Item>> spare_;  // of spans that have begun, empty, for those of later ones
  std::vector<Item> due_;                 // a heap, earliest first
  std::size_t begun_ = 0;                 // spans whose items are in the heap
  std::size_t ahead_ = 0;                 // items that are not
  std::uint64_t order_ = 0;
};

}  // namespace tongzhou::engine
