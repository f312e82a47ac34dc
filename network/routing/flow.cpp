#include "network/routing/flow.hpp"

#include <algorithm>
#include <boost/graph/boykov_kolmogorov_max_flow.hpp>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/range/iterator_range.hpp>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <limits>
#include <stdexcept>
#include <string>
#include <utility>

#include "network/routing/reach.hpp"
#include "network/routing/ticks.hpp"

namespace tongzhou::routing {
namespace {

using graph::Edge;
using graph::EdgeId;
using graph::Network;
using graph::NodeId;

using Unlabelled = boost::compressed_sparse_row_graph<boost::directedS>;  // has the same edge descriptors

/// Edge e is arc 2e, the way back on it arc 2e + 1.
struct Arc {
  std::size_t number;
  std::int64_t capacity, residual;
  Unlabelled::edge_descriptor reverse;
};
using FlowGraph = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, Arc>;

bool endless(Network const& network, Ticks const& capacity, NodeId from, NodeId to) {
  std::vector<Edge> edges;
  for (std::size_t e = 0; e < network.edge_count(); ++e)
    if (capacity[EdgeId{e}] == Ticks::infinite) edges.push_back({network.from(EdgeId{e}), network.to(EdgeId{e})});
  return reachable_from(Network{network.node_count(), edges}, from)[to];
}

FlowGraph flow_graph(Network const& network, Ticks const& capacity, std::int64_t endless_capacity) {
  std::vector<std::pair<std::size_t, std::size_t>> ends;
  std::vector<Arc> arcs;
  for (std::size_t e = 0; e < network.edge_count(); ++e) {
    auto const from = network.from(EdgeId{e}).value(), to = network.to(EdgeId{e}).value();
    ends.emplace_back(from, to);
    arcs.push_back({2 * e, std::min(capacity[EdgeId{e}], endless_capacity), 0, {}});
    ends.emplace_back(to, from);
    arcs.push_back({2 * e + 1, 0, 0, {}});
  }
  FlowGraph graph(boost::edges_are_unsorted_multi_pass, ends.begin(), ends.end(), arcs.begin(), network.node_count());
  std::vector<FlowGraph::edge_descriptor> by_number(arcs.size());
  for (auto const arc : boost::make_iterator_range(edges(graph))) by_number[graph[arc].number] = arc;
  for (auto const arc : by_number) graph[arc].reverse = by_number[graph[arc].number ^ 1U];
  return graph;
}

/// Nodes that more flow could still reach.
std::vector<bool> source_side(FlowGraph const& graph, NodeId from) {
  std::vector<bool> reached(num_vertices(graph), false);
  reached[from.value()] = true;
  std::vector<std::size_t> stack{from.value()};
  while (!stack.empty()) {
    auto const node = stack.back();
    stack.pop_back();
    for (auto const arc : boost::make_iterator_range(out_edges(node, graph))) {
      auto const next = target(arc, graph);
      if (graph[arc].residual == 0 || reached[next]) continue;
      reached[next] = true;
      stack.push_back(next);
    }
  }
  return reached;
}

}  // namespace

MaxFlow max_flow(Network const& network, std::span<double const> capacities, NodeId from, NodeId to) {
  if (from == to) throw std::invalid_argument("flow from node " + std::to_string(from.value()) + " to itself");
  Ticks const capacity{network, capacities, network.edge_count(), "capacity"};
  if (endless(network, capacity, from, to)) return {std::numeric_limits<double>::infinity(), {}};
  std::int64_t finite = 0;  // no flow is above it, so it is as good as infinite
  for (std::size_t e = 0; e < network.edge_count(); ++e)
    if (capacity[EdgeId{e}] != Ticks::infinite) finite += capacity[EdgeId{e}];
  auto graph = flow_graph(network, capacity, finite + 1);
  auto const flow = boost::boykov_kolmogorov_max_flow(graph, get(&Arc::capacity, graph), get(&Arc::residual, graph),
                                                      get(&Arc::reverse, graph), get(boost::vertex_index, graph),
                                                      from.value(), to.value());
  auto const near = source_side(graph, from);
  MaxFlow result{capacity.number(flow), {}};
  for (std::size_t e = 0; e < network.edge_count(); ++e)
    if (near[network.from(EdgeId{e}).value()] && !near[network.to(EdgeId{e}).value()]) result.cut.emplace_back(e);
  return result;
}

namespace {

/// Successive shortest ways with potentials, from one source of all supply to one sink of all demand.
///
/// Boost has the algorithm, but adds the distance of nodes that can no longer be reached (the greatest number) to their
/// potential, which overflows; its cycle canceling starts from any greatest flow and searches the network for each
/// negative cycle.
class Moves {
 public:
  /// Edges, capacities and costs by edge.
  Moves(Network const& network, std::vector<long> capacities, std::vector<std::int64_t> costs, NodeId source,
        NodeId sink)
      : network_(network),
        source_(source),
        sink_(sink),
        room_(std::move(capacities)),
        flow_(room_.size(), 0),
        cost_(std::move(costs)),
        price_(network.node_count(), 0) {}

