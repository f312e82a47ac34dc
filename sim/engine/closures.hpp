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
    spells_.insert(std::ranges::upper_bound(spells_, spell, later), spell);
  }
  bool none() const { return spells_.empty(); }
  std::vector<Spell> const& spells() const { return spells_; }

  /// The share of capacity or speed that is left.
  double share(Time t) const {
    double left = 1;
    for (Spell const& spell : spells_) {
      if (spell.from > t) break;
      if (t < spell.to) left = std::min(left, spell.share);
    }
    return left;
  }
  /// The first date from t on at which it is not closed.
  Time open_from(Time t) const {
    for (Spell const& spell : spells_) {
      if (spell.from > t) break;
      if (spell.share <= 0 && t < spell.to) t = spell.to;
    }
    return t;
  }
  /// The first date after t at which that may change; never, when none is known.
  Time next_change(Time t) const {
    Time next = Time::never();
    for (Spell const& spell : spells_) {
      if (spell.from > t) return std::min(next, spell.from);
      if (spell.to > t) next = std::min(next, spell.to);
    }
    return next;
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
  std::vector<Spell> spells_;  // by begin
};

}  // namespace tongzhou::engine
