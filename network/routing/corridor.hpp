#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <utility>
#include <vector>

#include "network/graph/network.hpp"
#include "network/routing/ticks.hpp"

namespace tongzhou::routing {

/// An open edge as a node at one of its ends sees it: with the node at the other one.
struct Arc {
  std::int64_t ticks;
  graph::NodeId node;
};

/// What a corridor knows of a node. A mark holds in the round whose number it carries, so that a new one clears none.
struct CorridorMark {
  std::int64_t from_start = 0;  // if settled from there
  std::int64_t to_goal = 0;     // if labelled
  std::int64_t inside = 0;      // to the goal, of a node that only the search from the start has settled
  std::uint32_t round = 0, inside_round = 0;
  bool settled_from_start = false;
  bool labelled_to_goal = false, settled_to_goal = false;
};

/// Memory of corridors, one after another.
struct CorridorNotes {
  /// What has not been followed of the arcs that leave a node; some.
  struct Ahead {
    std::int64_t ticks;  // from the start to where the first of them leads
    std::span<Arc const> arcs;
    graph::NodeId from;
    friend bool operator>(Ahead const& a, Ahead const& b) { return a.ticks > b.ticks; }
  };
  std::vector<CorridorMark> marks;  // by node
  std::vector<Ahead> from_start;
  std::vector<std::pair<std::int64_t, graph::NodeId>> to_goal, inside;
  std::vector<graph::NodeId> met;  // settled from the start and labelled to the goal, some of them more than once
  std::uint32_t round = 0, inside_round = 0;
};

/// All that lies on paths of at most some length from a start to a goal. It is searched for from both ends, so that
/// most of a large network is never looked at. From the start a row of arcs is followed one by one, the shortest first,
/// so that arcs which lead far cost nothing; from the goal whole rows are labelled, by which the two sides meet.
///
/// Of `Rows`, `out(node)` and `in(node)` are the arcs that leave a node or enter it, shortest first, which stay where
/// they are; they are asked for of nodes that are looked at alone. `is_open(from, to)` may close some of them.
template <class Rows>
class Corridor {
 public:
  Corridor(std::size_t node_count, graph::NodeId start, graph::NodeId goal, Rows const& rows, CorridorNotes& notes)
      : rows_(rows), notes_(notes) {
    if (notes.marks.size() < node_count) notes.marks.resize(node_count);
    ++notes.round;
    notes.from_start.clear();
    notes.to_goal.clear();
    notes.met.clear();
    label_to_goal(goal, 0);
    settle_to_goal();
    settle_from_start(start, 0);
  }

  /// Looks further, at least as far as the best path, and at half as many arcs again as before. False: there was
  /// nothing left to look at.
  bool widen() {
    if (limit_ == Ticks::infinite) return false;
    auto const enough = arcs_seen() + std::max<std::size_t>(64, arcs_seen() / 2);
    while (reach() != Ticks::infinite && (arcs_seen() < enough || reach() <= best_)) look_further();
    limit_ = reach() == Ticks::infinite ? Ticks::infinite : reach() - 1;
    find_way_inside();
    return true;
  }

  /// All paths of at most so many ticks lie in the corridor.
  std::int64_t limit() const { return limit_; }

  /// To the goal: exact for a node on a path within the limit, infinite for most others.
  std::int64_t to_go(graph::NodeId node) const {
    auto const& mark = notes_.marks[node.value()];
    if (mark.round != notes_.round) return Ticks::infinite;
    if (mark.settled_to_goal) return mark.to_goal;
    return mark.inside_round == notes_.inside_round ? mark.inside : Ticks::infinite;
  }

 private:
  template <class Entry>
  static void push(std::vector<Entry>& heap, Entry entry) {
    heap.push_back(entry);
    std::push_heap(heap.begin(), heap.end(), std::greater{});  // least first
  }
  template <class Entry>
  static Entry pop(std::vector<Entry>& heap) {
    std::pop_heap(heap.begin(), heap.end(), std::greater{});
    auto const least = heap.back();
    heap.pop_back();
    return least;
  }

  CorridorMark& mark(graph::NodeId node) {
    auto& mark = notes_.marks[node.value()];
    if (mark.round != notes_.round) {
      mark = {};
      mark.round = notes_.round;
    }
    return mark;
  }

