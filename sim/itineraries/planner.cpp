#include "sim/itineraries/planner.hpp"

#include <algorithm>
#include <span>
#include <string_view>
#include <tuple>
#include <utility>

#include "network/base/parallel_for.hpp"
#include "network/routing/ticks.hpp"
#include "sim/itineraries/edge_costs.hpp"
#include "sim/itineraries/route_graph.hpp"
#include "sim/itineraries/route_search.hpp"
#include "sim/rules/boarding.hpp"

namespace tongzhou::itineraries {
namespace {

using graph::NodeId;
using world::World;

/// Boxes of flows of one kind cost the same on any way: it holds all that this hangs on.
auto kind(World const& world, world::Flow const& flow) {
  return std::tuple{flow.box,
                    flow.trade,
                    flow.gross,
                    flow.value,
                    flow.time_value_per_hour,
                    flow.finance,
                    flow.contracts.empty() ? std::string_view{} : std::string_view{flow.name.code},
                    mean(flow.unloading),
                    std::string_view{world.places[flow.origin].country},
                    std::string_view{world.places[flow.destination].country},
                    flow.risk,
                    flow.goods,
                    flow.zone_share,
                    flow.clearance,
                    static_cast<bool>(flow.mail),
                    flow.only};
}

/// Where the runs of equals begin in what is sorted, and its end.
template <class Equal>
std::vector<std::size_t> runs(std::span<world::FlowId const> flows, Equal equal) {
  std::vector<std::size_t> begins{0};
  for (std::size_t i = 1; i < flows.size(); ++i)
    if (!equal(flows[i - 1], flows[i])) begins.push_back(i);
  if (!flows.empty()) begins.push_back(flows.size());
  return begins;
}

std::string const& title(world::Name const& name) { return name.en.empty() ? name.code : name.en; }

/// "A, B and 3 more"; "none" of nothing.
std::string listed(std::vector<std::string> const& names) {
  constexpr std::size_t most = 5;
  if (names.empty()) return "none";
  std::string text;
  for (std::size_t i = 0; i < std::min(most, names.size()); ++i) text += (i > 0 ? ", " : "") + names[i];
  if (names.size() > most) text += " and " + std::to_string(names.size() - most) + " more";
  return text;
}

/// Nodes that can be reached from one, or from which it can be reached.
enum class Reach { from_it, to_it };
Table<NodeId, bool> reach(RouteGraph const& graph, EdgeCosts const& edges, NodeId node, Reach which) {
  auto const& network = graph.network();
  Table<NodeId, bool> seen(graph.nodes.count(), false);
  std::vector<NodeId> ahead{node};
  seen[node] = true;
  while (!ahead.empty()) {
    auto const at = ahead.back();
    ahead.pop_back();
    for (auto const edge : which == Reach::from_it ? network.out(at) : network.in(at)) {
      auto const next = which == Reach::from_it ? network.to(edge) : network.from(edge);
      if (seen[next] || edges(edge) == routing::Ticks::infinite) continue;
      seen[next] = true;
      ahead.push_back(next);
    }
  }
  return seen;
}

/// Services with a stop at one of these terminals.
template <class IsThere>
Table<world::ServiceId, bool> calling(World const& world, IsThere is_there) {
  Table<world::ServiceId, bool> table(world.services.size(), false);
  for (auto const id : world.services.ids())
    table[id] =
        std::ranges::any_of(world.services[id].stops, [&](world::Stop const& stop) { return is_there(stop.terminal); });
  return table;
}

std::string named(World const& world, Table<world::ServiceId, bool> const& services) {
  std::vector<std::string> names;
  for (auto const id : world.services.ids())
    if (services[id]) names.push_back("'" + title(world.services[id].name) + "'");
  return listed(names);
}

/// Those of these services that carry no box of the flow, with the reason.
std::string refused(RouteGraph const& graph, world::Flow const& flow, Table<world::ServiceId, bool> const& services) {
  auto const& world = graph.world;
  Table<world::ServiceId, rules::Refusal> refusals(world.services.size(), rules::Refusal::none);
  for (std::size_t i = 0; i < graph.legs.size(); ++i)
    for (auto const& ride : graph.legs.rides(LegId{i}))
      if (refusals[ride.service] == rules::Refusal::none && services[ride.service])
        refusals[ride.service] = refusal(world, flow, ride);
  std::vector<std::string> names;
  for (auto const id : refusals.ids())
    if (auto const no = refusals[id]; no != rules::Refusal::none)
      names.push_back("'" + title(world.services[id].name) + "' (" + std::string{reason(no)} + ")");
  return names.empty() ? "" : "; of these, refused: " + listed(names);
}

}  // namespace

struct Planner::Graph : RouteGraph {
  using RouteGraph::RouteGraph;

