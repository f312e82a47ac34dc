#pragma once

#include <vector>

#include "sim/itineraries/itinerary.hpp"
#include "sim/itineraries/route_graph.hpp"

namespace tongzhou::itineraries {

/// Makes an itinerary of the edges of a path, with all that it costs.
class RouteBuilder {
 public:
  RouteBuilder(RouteGraph const& graph, world::Flow const& flow) : graph_(graph), flow_(flow) {}

  /// Any but a leg.
  void take(graph::EdgeId edge);
  void ride(std::vector<Line> lines);
  /// Formalities and storage hang on the whole of it.
  Itinerary finish() &&;

 private:
  void set_out(world::PlaceId from, world::TerminalId out_of);
  void end_truck();
  void count_dwell(world::Terminal const& terminal, double dwelling);

  RouteGraph const& graph_;
  world::Flow const& flow_;
  std::vector<Step> steps_;
  std::vector<std::vector<Line>> lines_;
  Cost cost_;  // without rides
  Truck truck_;
};

/// How much formalities can add to what a way costs before they are counted, in money: all calls together, and each.
struct FormalitySlack {
  FormalitySlack(RouteGraph const& graph, world::Flow const& flow);
  double once = 0;
  double per_call = 0;
};

}  // namespace tongzhou::itineraries