  std::size_t arcs_seen() const { return seen_from_start_ + seen_to_goal_; }

  /// At the end that has had less to do.
  void look_further() {
    if (seen_from_start_ <= seen_to_goal_)
      follow_from_start();
    else
      settle_to_goal();
  }

  /// How long a path must at least be that leaves what both ends have settled; infinite when one end has settled all.
  std::int64_t reach() {
    while (!notes_.to_goal.empty() && mark(notes_.to_goal.front().second).settled_to_goal) pop(notes_.to_goal);
    if (notes_.from_start.empty() || notes_.to_goal.empty()) return Ticks::infinite;
    return notes_.from_start.front().ticks + notes_.to_goal.front().first;
  }

  void settle_from_start(graph::NodeId node, std::int64_t ticks) {
    auto& at = mark(node);
    at.settled_from_start = true;
    at.from_start = ticks;
    if (at.labelled_to_goal) meet(node, at);
    look_ahead({ticks, rows_.out(node), node});
  }
  void follow_from_start() {
    auto ahead = pop(notes_.from_start);
    auto const [ticks, node] = ahead.arcs.front();
    if (!mark(node).settled_from_start) settle_from_start(node, ahead.ticks);
    ahead.ticks -= ticks;
    ahead.arcs = ahead.arcs.subspan(1);
    look_ahead(ahead);
  }
  /// `ahead` comes with the ticks of its node. On to the first arc that leads to where the start's side has not been.
  void look_ahead(CorridorNotes::Ahead ahead) {
    auto const leads_on = [&](Arc const& arc) {
      ++seen_from_start_;
      return rows_.is_open(ahead.from, arc.node) && !mark(arc.node).settled_from_start;
    };
    auto const next = std::ranges::find_if(ahead.arcs, leads_on);
    if (next == ahead.arcs.end()) return;
    push(notes_.from_start, {ahead.ticks + next->ticks, {next, ahead.arcs.end()}, ahead.from});
  }

  void settle_to_goal() {
    auto const [ticks, node] = pop(notes_.to_goal);
    mark(node).settled_to_goal = true;
    for (auto const& [weight, from] : rows_.in(node)) {
      ++seen_to_goal_;
      if (rows_.is_open(from, node)) label_to_goal(from, ticks + weight);
    }
  }
  void label_to_goal(graph::NodeId node, std::int64_t ticks) {
    auto& at = mark(node);
    if (at.labelled_to_goal && at.to_goal <= ticks) return;
    at.labelled_to_goal = true;
    at.to_goal = ticks;
    if (at.settled_from_start) meet(node, at);
    push(notes_.to_goal, {ticks, node});
  }

  void meet(graph::NodeId node, CorridorMark const& at) {
    best_ = std::min(best_, at.from_start + at.to_goal);
    notes_.met.push_back(node);
  }

  /// From what the goal's side has settled on to nodes that only the start's side has.
  void find_way_inside() {
    ++notes_.inside_round;
    auto& heap = notes_.inside;
    heap.clear();
    auto const come_to = [&](graph::NodeId node, std::int64_t ticks) {
      auto& at = mark(node);
      if (at.settled_to_goal || !at.settled_from_start) return;
      if (limit_ != Ticks::infinite && ticks > limit_ - at.from_start) return;
      if (at.inside_round == notes_.inside_round && at.inside <= ticks) return;
      at.inside_round = notes_.inside_round;
      at.inside = ticks;
      push(heap, {ticks, node});
    };
    for (auto const node : notes_.met) come_to(node, mark(node).to_goal);
    while (!heap.empty()) {
      auto const [ticks, node] = pop(heap);
      if (ticks > mark(node).inside) continue;  // it was reached by a shorter way since
      for (auto const& [weight, from] : rows_.in(node)) {
        if (weight > limit_ - ticks) break;
        if (rows_.is_open(from, node)) come_to(from, ticks + weight);
      }
    }
  }

  Rows const& rows_;
  CorridorNotes& notes_;
  std::size_t seen_from_start_ = 0, seen_to_goal_ = 0;  // arcs
  std::int64_t best_ = Ticks::infinite;
  std::int64_t limit_ = 0;
};

}  // namespace tongzhou::routing
