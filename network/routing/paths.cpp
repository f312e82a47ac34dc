#include "network/routing/paths.hpp"

#include <algorithm>
#include <functional>
#include <ranges>
#include <set>
#include <tuple>
#include <utility>

namespace tongzhou::routing {
namespace {

using graph::EdgeId;
using graph::Network;
using graph::NodeId;

using Heap = std::vector<std::pair<std::int64_t, NodeId>>;  // least first

void push(Heap& heap, std::int64_t ticks, NodeId node) {
  heap.emplace_back(ticks, node);
  std::push_heap(heap.begin(), heap.end(), std::greater{});
}
std::pair<std::int64_t, NodeId> pop(Heap& heap) {
  std::pop_heap(heap.begin(), heap.end(), std::greater{});
  auto const least = heap.back();
  heap.pop_back();
  return least;
}

/// Some nodes, until a search has seen and then settled each of them.
class Awaited {
 public:
  Awaited(std::span<NodeId const> nodes, std::size_t node_count) : awaited_(nodes.empty() ? 0 : node_count) {
    for (auto const node : nodes) awaited_[node.value()] = true;
    unseen_ = unsettled_ = std::ranges::count(awaited_, true);
  }

  bool is_awaited(NodeId node) const { return unsettled_ > 0 && awaited_[node.value()]; }
  // True for the last of them.
  bool see() { return --unseen_ == 0; }
  bool settle(NodeId node) {
    awaited_[node.value()] = false;
    return --unsettled_ == 0;
  }

 private:
  std::vector<bool> awaited_;
  std::ptrdiff_t unseen_ = 0, unsettled_ = 0;
};

/// Dijkstra's, against the direction of the edges. Where only some origins are asked for, what is farther away than all
/// of them stays infinite or too high: no best path of theirs leads there.
std::vector<std::int64_t> ticks_to(Network const& network, Weights const& weights, NodeId to,
                                   std::span<NodeId const> only_from = {}) {
  std::vector<std::int64_t> to_go(network.node_count(), Ticks::infinite);
  auto const ticks_from = [&](NodeId node) -> auto& { return to_go[node.value()]; };
  Awaited awaited{only_from, network.node_count()};
  auto farthest = Ticks::infinite - 1;  // no origin is farther away
  Heap heap;
  auto const label = [&](NodeId node, std::int64_t ticks) {
    bool const is_first = std::exchange(ticks_from(node), ticks) == Ticks::infinite;
    push(heap, ticks, node);
    if (is_first && awaited.is_awaited(node) && awaited.see())
      farthest = std::ranges::max(only_from | std::views::transform(ticks_from));
  };
  label(to, 0);
  while (!heap.empty() && heap.front().first <= farthest) {
    auto const [here, node] = pop(heap);
    if (here > ticks_from(node)) continue;  // it was reached by a shorter way since
    if (awaited.is_awaited(node) && awaited.settle(node)) farthest = here;
    for (auto const& [ticks, before] : weights.into(node)) {
      if (here + ticks > farthest) break;
      if (here + ticks < ticks_from(before)) label(before, here + ticks);
    }
  }
  return to_go;
}

/// Lawler's parts of the set of all paths: those that begin with the first `root` edges of `edges` and do not go on
/// with a barred one.
struct Branch {
  std::int64_t ticks;  // of the best of them; while it has not been searched for, of a way no longer than it
  bool found;
  std::vector<EdgeId> edges;  // the best of them; while it has not been searched for, the root
  std::size_t root;
  std::vector<EdgeId> barred;
  // What may hold a path as good comes before a path: of equal paths the first must win.
  friend bool operator<(Branch const& a, Branch const& b) {
    return std::tie(a.ticks, a.found, a.edges) < std::tie(b.ticks, b.found, b.edges);
  }
};

/// What a search knows of a node. Each mark holds in the round whose number it carries, so that a new round need not
/// clear them.
struct Mark {
  std::int64_t ticks = 0;  // from the origin, if reached
  std::uint64_t reached = 0;
  std::uint64_t settled = 0;
  std::uint64_t used = 0;     // by the root or the way
  std::uint64_t on_best = 0;  // on a best way from the spur to the target
  std::uint64_t probed = 0;   // in the probe of that number
};

/// Memory of searches, one after another. Most of them see a small part of the network: marks for all of it, made anew,
/// would cost more than the search.
struct Notes {
  std::vector<Mark> marks;  // by node
  Heap queue;
  std::vector<NodeId> stack;
  std::uint64_t round = 0;
  std::uint64_t probe = 0;
};

/// Finds the best path of a branch: A* whose estimate is the true distance in the whole network, so that it leaves the
/// best way only where the root or a barred edge stands in it.
class Search {
 public:
  Search(Network const& network, Ticks const& ticks, std::vector<std::int64_t> const& to_go, NodeId to, Notes& notes)
      : network_(network),
        ticks_(ticks),
        to_go_(to_go),
        to_(to),
        marks_(notes.marks),
        queue_(notes.queue),
        stack_(notes.stack),
        round_(notes.round),
        probe_(notes.probe) {
    if (marks_.size() < network.node_count()) marks_.resize(network.node_count());
  }