  std::vector<long> make() {
    while (find_cheapest_way()) fill_it();
    return std::move(flow_);
  }

 private:
  struct Arrival {
    std::int64_t cost = Ticks::infinite;  // from the source, above the difference in price
    EdgeId by;
    bool back = false;  // against the edge: flow is taken off it
    bool settled = false;
  };

  bool find_cheapest_way() {
    arrivals_.assign(network_.node_count(), {});
    queue_.clear();
    arrive(source_, {0, EdgeId::none(), false, false});
    while (!queue_.empty()) {
      auto const [cost, node] = queue_.front();
      std::pop_heap(queue_.begin(), queue_.end(), std::greater{});
      queue_.pop_back();
      if (std::exchange(arrivals_[node.value()].settled, true)) continue;
      if (node == sink_) break;
      auto const base = cost + price_[node.value()];
      for (auto const edge : network_.out(node))
        if (room_[edge.value()] > 0) arrive(network_.to(edge), {base + cost_[edge.value()], edge, false, false});
      for (auto const edge : network_.in(node))
        if (flow_[edge.value()] > 0) arrive(network_.from(edge), {base - cost_[edge.value()], edge, true, false});
    }
    auto const farthest = arrivals_[sink_.value()].cost;
    if (farthest == Ticks::infinite) return false;
    for (std::size_t node = 0; node < price_.size(); ++node) price_[node] += std::min(arrivals_[node].cost, farthest);
    return true;
  }

  void arrive(NodeId node, Arrival arrival) {
    arrival.cost -= price_[node.value()];
    auto& best = arrivals_[node.value()];
    if (arrival.cost >= best.cost) return;
    best = arrival;
    queue_.emplace_back(arrival.cost, node);
    std::push_heap(queue_.begin(), queue_.end(), std::greater{});
  }

  template <class Visit>
  void along_the_way(Visit visit) {
    for (auto node = sink_; node != source_;) {
      auto const& arrival = arrivals_[node.value()];
      auto& room = room_[arrival.by.value()];
      auto& flow = flow_[arrival.by.value()];
      if (arrival.back)
        visit(flow, room);
      else
        visit(room, flow);
      node = arrival.back ? network_.to(arrival.by) : network_.from(arrival.by);
    }
  }

  void fill_it() {
    auto amount = std::numeric_limits<long>::max();
    along_the_way([&](long& free, long&) { amount = std::min(amount, free); });
    along_the_way([&](long& free, long& taken) {
      free -= amount;
      taken += amount;
    });
  }

  Network const& network_;
  NodeId source_, sink_;
  std::vector<long> room_, flow_;   // by edge
  std::vector<std::int64_t> cost_;  // by edge
  std::vector<std::int64_t> price_;
  std::vector<Arrival> arrivals_;
  std::vector<std::pair<std::int64_t, NodeId>> queue_;  // a heap: least cost first
};

void check(Network const& network, std::span<long const> capacities, std::span<long const> supplies) {
  if (capacities.size() != network.edge_count())
    throw std::invalid_argument(std::to_string(capacities.size()) + " capacities for " +
                                std::to_string(network.edge_count()) + " edges");
  if (supplies.size() != network.node_count())
    throw std::invalid_argument(std::to_string(supplies.size()) + " supplies for " +
                                std::to_string(network.node_count()) + " nodes");
  for (std::size_t e = 0; e < capacities.size(); ++e)
    if (capacities[e] < 0)
      throw std::invalid_argument("capacity of edge " + std::to_string(e) + " is " + std::to_string(capacities[e]) +
                                  ": expected zero or more");
}

}  // namespace

std::vector<long> min_cost_flow(Network const& network, std::span<long const> capacities,
                                std::span<double const> unit_costs, std::span<long const> supplies) {
  check(network, capacities, supplies);
  auto const nodes = network.node_count();
  NodeId const source{nodes}, sink{nodes + 1};
  Ticks const ticks{network, unit_costs, 2 * (nodes + 2), "unit cost"};  // a price and a way are added up
  std::vector<Edge> edges;
  std::vector<long> room;
  std::vector<std::int64_t> costs;
  for (std::size_t e = 0; e < network.edge_count(); ++e) {
    auto const cost = ticks[EdgeId{e}];
    edges.push_back({network.from(EdgeId{e}), network.to(EdgeId{e})});
    room.push_back(cost == Ticks::infinite ? 0 : capacities[e]);
    costs.push_back(cost);
  }
  for (std::size_t node = 0; node < nodes; ++node) {
    if (supplies[node] == 0) continue;
    edges.push_back(supplies[node] > 0 ? Edge{source, NodeId{node}} : Edge{NodeId{node}, sink});
    room.push_back(std::abs(supplies[node]));
    costs.push_back(0);
  }
  auto flow = Moves{Network{nodes + 2, edges}, std::move(room), std::move(costs), source, sink}.make();
  flow.resize(network.edge_count());
  return flow;
}

}  // namespace tongzhou::routing
