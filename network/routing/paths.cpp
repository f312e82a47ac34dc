#include "network/routing/paths.hpp"

#include <algorithm>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/graph/reverse_graph.hpp>
#include <functional>
#include <set>
#include <tuple>
#include <utility>

#include "network/graph/csr.hpp"

namespace tongzhou::routing {
namespace {

using graph::Csr;
using graph::EdgeId;
using graph::Network;
using graph::NodeId;

using Reversed = boost::reverse_graph<Csr::Graph, Csr::Graph const&>;

/// Ticks as Boost reads them from an edge of the reversed graph.
struct ReversedTicks {
  using category = boost::readable_property_map_tag;
  using key_type = boost::graph_traits<Reversed>::edge_descriptor;
  using value_type = std::int64_t;
  using reference = std::int64_t;
  Csr::Graph const* graph;
  Ticks const* ticks;
  friend std::int64_t get(ReversedTicks const& map, key_type const& edge) {
    return (*map.ticks)[(*map.graph)[edge.underlying_descx]];
  }
};

std::vector<std::int64_t> ticks_to(Network const& network, Ticks const& ticks, NodeId to) {
  std::vector<std::int64_t> to_go(network.node_count());
  auto const& graph = network.csr().graph;
  Reversed const reversed{graph};
  boost::dijkstra_shortest_paths(
      reversed, to.value(),
      boost::weight_map(ReversedTicks{&graph, &ticks})
          .distance_map(boost::make_iterator_property_map(to_go.begin(), get(boost::vertex_index, graph)))
          .distance_inf(Ticks::infinite)
          .distance_combine(boost::closed_plus<std::int64_t>(Ticks::infinite)));  // what is closed stays closed
  return to_go;
}

/// Lawler's parts of the set of all paths: those that begin with the first `root` edges of `edges` and do not go on
/// with a barred one. `edges` is the best of them.
struct Branch {
  std::int64_t ticks;
  std::vector<EdgeId> edges;
  std::size_t root;
  std::vector<EdgeId> barred;
  friend bool operator<(Branch const& a, Branch const& b) {
    return std::tie(a.ticks, a.edges) < std::tie(b.ticks, b.edges);
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
  std::vector<Mark> marks;                              // by node
  std::vector<std::pair<std::int64_t, NodeId>> queue;  // a heap: least total first
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

  /// Nothing when the branch is empty or its best is above the limit.
  std::optional<Branch> best(NodeId from, std::span<EdgeId const> root, std::vector<EdgeId> barred,
                             std::int64_t limit) {
    ++round_;
    barred_ = barred;
    spur_ = from;
    std::int64_t spent = 0;
    for (auto const edge : root) {
      mark(spur_).used = round_;
      spent += ticks_[edge];
      spur_ = network_.to(edge);
    }
    if (!reach_target(spent, limit)) return std::nullopt;
    auto const zeros = mark_best_ways();
    std::vector<EdgeId> edges{root.begin(), root.end()};
    append_first_way(edges, zeros);
    return Branch{mark(to_).ticks, std::move(edges), root.size(), std::move(barred)};
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
    queue_.emplace_back(ticks + to_go, node);
    std::push_heap(queue_.begin(), queue_.end(), std::greater{});
  }

  /// Goes on until every node that may lie on a best way is settled, also after the target: ties need them all.
  bool reach_target(std::int64_t spent, std::int64_t limit) {
    queue_.clear();
    reach(spur_, spent, limit);
    while (!queue_.empty() && queue_.front().first <= limit) {
      auto const [total, node] = queue_.front();
      std::pop_heap(queue_.begin(), queue_.end(), std::greater{});
      queue_.pop_back();
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
  std::vector<std::pair<std::int64_t, NodeId>>& queue_;
  std::vector<NodeId>& stack_;
  std::uint64_t& round_;
  std::uint64_t& probe_;
};

}  // namespace

Ticks weights_of_edges(Network const& network, std::span<double const> weights) {
  return {network, weights, network.node_count(), "weight"};
}

Destination::Destination(Network const& network, Ticks const& weights, NodeId to)
    : network_(&network), to_(to), ticks_(&weights), to_go_(ticks_to(network, weights, to)) {}

// Yen's algorithm as Lawler improved it: the best path of all branches is the next path; what else its branch held is
// split by the edge at which another path leaves it. No path is in two branches, so none is found twice.
std::vector<Path> Destination::k_best(NodeId from, int k) const {
  std::vector<Path> found;
  if (k <= 0 || to_go_[from.value()] == Ticks::infinite) return found;
  static thread_local Notes notes;
  Search search{*network_, *ticks_, to_go_, to_, notes};
  std::set<Branch> branches;  // never more than are still wanted
  branches.insert(*search.best(from, {}, {}, Ticks::infinite - 1));
  while (!branches.empty()) {
    auto const best = std::move(branches.extract(branches.begin()).value());
    found.push_back({ticks_->number(best.ticks), best.edges});
    auto const wanted = static_cast<std::size_t>(k) - found.size();
    if (wanted == 0) break;
    for (auto root = best.root; root < best.edges.size(); ++root) {
      auto barred = root == best.root ? best.barred : std::vector<EdgeId>{};
      barred.push_back(best.edges[root]);
      auto const limit = branches.size() < wanted ? Ticks::infinite - 1 : branches.rbegin()->ticks;
      auto branch = search.best(from, std::span{best.edges}.first(root), std::move(barred), limit);
      if (branch) branches.insert(std::move(*branch));
      if (branches.size() > wanted) branches.erase(std::prev(branches.end()));
    }
  }
  return found;
}

std::vector<Path> k_best(Network const& network, std::span<double const> weights, NodeId from, NodeId to, int k) {
  return Destination{network, weights_of_edges(network, weights), to}.k_best(from, k);
}

std::optional<Path> shortest(Network const& network, std::span<double const> weights, NodeId from, NodeId to) {
  auto paths = k_best(network, weights, from, to, 1);
  if (paths.empty()) return std::nullopt;
  return std::move(paths.front());
}

}  // namespace tongzhou::routing