  /// The branch with its best path; nothing when it holds none.
  std::optional<Branch> best(NodeId from, Branch branch) {
    ++round_;
    barred_ = branch.barred;
    spur_ = from;
    std::int64_t spent = 0;
    for (auto const edge : branch.edges) {
      mark(spur_).used = round_;
      spent += ticks_[edge];
      spur_ = network_.to(edge);
    }
    // Where nothing is barred it is as long as it promised to be.
    if (!reach_target(spent, barred_.empty() ? branch.ticks : Ticks::infinite - 1)) return std::nullopt;
    auto const zeros = mark_best_ways();
    append_first_way(branch.edges, zeros);
    branch.ticks = mark(to_).ticks;
    branch.found = true;
    return branch;
  }

  /// What is left of a branch without its best path, in parts by the edge at which another path leaves that one.
  /// Each promises what the true distances say of its first step.
  template <class Take>
  void split(NodeId from, Branch const& branch, Take take) {
    ++round_;
    spur_ = from;
    std::int64_t spent = 0;
    for (std::size_t root = 0; root < branch.edges.size(); ++root) {
      auto const onwards = branch.edges[root];
      mark(spur_).used = round_;
      if (root >= branch.root) {
        barred_ = root == branch.root ? branch.barred : std::vector<EdgeId>{};
        barred_.push_back(onwards);
        auto least = Ticks::infinite;
        for (auto const edge : network_.out(spur_)) {
          auto const to_go = to_go_[network_.to(edge).value()];
          if (to_go == Ticks::infinite || !passable(edge) || mark(network_.to(edge)).used == round_) continue;
          least = std::min(least, spent + ticks_[edge] + to_go);
        }
        auto const begin = branch.edges.begin();
        if (least != Ticks::infinite)
          take(Branch{least, false, {begin, begin + static_cast<std::ptrdiff_t>(root)}, root, barred_});
      }
      spent += ticks_[onwards];
      spur_ = network_.to(onwards);
    }
  }

 private:
  Mark& mark(NodeId node) { return marks_[node.value()]; }

  bool passable(EdgeId edge) const {
    return ticks_[edge] != Ticks::infinite &&
           (network_.from(edge) != spur_ || std::find(barred_.begin(), barred_.end(), edge) == barred_.end());
  }

  void reach(NodeId node, std::int64_t ticks, std::int64_t limit) {
    auto const to_go = to_go_[node.value()];
    auto& here = mark(node);
    if (to_go == Ticks::infinite || ticks + to_go > limit || here.used == round_) return;
    if (here.reached == round_ && here.ticks <= ticks) return;
    here.reached = round_;
    here.ticks = ticks;
    push(queue_, ticks + to_go, node);
  }

  /// On ways of at most so many ticks. Goes on until every node that may lie on a best way is settled, also after the
  /// target: ties need them all.
  bool reach_target(std::int64_t spent, std::int64_t limit) {
    queue_.clear();
    reach(spur_, spent, limit);
    while (!queue_.empty() && queue_.front().first <= limit) {
      auto const [total, node] = pop(queue_);
      auto& here = mark(node);
      if (here.settled == round_) continue;
      here.settled = round_;
      if (node == to_) {
        limit = total;
        continue;
      }
      for (auto const edge : network_.out(node))
        if (passable(edge)) reach(network_.to(edge), here.ticks + ticks_[edge], limit);
    }
    return mark(to_).settled == round_;
  }

  /// Is the edge on some best way to its end? Both ends must have been reached.
  bool tight(EdgeId edge) {
    return passable(edge) && mark(network_.from(edge)).ticks + ticks_[edge] == mark(network_.to(edge)).ticks;
  }

  /// Back from the target; says whether a best way has an edge of weight zero.
  bool mark_best_ways() {
    auto zeros = false;
    mark(to_).on_best = round_;
    stack_.assign(1, to_);
    while (!stack_.empty()) {
      auto const node = stack_.back();
      stack_.pop_back();
      for (auto const edge : network_.in(node)) {
        auto& before = mark(network_.from(edge));
        if (before.reached != round_ || !tight(edge)) continue;
        zeros = zeros || ticks_[edge] == 0;
        if (std::exchange(before.on_best, round_) != round_) stack_.push_back(network_.from(edge));
      }
    }
    return zeros;
  }

  /// Of the best ways the first in dictionary order: at each node the lowest edge. Edges of weight zero can lead round
  /// in a circle, so with them an edge is taken only if the way can still be finished.
  void append_first_way(std::vector<EdgeId>& edges, bool zeros) {
    for (auto node = spur_; node != to_;) {
      mark(node).used = round_;
      auto const out = network_.out(node);
      auto const next = *std::find_if(out.begin(), out.end(),
                                      [&](EdgeId edge) { return leads_on(edge) && (!zeros || can_finish(edge)); });
      edges.push_back(next);
      node = network_.to(next);
    }
  }

