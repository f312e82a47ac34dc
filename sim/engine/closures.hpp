#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "network/base/quantity.hpp"

namespace tongzhou::engine {

/// When something is closed or slowed. Where windows overlap, the smallest share rules.
class Closures {
 public:
  struct Spell {
    Time from, to;
    double share;
  };
  /// A run begins at Time{}: what was closed before is closed from then on.
  void add(Spell spell) {
    spell.from = std::max(spell.from, Time{});
    auto const later = [](Spell const& a, Spell const& b) { return a.from < b.from; };
    auto const at = spells_.insert(std::ranges::upper_bound(spells_, spell, later), spell);
    auto n = static_cast<std::size_t>(at - spells_.begin());
    for (over_.resize(spells_.size()); n < spells_.size(); ++n)
      over_[n] = n > 0 ? std::max(over_[n - 1], spells_[n].to) : spells_[n].to;
  }
  bool none() const { return spells_.empty(); }
  std::vector<Spell> const& spells() const { return spells_; }

  /// The share of capacity or speed that is left.
  double share(Time t) const {
    double left = 1;
    for (auto n = first_after(t); n < spells_.size() && spells_[n].from <= t; ++n)
      if (t < spells_[n].to) left = std::min(left, spells_[n].share);
    return left;
  }
  /// The first date from t on at which it is not closed.
  Time open_from(Time t) const {
    for (auto n = first_after(t); n < spells_.size() && spells_[n].from <= t; ++n)
      if (spells_[n].share <= 0 && t < spells_[n].to) t = spells_[n].to;
    return t;
  }
  /// The first date after t at which that may change; never, when none is known.
  Time next_change(Time t) const {
    Time next = Time::never();
    auto n = first_after(t);
    for (; n < spells_.size() && spells_[n].from <= t; ++n)
      if (spells_[n].to > t) next = std::min(next, spells_[n].to);
    return n < spells_.size() ? std::min(next, spells_[n].from) : next;
  }
  /// What takes so long when nothing is slowed, begun at a date: calls piece(from, to, share) for each stretch of one
  /// share, in order, and returns the end; never, when it is closed for good.
  template <class Piece>
  Time pass(Time from, Duration left, Piece piece) const {
    for (;;) {
      double const now = std::max(0.0, share(from));
      Time const change = next_change(from);
      Time const done = now > 0 ? from + left / now : Time::never();
      Time const to = std::min(done, change);
      piece(from, to, now);
      if (done <= change) return done;
      left -= (to - from) * now;
      from = to;
    }
  }

 private:
  /// The first spell that may not be over at t: all before it are.
  std::size_t first_after(Time t) const {
    return static_cast<std::size_t>(std::ranges::upper_bound(over_, t) - over_.begin());
  }

  std::vector<Spell> spells_;  // by begin
  std::vector<Time> over_;     // by spell: the latest end of it and all before it
};

}  // namespace tongzhou::engine