  std::size_t usual_number() const { return static_cast<std::size_t>(world.policy.itineraries); }

  std::vector<Itinerary> best(world::FlowId flow, std::uint32_t kind_number, std::size_t wanted) const {
    auto const& facts = world.flows[flow];
    auto routes = best_routes(*this, facts, EdgeCosts{*this, facts, kind_number}, wanted);
    // What every way costs alike is no part of the search.
    for (auto& route : routes) {
      route.money += facts.finance.per_box();
      route.generalised_cost += facts.finance.per_box();
    }
    return routes;
  }
};

Planner::Planner(World const& world) : graph_(std::make_unique<Graph>(world)) {}
Planner::~Planner() = default;
Planner::Planner(Planner&&) noexcept = default;

std::vector<Itinerary> Planner::from_origin(world::FlowId flow) const {
  return from_origin(flow, graph_->usual_number());
}

std::vector<Itinerary> Planner::from_origin(world::FlowId flow, std::size_t wanted) const {
  return graph_->best(flow, EdgeCosts::new_kind(), wanted);
}

std::string Planner::why_unreachable(world::FlowId id) const {
  auto const& graph = *graph_;
  auto const& flow = graph.world.flows[id];
  auto const& places = graph.world.places;
  EdgeCosts const edges{graph, flow, EdgeCosts::new_kind()};
  auto const reached = reach(graph, edges, graph.nodes.origin(flow.origin), Reach::from_it);
  auto const leads_there = reach(graph, edges, graph.nodes.goal(flow.destination), Reach::to_it);

  std::string const from = title(places[flow.origin].name), to = title(places[flow.destination].name);
  if (leads_there[graph.nodes.origin(flow.origin)]) {
    if (!from_origin(id).empty()) return {};
    return "no way from '" + from + "' to '" + to +
           "' but by coming back to a place; is a transfer between two terminals missing?";
  }

  std::vector<std::string> names;
  for (auto const place : places.ids()) {
    bool const is_reached =
        reached[graph.nodes.arrived(Errand::to_terminal, place)] ||
        reached[graph.nodes.arrived(Errand::to_consignee, place)] ||
        std::ranges::any_of(places[place].terminals, [&](auto t) { return reached[graph.nodes.off(t)]; });
    if (is_reached && place != flow.origin) names.push_back(title(places[place].name));
  }
  auto const near = calling(graph.world, [&](world::TerminalId t) { return reached[graph.nodes.in(t)]; });
  auto const far = calling(graph.world, [&](world::TerminalId t) { return leads_there[graph.nodes.off(t)]; });
  auto near_or_far = near;
  for (auto const service : graph.world.services.ids()) near_or_far[service] = near[service] || far[service];
  return "no way from '" + from + "' to '" + to + "': reached " + listed(names) +
         "; services calling there or at the origin: " + named(graph.world, near) + "; services from which '" + to +
         "' can be reached: " + named(graph.world, far) + refused(graph, flow, near_or_far);
}

// By kind, because a thread keeps what it has worked out for one; those that go from and to the same places have the
// same routes.
Plans plan_all(World const& world, Planner const& planner) {
  auto const& graph = *planner.graph_;
  auto const of = [&](world::FlowId id) -> world::Flow const& { return world.flows[id]; };
  std::vector<world::FlowId> flows;
  for (auto const id : world.flows.ids()) flows.push_back(id);
  auto const way = [&](auto id) { return std::pair{of(id).destination, of(id).origin}; };
  std::ranges::sort(flows, [&](auto a, auto b) {
    auto const kind_a = kind(world, of(a)), kind_b = kind(world, of(b));
    return kind_a != kind_b ? kind_a < kind_b : std::pair{way(a), a} < std::pair{way(b), b};
  });
  auto const alike = [&](auto a, auto b) { return kind(world, of(a)) == kind(world, of(b)); };
  auto const begins = runs(flows, [&](auto a, auto b) { return way(a) == way(b) && alike(a, b); });
  std::vector<std::uint32_t> kinds;  // by run
  for (std::size_t n = 0; n + 1 < begins.size(); ++n)
    kinds.push_back(n > 0 && alike(flows[begins[n - 1]], flows[begins[n]]) ? kinds.back() : EdgeCosts::new_kind());

  Plans plans(world.flows.size());
  parallel_for(kinds.size(), [&](std::size_t n) {
    auto const first = flows[begins[n]];
    plans[first] = graph.best(first, kinds[n], graph.usual_number());
    for (auto i = begins[n] + 1; i < begins[n + 1]; ++i) plans[flows[i]] = plans[first];
  });
  return plans;
}

}  // namespace tongzhou::itineraries
