#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include "network/graph/network.hpp"
#include "network/routing/ticks.hpp"

namespace tongzhou::routing {

/// What a corridor knows of a node. A mark holds in the round whose number it carries, so that a new one clears none.
struct CorridorMark {
  std::int64_t from_start = 0;  // if labelled
  std::int64_t to_goal = 0;
  std::int64_t inside = 0;  // to the goal, of a node that only the search from the start has settled
  std::uint32_t round = 0, inside_round = 0;
  bool labelled_from_start = false, settled_from_start = false;
  bool labelled_to_goal = false, settled_to_goal = false;
};

/// Memory of corridors, one after another.
struct CorridorNotes {
  std::vector<CorridorMark> marks;  // by node
  std::vector<std::pair<std::int64_t, graph::NodeId>> from_start, to_goal, inside;
  std::uint32_t round = 0, inside_round = 0;
};

/// All that lies on paths of at most some length from a start to a goal. It is searched for from both ends, each about
/// half of the length, so that most of a large network is never looked at. `Weight` gives the ticks of an edge,
/// Ticks::infinite of one that is closed; it is asked only about edges that are looked at.
template <class Weight>
class Corridor {
 public:
  Corridor(graph::Network const& network, graph::NodeId start, graph::NodeId goal, Weight weight, CorridorNotes& notes)
      : network_(network), weight_(std::move(weight)), notes_(notes) {
    if (notes.marks.size() < network.node_count()) notes.marks.resize(network.node_count());
    ++notes.round;
    notes.from_start.clear();
    notes.to_goal.clear();
    label_from_start(start, 0);
    label_to_goal(goal, 0);
  }

  /// Looks further, at least as far as the best path, and at half as many nodes again as before. False: there was
  /// nothing left to look at.
  bool widen() {
    if (limit_ == Ticks::infinite) return false;
    auto const enough = settled_ + std::max<std::size_t>(16, settled_ / 2);
    while (reach() != Ticks::infinite && (settled_ < enough || reach() <= best_)) settle_one();
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
  using Heap = std::vector<std::pair<std::int64_t, graph::NodeId>>;  // least first

  static void push(Heap& heap, std::int64_t ticks, graph::NodeId node) {
    heap.emplace_back(ticks, node);
    std::push_heap(heap.begin(), heap.end(), std::greater{});
  }
  static std::pair<std::int64_t, graph::NodeId> pop(Heap& heap) {
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

  void label_from_start(graph::NodeId node, std::int64_t ticks) {
    auto& at = mark(node);
    if (at.labelled_from_start && at.from_start <= ticks) return;
    at.labelled_from_start = true;
    at.from_start = ticks;
    if (at.labelled_to_goal) best_ = std::min(best_, ticks + at.to_goal);
    push(notes_.from_start, ticks, node);
  }
  void label_to_goal(graph::NodeId node, std::int64_t ticks) {
    auto& at = mark(node);
    if (at.labelled_to_goal && at.to_goal <= ticks) return;
    at.labelled_to_goal = true;
    at.to_goal = ticks;
    if (at.labelled_from_start) best_ = std::min(best_, ticks + at.from_start);
    push(notes_.to_goal, ticks, node);
  }

  /// How long a path must at least be that leaves what both ends have settled; infinite when one end has settled all.
  std::int64_t reach() {
    while (!notes_.from_start.empty() && mark(notes_.from_start.front().second).settled_from_start)
      pop(notes_.from_start);
    while (!notes_.to_goal.empty() && mark(notes_.to_goal.front().second).settled_to_goal) pop(notes_.to_goal);
    if (notes_.from_start.empty() || notes_.to_goal.empty()) return Ticks::infinite;
    return notes_.from_start.front().first + notes_.to_goal.front().first;
  }

  /// At the end that has less to do.
  void settle_one() {
    ++settled_;
    if (notes_.from_start.size() <= notes_.to_goal.size()) {
      auto const [ticks, node] = pop(notes_.from_start);
      mark(node).settled_from_start = true;
      for (auto const edge : network_.out(node))
        if (auto const weight = weight_(edge); weight != Ticks::infinite)
          label_from_start(network_.to(edge), ticks + weight);
    } else {
      auto const [ticks, node] = pop(notes_.to_goal);
      mark(node).settled_to_goal = true;
      for (auto const edge : network_.in(node))
        if (auto const weight = weight_(edge); weight != Ticks::infinite)
          label_to_goal(network_.from(edge), ticks + weight);
    }
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
      push(heap, ticks, node);
    };
    for (auto const& [ticks, node] : notes_.to_goal) come_to(node, ticks);
    while (!heap.empty()) {
      auto const [ticks, node] = pop(heap);
      if (ticks > mark(node).inside) continue;  // it was reached by a shorter way since
      for (auto const edge : network_.in(node))
        if (auto const weight = weight_(edge); weight != Ticks::infinite) come_to(network_.from(edge), ticks + weight);
    }
  }

  graph::Network const& network_;
  Weight weight_;
  CorridorNotes& notes_;
  std::size_t settled_ = 0;
  std::int64_t best_ = Ticks::infinite;
  std::int64_t limit_ = 0;
};

}  // namespace tongzhou::routing