  bool leads_on(EdgeId edge) {
    auto const& next = mark(network_.to(edge));
    return next.on_best == round_ && next.used != round_ && tight(edge);
  }

  bool can_finish(EdgeId first) {
    ++probe_;
    stack_.assign(1, network_.to(first));
    while (!stack_.empty()) {
      auto const node = stack_.back();
      stack_.pop_back();
      if (node == to_) return true;
      if (std::exchange(mark(node).probed, probe_) == probe_) continue;
      for (auto const edge : network_.out(node))
        if (leads_on(edge)) stack_.push_back(network_.to(edge));
    }
    return false;
  }

  Network const& network_;
  Ticks const& ticks_;
  std::vector<std::int64_t> const& to_go_;
  NodeId to_;
  NodeId spur_;
  std::vector<EdgeId> barred_;
  std::vector<Mark>& marks_;
  Heap& queue_;
  std::vector<NodeId>& stack_;
  std::uint64_t& round_;
  std::uint64_t& probe_;
};

}  // namespace

Weights::Weights(Network const& network, std::span<double const> weights)
    : ticks_(network, weights, network.node_count(), "weight") {
  begin_.reserve(network.node_count() + 1);
  into_.reserve(network.edge_count());
  for (std::size_t node = 0; node < network.node_count(); ++node) {
    begin_.push_back(static_cast<std::uint32_t>(into_.size()));
    for (auto const edge : network.in(NodeId{node}))
      if (ticks_[edge] != Ticks::infinite) into_.push_back({ticks_[edge], network.from(edge)});
    std::ranges::sort(into_.begin() + begin_.back(), into_.end(), {}, &OpenEdge::ticks);
  }
  begin_.push_back(static_cast<std::uint32_t>(into_.size()));
}

Destination::Destination(Network const& network, Weights const& weights, NodeId to)
    : network_(&network), to_(to), ticks_(&weights.ticks()), to_go_(ticks_to(network, weights, to)) {}

Destination::Destination(Network const& network, Weights const& weights, std::span<NodeId const> only_from, NodeId to)
    : network_(&network), to_(to), ticks_(&weights.ticks()), to_go_(ticks_to(network, weights, to, only_from)) {}

// Yen's algorithm as Lawler improved it: the best path of all branches is the next path; what else its branch held is
// split. No path is in two branches, so none is found twice. A branch is searched only when none promises more: most
// never are.
std::vector<Path> Destination::k_best(NodeId from, int k) const {
  std::vector<Path> paths;
  if (k <= 0 || to_go_[from.value()] == Ticks::infinite) return paths;
  static thread_local Notes notes;
  Search search{*network_, *ticks_, to_go_, to_, notes};
  std::multiset<Branch> branches{{to_go_[from.value()], false, {}, 0, {}}};
  while (!branches.empty()) {
    auto first = std::move(branches.extract(branches.begin()).value());
    if (!first.found) {
      if (auto searched = search.best(from, std::move(first))) branches.insert(std::move(*searched));
      continue;
    }
    paths.push_back({ticks_->number(first.ticks), first.edges});
    if (paths.size() == static_cast<std::size_t>(k)) break;
    search.split(from, first, [&](Branch branch) { branches.insert(std::move(branch)); });
  }
  return paths;
}

std::optional<Path> Destination::best(NodeId from) const {
  if (to_go_[from.value()] == Ticks::infinite) return std::nullopt;
  Path path{distance(from), {}};
  if (follow_shorter(path, from)) return path;
  return std::move(k_best(from, 1).front());
}

/// At each node by the lowest edge of a best way. False where that has no length: it may lead round in a circle.
bool Destination::follow_shorter(Path& path, NodeId from) const {
  for (auto node = from; node != to_; node = network_->to(path.edges.back())) {
    auto const leads_on = [&](EdgeId edge) {
      auto const beyond = to_go_[network_->to(edge).value()], ticks = (*ticks_)[edge];
      return beyond != Ticks::infinite && ticks != Ticks::infinite && ticks + beyond == to_go_[node.value()];
    };
    auto const next = *std::ranges::find_if(network_->out(node), leads_on);
    if ((*ticks_)[next] == 0) return false;
    path.edges.push_back(next);
  }
  return true;
}

std::vector<Path> k_best(Network const& network, std::span<double const> weights, NodeId from, NodeId to, int k) {
  return Destination{network, Weights{network, weights}, to}.k_best(from, k);
}

std::vector<std::optional<Path>> shortest(Network const& network, Weights const& weights, std::span<NodeId const> from,
                                          NodeId to) {
  Destination const towards{network, weights, from, to};
  std::vector<std::optional<Path>> found;
  found.reserve(from.size());
  for (auto const origin : from) found.push_back(towards.best(origin));
  return found;
}

std::optional<Path> shortest(Network const& network, Weights const& weights, NodeId from, NodeId to) {
  return std::move(shortest(network, weights, std::span{&from, 1}, to).front());
}

std::optional<Path> shortest(Network const& network, std::span<double const> weights, NodeId from, NodeId to) {
  return shortest(network, Weights{network, weights}, from, to);
}

}  // namespace tongzhou::routing
