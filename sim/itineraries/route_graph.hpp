#pragma once

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "network/base/id.hpp"
#include "network/graph/network.hpp"
#include "sim/charges/charge.hpp"
#include "sim/itineraries/cost.hpp"
#include "sim/itineraries/legs.hpp"
#include "sim/world/world.hpp"

// Where a box may go, as a network: for the planner and its search alone.
namespace tongzhou::itineraries {

/// A truck goes from origins and terminals to terminals, or to the consignee's place. Two copies of the road network
/// keep these apart, so that the dwell of the last yard is met on the way to the consignee and only there.
enum class Errand { to_terminal, to_consignee };

/// Nodes in blocks: by terminal, then by place.
///   leaving, arrived: on the road, by errand. Nothing leads from `leaving` back to `arrived` of the same place: from
///     the quay to the rail terminal of one place, a box takes a transfer or stays.
///   off: in the yard, come by ship or train; it may ride on, shift or leave by road.
///   in: in the yard, about to be loaded; a box that came by road is here, and may not leave by road again, but
///     from a depot, where its consignee fetches it.
class Nodes {
 public:
  explicit Nodes(world::World const& world) : terminals_(world.terminals.size()), places_(world.places.size()) {}

  graph::NodeId in(world::TerminalId t) const { return graph::NodeId{t.value()}; }
  graph::NodeId off(world::TerminalId t) const { return graph::NodeId{terminals_ + t.value()}; }
  graph::NodeId origin(world::PlaceId p) const { return by_place(0, p); }
  graph::NodeId goal(world::PlaceId p) const { return by_place(1, p); }
  graph::NodeId leaving(Errand e, world::PlaceId p) const { return by_place(e == Errand::to_terminal ? 2 : 3, p); }
  graph::NodeId arrived(Errand e, world::PlaceId p) const { return by_place(e == Errand::to_terminal ? 4 : 5, p); }
  bool is_origin(graph::NodeId node) const { return is_in_block(0, node); }
  bool is_goal(graph::NodeId node) const { return is_in_block(1, node); }
  std::size_t count() const { return 2 * terminals_ + 6 * places_; }

 private:
  bool is_in_block(std::size_t block, graph::NodeId node) const {
    auto const first = by_place(block, world::PlaceId{0});
    return node >= first && node.value() < first.value() + places_;
  }
  graph::NodeId by_place(std::size_t block, world::PlaceId p) const {
    return graph::NodeId{2 * terminals_ + block * places_ + p.value()};
  }
  std::size_t terminals_, places_;
};

// What an edge means, besides InterTerminalTransfer.
struct Enter {  // the cargo starts where the terminal is
  world::TerminalId into;
};
struct Fetch {  // the cargo is for the place where the terminal is
  world::TerminalId out_of;
};
struct Stay {  // origin and destination are one
  world::PlaceId at;
};
struct Hire {  // a truck, at the origin itself or at a terminal's gate
  world::PlaceId at;
  world::TerminalId out_of;
  Errand errand;
};
struct Drive {
  world::LinkId link;
  world::Direction direction;
};
struct Pass {};     // through a place, from road to road
struct Deliver {};  // to the consignee at the end of the road
struct GateIn {
  world::TerminalId into;
};
struct Remain {  // in the yard, from a ship or train to the next
  world::TerminalId at;
};
struct Carry {  // by any of the lines of a leg
  LegId leg;
};
using Meaning =
    std::variant<Enter, Fetch, Stay, Hire, Drive, Pass, Deliver, GateIn, Remain, Carry, InterTerminalTransfer>;

/// The network of a world, to which it keeps a reference.
class RouteGraph {
 public:
  explicit RouteGraph(world::World const& world);

  world::World const& world;
  Legs const legs;
  Nodes const nodes;
  graph::Network const& network() const { return *network_; }
  Meaning const& meaning(graph::EdgeId edge) const { return meanings_[edge.value()]; }
  world::PlaceId place_of(graph::NodeId node) const { return places_[node.value()]; }
  /// Of all but a leg, which hangs on the flow. As many dwell in the last yard as must.
  Cost cost_of(graph::EdgeId edge, world::Flow const& flow) const;
  /// No edge costs a box of the type more in any of its parts.
  Cost const& most(world::BoxTypeId box) const { return most_[box]; }
  /// What no stay in a yard exceeds, by whatever service the box came.
  struct YardStay {
    double storage = 0, demurrage = 0;  // money per TEU and day
    Duration dwell;
  };
  YardStay const& dearest_stay() const { return dearest_stay_; }
  /// Services that ask detention, one for each tariff of it.
  std::vector<world::ServiceId> const& detaining() const { return detaining_; }
  /// Of all terminals, by how much both moves of a transshipped box may differ from two moves.
  double most_beyond_two_moves(world::BoxTypeId box) const { return most_beyond_two_moves_[box]; }

 private:
  void price();
  void note_dearest_stay();
  void note_detention();

  std::vector<Meaning> meanings_;       // by edge
  std::vector<world::PlaceId> places_;  // by node
  std::optional<graph::Network> network_;
  Table<world::BoxTypeId, std::vector<Cost>> costs_;         // by edge; none for a type that no flow has
  Table<world::BoxTypeId, std::vector<Cost>> costs_paired_;  // of boxes that travel two on a truck, where some do
  Table<world::BoxTypeId, Cost> most_;
  Table<world::BoxTypeId, double> most_beyond_two_moves_;
  YardStay dearest_stay_;
  std::vector<world::ServiceId> detaining_;
};

}  // namespace tongzhou::itineraries
