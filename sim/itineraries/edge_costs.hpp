#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "network/graph/network.hpp"
#include "network/routing/corridor.hpp"
#include "sim/itineraries/itinerary.hpp"
#include "sim/itineraries/route_graph.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::itineraries {

/// What the edges of a graph cost boxes of one flow, in ticks; worked out when it is asked for, and kept by the thread
/// for all flows of the same kind: made where it is used. What it says is never more than what a route costs in the
/// end: storage after formalities, restuffing and customs hang on more than one edge, and come on top.
class EdgeCosts {
 public:
  /// Flows with the same number must have the same costs; see `new_kind`.
  EdgeCosts(RouteGraph const& graph, world::Flow const& flow, std::uint32_t kind);
  static std::uint32_t new_kind();

  /// Infinite: closed to the flow.
  std::int64_t operator()(graph::EdgeId edge) const;
  /// The open edges that leave a node, or that enter it, cheapest first; until a row of another kind is asked for.
  std::span<routing::Arc const> out(graph::NodeId node) const;
  std::span<routing::Arc const> in(graph::NodeId node) const;

  std::int64_t ticks(double cost) const;
  /// Of a leg by these lines, which get their shares.
  std::int64_t ticks(LegId leg, std::vector<Line>& lines) const;
  /// Documents of a change of carrier: counted with each leg, and so once too often.
  std::int64_t documents() const { return documents_; }
  /// What each leg counts besides, so that of routes that cost the same the one with fewer rides is the better, and
  /// what is free has a length: far less than anything that a tariff says.
  static constexpr std::int64_t a_ride = 64;

 private:
  /// What the thread has worked out of an edge, for the kind of flow whose number it carries.
  struct Price {
    std::int64_t ticks = 0;
    std::uint32_t kind = 0;
  };
  /// Rows that it has put together, all for one kind. A row holds in the turn whose number it carries.
  struct Rows {
    struct Row {
      std::uint32_t turn = 0, begin = 0, end = 0;
    };
    std::vector<Row> by_node;
    std::vector<routing::Arc> arcs;
    std::uint32_t kind = 0, turn = 0;
  };
  struct Memory {
    std::vector<Price> prices;  // by edge
    Rows out, in;
    void make_room(graph::Network const& network);
  };
  static Memory& memory_of_thread();

  double at_most_transshipped_for_less(world::Terminal const& terminal) const;
  std::int64_t work_out(graph::EdgeId edge) const;
  template <class FarEnd>
  std::span<routing::Arc const> row(Rows& rows, graph::NodeId node, std::span<graph::EdgeId const> edges,
                                    FarEnd far_end) const;

  RouteGraph const& graph_;
  world::Flow const& flow_;
  std::uint32_t kind_;
  bool by_road_;
  double ticks_per_money_ = 1;
  std::int64_t documents_ = 0;
  Memory& memory_;
  mutable std::vector<Line> lines_;  // memory for `work_out`
};

}  // namespace tongzhou::itineraries
