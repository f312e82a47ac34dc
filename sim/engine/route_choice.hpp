#pragma once

#include <cstdint>
#include <map>
#include <tuple>
#include <vector>

#include "network/base/id.hpp"
#include "sim/demand/stream.hpp"
#include "sim/engine/chains.hpp"
#include "sim/itineraries/planner.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// What shippers know of their ways, and how they choose among them: shares over the alternatives, another service that
/// does the same, another way after a long wait.
class RouteChoice {
 public:
  RouteChoice(world::World const& world, Chains& chains, itineraries::Planner const& planner,
              itineraries::Plans const& plans, std::uint32_t replication);

  /// The flow for which a box is, generated then for this one: some demand may have turned to another market.
  world::FlowId market_of(world::FlowId flow, Time created_at);
  /// The first step of a way for the next box of the flow.
  AccountId choose(world::FlowId flow);
  /// For a box that has waited too long: the first step of a way that does not begin with the service it waits for, in
  /// the kind of box it is in; none where there is no such way.
  AccountId reroute(AccountId waits_for);
  /// Of the rides that do the same for a box, the one that is the best from a date on.
  AccountId best_common_line(AccountId ride, Time at) const;
  /// Generalised cost of the best way; infinite where there is none.
  double least_cost(world::FlowId flow) const { return flows_[flow].least_cost; }

 private:
  /// Ways of one flow, with the shares in which boxes take them.
  struct RouteAlternatives {
    std::vector<AccountId> first;  // step of each
    std::vector<double> shares;
  };
  /// A ride by one of the lines of a leg.
  struct CommonLine {
    AccountId account;
    world::ServiceId service;
    std::uint16_t load = 0;
    double cost = 0, hours = 0;  // of the ride as planned, without what it counts for the wait
    double wait = 0;             // hours until it departs, as planned
  };
  struct FlowChoice {
    demand::Stream stream;
    RouteAlternatives ways;
    double least_cost = 0;
  };
  RouteAlternatives open(world::FlowId flow, std::vector<itineraries::Itinerary> const& found);
  AccountId open_route(world::FlowId flow, itineraries::Itinerary const& route);
  CommonLine common_line(AccountId ride, itineraries::Line const& line) const;

  world::World const& world_;
  Chains& chains_;
  itineraries::Planner const& planner_;
  Table<world::FlowId, FlowChoice> flows_;
  std::vector<std::vector<CommonLine>> common_lines_;
  std::map<std::tuple<world::FlowId, world::TerminalId, world::ServiceId>, RouteAlternatives> reroute_cache_;
};

}  // namespace tongzhou::engine
