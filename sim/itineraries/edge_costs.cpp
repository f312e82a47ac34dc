#include "sim/itineraries/edge_costs.hpp"

#include <algorithm>
#include <atomic>
#include <bit>
#include <cmath>
#include <utility>
#include <variant>

#include "network/routing/ticks.hpp"
#include "sim/charges/charge.hpp"
#include "sim/itineraries/common_lines.hpp"
#include "sim/itineraries/cost.hpp"
#include "sim/rules/formality.hpp"

namespace tongzhou::itineraries {
using graph::EdgeId;
using graph::NodeId;
using world::World;

namespace {

/// Is it carried by a truck at all?
bool may_be_trucked(World const& world, world::Flow const& flow) {
  auto const& vehicle = world.vehicle_classes[world.trucking->vehicle];
  auto const& box = world.box_types[flow.box];
  return (!box.reefer || vehicle.reefer_plugs > 0) && flow.gross <= vehicle.deadweight && box.teu <= vehicle.teu;
}

}  // namespace

// The largest sum that the search makes must stay below 2^62: as many of the dearest edges as there are nodes.
EdgeCosts::EdgeCosts(RouteGraph const& graph, world::Flow const& flow, std::uint32_t kind)
    : graph_(graph),
      flow_(flow),
      kind_(kind),
      by_road_(graph.world.trucking && may_be_trucked(graph.world, flow)),
      memory_(memory_of_thread()) {
  auto const& world = graph.world;
  Formalities change;
  change.documents = !flow.mail && rules::needs_documents(world.transfer_rules);
  double const documents = generalised(cost_of(world, flow, change), flow, world.policy);
  double const dearest = generalised(graph.most(flow.box), flow, world.policy) + documents;
  int const terms = static_cast<int>(std::bit_width(graph.nodes.count()));
  int const bits = dearest > 0 ? std::ilogb(dearest) + 1 : 0;
  ticks_per_money_ = std::scalbn(1.0, std::min(61 - terms - bits, 40));
  documents_ = ticks(documents);
  memory_.make_room(graph.network());
}

void EdgeCosts::Memory::make_room(graph::Network const& network) {
  if (prices.size() < network.edge_count()) prices.resize(network.edge_count());
  for (auto* rows : {&out, &in}) {
    if (rows->by_node.size() < network.node_count()) rows->by_node.resize(network.node_count());
    rows->arcs.reserve(network.edge_count());  // they stay where they are
  }
}

EdgeCosts::Memory& EdgeCosts::memory_of_thread() {
  static thread_local Memory memory;
  return memory;
}

std::uint32_t EdgeCosts::new_kind() {
  static std::atomic<std::uint32_t> last{0};
  return ++last;
}

std::int64_t EdgeCosts::ticks(double cost) const { return std::llround(cost * ticks_per_money_); }

// Ways are looked for by the least that they may cost: what is not transshipped pays the rebate back when the way is
// finished.
double EdgeCosts::at_most_transshipped_for_less(world::Terminal const& terminal) const {
  if (flow_.mail) return 0;
  return std::max(0.0, -charges::beyond_two_moves(terminal, graph_.world.box_types[flow_.box]));
}

std::int64_t EdgeCosts::ticks(LegId leg, std::vector<Line>& lines) const {
  auto const on_the_mean = share_among_lines(lines, flow_.hour_costs());
  auto const storage =
      expected_storage(graph_.world.terminals[graph_.legs[leg].from], graph_.world.box_types[flow_.box], {},
                       hours(on_the_mean.wait_hours), hours(on_the_mean.loads_hours));
  auto const rebate = at_most_transshipped_for_less(graph_.world.terminals[graph_.legs[leg].from]);
  return ticks(std::max(0.0, on_the_mean.cost + storage - rebate)) + a_ride + documents_;
}

std::int64_t EdgeCosts::operator()(EdgeId edge) const {
  auto& price = memory_.prices[edge.value()];
  if (price.kind != kind_) price = {work_out(edge), kind_};
  return price.ticks;
}

std::span<routing::Arc const> EdgeCosts::out(NodeId node) const {
  auto const& network = graph_.network();
  return row(memory_.out, node, network.out(node), [&](EdgeId edge) { return network.to(edge); });
}

std::span<routing::Arc const> EdgeCosts::in(NodeId node) const {
  auto const& network = graph_.network();
  return row(memory_.in, node, network.in(node), [&](EdgeId edge) { return network.from(edge); });
}

template <class FarEnd>
std::span<routing::Arc const> EdgeCosts::row(Rows& rows, NodeId node, std::span<EdgeId const> edges,
                                             FarEnd far_end) const {
  if (std::exchange(rows.kind, kind_) != kind_) {
    rows.arcs.clear();
    ++rows.turn;
  }
  auto& [turn, begin, end] = rows.by_node[node.value()];
  if (std::exchange(turn, rows.turn) != rows.turn) {
    begin = static_cast<std::uint32_t>(rows.arcs.size());
    for (auto const edge : edges)
      if (auto const ticks = (*this)(edge); ticks != routing::Ticks::infinite)
        rows.arcs.push_back({ticks, far_end(edge)});
    end = static_cast<std::uint32_t>(rows.arcs.size());
    std::ranges::sort(rows.arcs.begin() + begin, rows.arcs.end(), {}, &routing::Arc::ticks);
  }
  return std::span{rows.arcs}.subspan(begin, end - begin);
}

std::int64_t EdgeCosts::work_out(EdgeId edge) const {
  auto const& meaning = graph_.meaning(edge);
  if (auto const* carry = std::get_if<Carry>(&meaning)) {
    graph_.legs.lines(carry->leg, flow_, lines_);
    return lines_.empty() ? routing::Ticks::infinite : ticks(carry->leg, lines_);
  }
  if (std::holds_alternative<Hire>(meaning) && !by_road_) return routing::Ticks::infinite;
  auto const& cost = graph_.cost_of(edge, flow_);
  return std::isfinite(cost.hours) ? ticks(generalised(cost, flow_, graph_.world.policy)) : routing::Ticks::infinite;
}

}  // namespace tongzhou::itineraries
