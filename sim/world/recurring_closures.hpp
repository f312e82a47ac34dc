#pragma once

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "network/base/quantity.hpp"

namespace tongzhou::world {

/// Closed at the same times of every day or week.
class RecurringClosures {
 public:
  struct Span {
    Duration from, to;  // after the beginning of a period, in which it begins; it may end in the next
  };
  /// Never closed.
  RecurringClosures() = default;
  /// Spans may overlap.
  RecurringClosures(Duration period, std::vector<Span> spans) : period_(period), spans_(std::move(spans)) {
    std::ranges::sort(spans_, {}, &Span::from);
    join_overlaps();
    for (Span const& span : spans_) closed_ += span.to - span.from;
  }

  bool none() const { return spans_.empty(); }
  bool always() const { return closed_ >= period_ && !none(); }
  Duration period() const { return period_; }
  /// By begin, apart from one another.
  std::vector<Span> const& spans() const { return spans_; }

  /// By how much longer something takes, on the mean over all dates at which it may begin, that takes so long while it
  /// is open; for nothing, the wait until it is open. Unlimited when it is always closed.
  /// Those that begin while it is open meet their share of what is closed, those that begin in a span its rest and what
  /// follows.
  Duration mean_delay(Duration takes) const {
    if (none()) return {};
    if (always()) return Duration::unlimited();
    double sum = in_seconds(takes) * in_seconds(closed_);  // s^2
    for (std::size_t n = 0; n < spans_.size(); ++n) {
      double const lasts = in_seconds(spans_[n].to - spans_[n].from);
      sum += lasts * (lasts / 2 + in_seconds(met_after(n, takes)));
    }
    return seconds(sum / in_seconds(period_));
  }

 private:
  void join_overlaps() {
    std::vector<Span> apart;
    for (Span const& span : spans_) {
      if (!apart.empty() && span.from <= apart.back().to)
        apart.back().to = std::max(apart.back().to, span.to);
      else
        apart.push_back(span);
    }
    // The last one may reach into the next period.
    while (apart.size() > 1 && apart.back().to >= apart.front().from + period_) {
      apart.back().to = std::max(apart.back().to, apart.front().to + period_);
      apart.erase(apart.begin());
    }
    spans_ = std::move(apart);
  }
  /// What is closed in the way of something that begins at the end of a span.
  Duration met_after(std::size_t n, Duration takes) const {
    double const periods = std::max(0.0, std::ceil(takes / (period_ - closed_)) - 1);
    Duration met = closed_ * periods;
    Duration left = takes - (period_ - closed_) * periods;
    for (;; ++n) {
      Span const& before = spans_[n % spans_.size()];
      Span const& next = spans_[(n + 1) % spans_.size()];
      Duration const gap = next.from - before.to + (next.from <= before.from ? period_ : Duration{});
      if (left <= gap) return met;
      left -= gap;
      met += next.to - next.from;
    }
  }

  Duration period_{};
  std::vector<Span> spans_;
  Duration closed_{};  // in a period
};

}  // namespace tongzhou::world
