#include "sim/itineraries/planner.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <span>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>

#include "network/base/parallel_for.hpp"
#include "network/graph/network.hpp"
#include "network/routing/paths.hpp"
#include "sim/charges/charge.hpp"
#include "sim/itineraries/common_lines.hpp"
#include "sim/itineraries/cost.hpp"
#include "sim/itineraries/legs.hpp"
#include "sim/itineraries/truck_way.hpp"
#include "sim/rules/boarding.hpp"

namespace tongzhou::itineraries {
namespace {

using graph::EdgeId;
using graph::NodeId;
using world::World;

constexpr double closed = std::numeric_limits<double>::infinity();

/// A truck goes from origins and terminals to terminals, or to the consignee's place. Two copies of the road network
/// keep these apart, so that the dwell of the last yard is met on the way to the consignee and only there.
enum class Errand { to_terminal, to_consignee };

/// Nodes in blocks: by terminal, then by place.
///   leaving, arrived: on the road, by errand. Nothing leads from `leaving` back to `arrived` of the same place: from
///   the
///     quay to the rail terminal of one place, a box takes a transfer or stays.
///   off: in the yard, come by ship or train; it may ride on, shift or leave by road.
///   in: in the yard, about to be loaded; a box that came by road is here, and may not leave by road again.
class Nodes {
 public:
  explicit Nodes(World const& world) : terminals_(world.terminals.size()), places_(world.places.size()) {}

  NodeId in(world::TerminalId t) const { return NodeId{t.value()}; }
  NodeId off(world::TerminalId t) const { return NodeId{terminals_ + t.value()}; }
  NodeId origin(world::PlaceId p) const { return by_place(0, p); }
  NodeId goal(world::PlaceId p) const { return by_place(1, p); }
  NodeId leaving(Errand e, world::PlaceId p) const { return by_place(e == Errand::to_terminal ? 2 : 3, p); }
  NodeId arrived(Errand e, world::PlaceId p) const { return by_place(e == Errand::to_terminal ? 4 : 5, p); }
  std::size_t count() const { return 2 * terminals_ + 6 * places_; }

 private:
  NodeId by_place(std::size_t block, world::PlaceId p) const {
    return NodeId{2 * terminals_ + block * places_ + p.value()};
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

struct Edges {
  std::vector<graph::Edge> ends;
  std::vector<Meaning> meanings;  // by edge number, as `ends`

  void add(NodeId from, NodeId to, Meaning meaning) {
    ends.push_back({from, to});
    meanings.push_back(meaning);
  }
};

bool may_be_trucked(World const& world, world::Flow const& flow) {
  auto const& vehicle = world.vehicle_classes[world.trucking->vehicle];
  auto const& box = world.box_types[flow.box];
  return (!box.reefer || vehicle.reefer_plugs > 0) && flow.gross <= vehicle.deadweight && box.teu <= vehicle.teu;
}

/// Flows of one kind have the same weights: it holds all that they depend on.
auto kind(World const& world, world::Flow const& flow) {
  return std::tuple{flow.box,
                    flow.trade,
                    flow.gross,
                    flow.value,
                    flow.time_value_per_hour,
                    std::string_view{world.places[flow.origin].country},
                    std::string_view{world.places[flow.destination].country},
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

bool is_yard(World const& world, world::TerminalId terminal) {
  return world.terminals[terminal].kind == world::TerminalKind::yard;
}
/// What trucks bring to a place with a depot goes into its yard, where the consignee fetches it.
bool has_yard(World const& world, world::PlaceId place) {
  return std::ranges::any_of(world.places[place].terminals, [&](auto terminal) { return is_yard(world, terminal); });
}

void add_roads(Edges& edges, Nodes const& nodes, World const& world) {
  for (auto const errand : {Errand::to_terminal, Errand::to_consignee}) {
    for (auto const place : world.places.ids()) {
      edges.add(nodes.origin(place), nodes.leaving(errand, place), Hire{place, world::TerminalId::none(), errand});
      edges.add(nodes.arrived(errand, place), nodes.leaving(errand, place), Pass{});
    }
    for (auto const terminal : world.terminals.ids()) {
      auto const place = world.terminals[terminal].place;
      edges.add(nodes.off(terminal), nodes.leaving(errand, place), Hire{place, terminal, errand});
    }
    for (auto const id : world.links.ids()) {
      auto const& link = world.links[id];
      if (link.kind != world::LinkKind::road) continue;
      edges.add(nodes.leaving(errand, link.from), nodes.arrived(errand, link.to), Drive{id, world::Direction::down});
      edges.add(nodes.leaving(errand, link.to), nodes.arrived(errand, link.from), Drive{id, world::Direction::up});
    }
  }
  for (auto const terminal : world.terminals.ids())
    edges.add(nodes.arrived(Errand::to_terminal, world.terminals[terminal].place), nodes.in(terminal),
              GateIn{terminal});
  for (auto const place : world.places.ids())
    if (!has_yard(world, place)) edges.add(nodes.arrived(Errand::to_consignee, place), nodes.goal(place), Deliver{});
}

Edges all_edges(World const& world, Legs const& legs, Nodes const& nodes) {
  Edges edges;
  for (std::size_t i = 0; i < legs.size(); ++i) {
    LegId const leg{i};
    edges.add(nodes.in(legs[leg].from), nodes.off(legs[leg].to), Carry{leg});
  }
  for (auto const id : world.transfers.ids())
    edges.add(nodes.off(world.transfers[id].from), nodes.off(world.transfers[id].to), InterTerminalTransfer{id});
  for (auto const id : world.terminals.ids()) {
    auto const place = world.terminals[id].place;
    edges.add(nodes.origin(place), nodes.in(id), Enter{id});
    edges.add(nodes.off(id), nodes.in(id), Remain{id});
    edges.add(nodes.off(id), nodes.goal(place), Fetch{id});
    if (is_yard(world, id)) edges.add(nodes.in(id), nodes.goal(place), Fetch{id});
  }
  for (auto const place : world.places.ids()) edges.add(nodes.origin(place), nodes.goal(place), Stay{place});
  if (world.trucking) add_roads(edges, nodes, world);
  return edges;
}

/// What each meaning costs a box of one type that takes so many trucks on a road. A leg's cost hangs on the flow: which lines may carry it, and which it
/// takes.
struct Pricing {
  World const& world;
  world::BoxType const& box;
  double trucks = 1;

  Cost operator()(Enter const& e) const { return cost_of_gate(world.terminals[e.into]); }
  Cost operator()(GateIn const& e) const {
    auto cost = cost_of_gate(world.terminals[e.into]);
    return cost += cost_of_setting_down(world, e.into, box);
  }
  Cost operator()(Fetch const& e) const {
    auto const& terminal = world.terminals[e.out_of];
    auto cost = cost_of_gate(terminal);
    return cost += cost_of_dwell(terminal, box);
  }
  Cost operator()(Hire const& e) const {
    auto cost = cost_of_hire(world, box);
    if (!e.out_of) return cost;
    auto const& terminal = world.terminals[e.out_of];
    cost += cost_of_gate(terminal);
    if (e.errand == Errand::to_consignee) cost += cost_of_dwell(terminal, box);
    return cost;
  }
  Cost operator()(Drive const& e) const { return cost_of_road(world, e.link, e.direction, box, trucks); }
  Cost operator()(Carry const&) const { return {}; }
  Cost operator()(InterTerminalTransfer const& e) const {
    auto const& transfer = world.transfers[e.transfer];
    auto cost = cost_of(world, e, box);
    return cost += change(transfer.from, transfer.to);
  }
  Cost operator()(Stay const&) const { return {}; }
  Cost operator()(Pass const&) const { return {}; }
  Cost operator()(Deliver const&) const { return {}; }
  Cost operator()(Remain const& e) const { return change(e.at, e.at); }

  Cost change(world::TerminalId from, world::TerminalId to) const {
    return cost_of_change(world, world.terminals[from].kind, world.terminals[to].kind, box);
  }
};

/// Makes the steps of an itinerary of the edges of a path. `is_sensible` afterwards: no box leaves a service only to
/// board it again, none comes back to a place that it has left, none is shifted within a place only to be fetched by a
/// truck, which could have come to the terminal it was shifted from.
class PathSteps {
 public:
  explicit PathSteps(World const& world) : world_(world) {}

  void operator()(Enter const& e) {
    set_out(world_.terminals[e.into].place);
    truck_.into = e.into;
    end_truck();
  }
  void operator()(Fetch const& e) {
    set_out(world_.terminals[e.out_of].place, e.out_of);
    end_truck();
  }
  void operator()(Stay const& e) {
    set_out(e.at);
    end_truck();
  }
  void operator()(Hire const& e) { set_out(e.at, e.out_of); }
  void operator()(Drive const& e) { drive_on(world_, truck_, e.link); }
  void operator()(Pass const&) {}
  void operator()(Deliver const&) { end_truck(); }
  void operator()(GateIn const& e) {
    truck_.into = e.into;
    end_truck();
  }
  void operator()(Remain const&) {}
  void operator()(Carry const&) {}  // see ride()
  void ride(Leg const& leg, std::vector<Line> lines) {
    if (!steps_.empty() && std::holds_alternative<Ride>(steps_.back())) change(lines_.back(), lines);
    move(world_.terminals[leg.from].place, world_.terminals[leg.to].place, false);
    if (lines.empty()) is_sensible_ = false;
    steps_.push_back(lines.empty() ? Ride{} : lines.front().ride);
    lines_.push_back(std::move(lines));
  }
  void operator()(InterTerminalTransfer const& between) { steps_.push_back(between); }

  bool is_sensible() const { return is_sensible_; }
  std::vector<Step> steps() && { return std::move(steps_); }
  std::vector<std::vector<Line>> lines() && { return std::move(lines_); }

 private:
  /// Nobody leaves a line that goes on: those that do both legs are left out of one of them.
  void change(std::vector<Line>& before, std::vector<Line>& after) {
    auto const without = [](std::vector<Line> lines, std::vector<Line> const& others) {
      std::erase_if(lines, [&](Line const& line) {
        return std::ranges::any_of(others, [&](Line const& other) { return other.ride.service == line.ride.service; });
      });
      return lines;
    };
    auto others_before = without(before, after);
    if (!others_before.empty()) {
      before = std::move(others_before);
      steps_.back() = before.front().ride;
    } else {
      after = without(std::move(after), before);
    }
  }
  void set_out(world::PlaceId from, world::TerminalId out_of = {}) {
    truck_.from_place = truck_.to_place = from;
    truck_.out_of = out_of;
  }
  void end_truck() {
    auto const* before = steps_.empty() ? nullptr : std::get_if<InterTerminalTransfer>(&steps_.back());
    if (before && is_within_a_place(world_.transfers[before->transfer])) is_sensible_ = false;
    move(truck_.from_place, truck_.to_place, !truck_.links.empty());
    steps_.push_back(std::exchange(truck_, {}));
  }
  bool is_within_a_place(world::Transfer const& transfer) const {
    return world_.terminals[transfer.from].place == world_.terminals[transfer.to].place;
  }
  void move(world::PlaceId from, world::PlaceId to, bool by_road) {
    if (to == from && !by_road) return;
    left_.push_back(from);
    if (std::ranges::find(left_, to) != left_.end()) is_sensible_ = false;
  }

  World const& world_;
  std::vector<Step> steps_;
  std::vector<std::vector<Line>> lines_;
  Truck truck_;
  std::vector<world::PlaceId> left_;
  bool is_sensible_ = true;
};

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

}  // namespace

struct Planner::Graph {
  explicit Graph(World const& w) : world(w), legs(w), nodes(w) {
    Edges edges = all_edges(world, legs, nodes);
    meanings = std::move(edges.meanings);
    network.emplace(nodes.count(), edges.ends);
    auto const priced = [&](world::BoxType const& box, double trucks) {
      std::vector<Cost> of_type;
      of_type.reserve(meanings.size());
      for (auto const& meaning : meanings) of_type.push_back(std::visit(Pricing{world, box, trucks}, meaning));
      return of_type;
    };
    double const paired = world.trucking ? world.trucking->paired_share : 0;
    for (auto const& box : world.box_types) {
      costs.add(priced(box, 1));
      if (paired > 0) costs_paired.add(priced(box, 1 - paired / 2));
    }
  }

  std::vector<Cost> const& costs_of(world::Flow const& flow) const {
    return (charges::trucks_per_box(world, flow) < 1 ? costs_paired : costs)[flow.box];
  }

  std::vector<double> weights(world::Flow const& flow) const {
    bool const by_road = world.trucking && may_be_trucked(world, flow);
    std::vector<double> weights(meanings.size(), closed);
    auto const& of_flow = costs_of(flow);
    for (std::size_t i = 0; i < meanings.size(); ++i) {
      if (auto const* carry = std::get_if<Carry>(&meanings[i])) {
        if (auto lines = legs.lines(carry->leg, flow); !lines.empty())
          weights[i] = share_among_lines(lines, flow.time_value_per_hour).cost;
        continue;
      }
      if (std::holds_alternative<Hire>(meanings[i]) && !by_road) continue;
      auto const& cost = of_flow[i];
      if (std::isfinite(cost.hours)) weights[i] = generalised(cost, flow, world.policy);
    }
    return weights;
  }

  routing::Ticks ticks(world::Flow const& flow) const { return routing::weights_of_edges(*network, weights(flow)); }

  /// `given_up` is no line of the first ride.
  std::optional<Itinerary> itinerary_of(routing::Path const& path, world::Flow const& flow,
                                        world::ServiceId given_up) const {
    PathSteps steps{world};
    Cost cost;
    bool has_ridden = false;
    for (auto const edge : path.edges) {
      if (auto const* carry = std::get_if<Carry>(&meanings[edge.value()])) {
        auto lines = legs.lines(carry->leg, flow);
        if (!std::exchange(has_ridden, true))
          std::erase_if(lines, [&](Line const& line) { return line.ride.service == given_up; });
        std::ranges::stable_sort(lines, {}, &Line::cost);
        steps.ride(legs[carry->leg], std::move(lines));
      } else {
        std::visit(steps, meanings[edge.value()]);
        cost += costs_of(flow)[edge.value()];
      }
    }
    if (!steps.is_sensible()) return std::nullopt;
    Itinerary made;
    made.lines = std::move(steps).lines();
    made.steps = std::move(steps).steps();
    made.generalised_cost = generalised(cost, flow, world.policy);
    made.money = cost.money;
    made.hours = cost.hours;
    made.kg_co2e = cost.kg_co2e;
    for (auto& lines : made.lines) {
      auto const leg = share_among_lines(lines, flow.time_value_per_hour);
      made.generalised_cost += leg.cost;
      made.money += leg.money;
      made.hours += leg.hours;
      made.kg_co2e += leg.kg_co2e;
    }
    return made;
  }

  /// Paths that make no sense are left out, and more are asked for in their place until it is not worth the search.
  std::vector<Itinerary> best(routing::Destination const& destination, NodeId from, world::Flow const& flow,
                              world::ServiceId given_up) const {
    auto const wanted = static_cast<std::size_t>(world.policy.itineraries);
    int const most_searched = std::max(256, 64 * world.policy.itineraries);
    for (int asked = world.policy.itineraries;; asked *= 4) {
      auto const paths = destination.k_best(from, asked);
      bool const exhausted = paths.size() < static_cast<std::size_t>(asked);
      std::vector<Itinerary> found;
      for (auto const& path : paths) {
        if (found.size() == wanted) break;
        if (auto itinerary = itinerary_of(path, flow, given_up)) found.push_back(std::move(*itinerary));
      }
      std::ranges::stable_sort(found, {}, &Itinerary::generalised_cost);
      if (found.size() == wanted || exhausted || asked >= most_searched) return found;
    }
  }

  Table<NodeId, bool> reached(std::vector<double> const& weights, NodeId from) const {
    Table<NodeId, bool> seen(nodes.count(), false);
    std::vector<NodeId> ahead{from};
    seen[from] = true;
    while (!ahead.empty()) {
      auto const node = ahead.back();
      ahead.pop_back();
      for (auto const edge : network->out(node)) {
        auto const to = network->to(edge);
        if (weights[edge.value()] == closed || seen[to]) continue;
        seen[to] = true;
        ahead.push_back(to);
      }
    }
    return seen;
  }

  /// Services with a stop at one of these terminals.
  template <class IsThere>
  Table<world::ServiceId, bool> calling(IsThere is_there) const {
    Table<world::ServiceId, bool> table(world.services.size(), false);
    for (auto const id : world.services.ids())
      table[id] = std::ranges::any_of(world.services[id].stops,
                                      [&](world::Stop const& stop) { return is_there(stop.terminal); });
    return table;
  }

  template <class IsOne>
  std::string services_where(IsOne is_one) const {
    std::vector<std::string> names;
    for (auto const id : world.services.ids())
      if (is_one(id)) names.push_back("'" + title(world.services[id].name) + "'");
    return listed(names);
  }

  World const& world;
  Legs legs;
  Nodes nodes;
  std::vector<Meaning> meanings;  // by edge
  std::optional<graph::Network> network;
  // Hot: read edge by edge for each group of flows.
  Table<world::BoxTypeId, std::vector<Cost>> costs;
  Table<world::BoxTypeId, std::vector<Cost>> costs_paired;  // of boxes that travel two on a truck, where some do
};

Planner::Planner(World const& world) : graph_(std::make_unique<Graph>(world)) {}
Planner::~Planner() = default;
Planner::Planner(Planner&&) noexcept = default;

std::vector<Itinerary> Planner::from_origin(world::FlowId id) const {
  auto const& flow = graph_->world.flows[id];
  auto const ticks = graph_->ticks(flow);
  routing::Destination const destination{*graph_->network, ticks, graph_->nodes.goal(flow.destination)};
  return graph_->best(destination, graph_->nodes.origin(flow.origin), flow, world::ServiceId::none());
}

std::vector<Itinerary> Planner::from_terminal(world::FlowId id, world::TerminalId terminal,
                                              world::ServiceId given_up) const {
  auto const& flow = graph_->world.flows[id];
  auto weights = graph_->weights(flow);
  for (auto const edge : graph_->network->out(graph_->nodes.in(terminal))) {
    auto const* carry = std::get_if<Carry>(&graph_->meanings[edge.value()]);
    if (carry == nullptr) continue;
    auto lines = graph_->legs.lines(carry->leg, flow);
    std::erase_if(lines, [&](Line const& line) { return line.ride.service == given_up; });
    weights[edge.value()] = lines.empty() ? closed : share_among_lines(lines, flow.time_value_per_hour).cost;
  }
  auto const ticks = routing::weights_of_edges(*graph_->network, weights);
  routing::Destination const destination{*graph_->network, ticks, graph_->nodes.goal(flow.destination)};
  return graph_->best(destination, graph_->nodes.off(terminal), flow, given_up);
}

std::string Planner::why_unreachable(world::FlowId id) const {
  auto const& graph = *graph_;
  auto const& flow = graph.world.flows[id];
  auto const& places = graph.world.places;
  auto const weights = graph.weights(flow);
  auto const reached = graph.reached(weights, graph.nodes.origin(flow.origin));
  auto const ticks = routing::weights_of_edges(*graph.network, weights);
  routing::Destination const destination{*graph.network, ticks, graph.nodes.goal(flow.destination)};
  auto const leads_there = [&](NodeId node) { return destination.distance(node) < closed; };

  std::string const from = title(places[flow.origin].name), to = title(places[flow.destination].name);
  if (leads_there(graph.nodes.origin(flow.origin))) {
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
  auto const near = graph.calling([&](world::TerminalId t) { return reached[graph.nodes.in(t)]; });
  auto const far = graph.calling([&](world::TerminalId t) { return leads_there(graph.nodes.off(t)); });
  std::string text =
      "no way from '" + from + "' to '" + to + "': reached " + listed(names) +
      "; services calling there or at the origin: " + graph.services_where([&](auto s) { return near[s]; }) +
      "; services from which '" + to + "' can be reached: " + graph.services_where([&](auto s) { return far[s]; });
  Table<world::ServiceId, rules::Refusal> refusals(graph.world.services.size(), rules::Refusal::none);
  for (std::size_t i = 0; i < graph.legs.size(); ++i)
    for (auto const& ride : graph.legs.rides(LegId{i}))
      if (refusals[ride.service] == rules::Refusal::none && (near[ride.service] || far[ride.service]))
        refusals[ride.service] = refusal(graph.world, flow, ride);
  std::vector<std::string> refused;
  for (auto const service : refusals.ids())
    if (auto const no = refusals[service]; no != rules::Refusal::none)
      refused.push_back("'" + title(graph.world.services[service].name) + "' (" + std::string{reason(no)} + ")");
  if (!refused.empty()) text += "; of these, refused: " + listed(refused);
  return text;
}

// By kind, then by destination, then by origin: weights are made once a kind, distances once a destination.
Plans plan_all(World const& world, Planner const& planner) {
  auto const& graph = *planner.graph_;
  auto const of = [&](world::FlowId id) -> world::Flow const& { return world.flows[id]; };
  std::vector<world::FlowId> flows;
  for (auto const id : world.flows.ids()) flows.push_back(id);
  std::ranges::sort(flows, [&](auto a, auto b) {
    auto const way = [&](auto id) { return std::pair{of(id).destination, of(id).origin}; };
    auto const kind_a = kind(world, of(a)), kind_b = kind(world, of(b));
    return kind_a != kind_b ? kind_a < kind_b : std::pair{way(a), a} < std::pair{way(b), b};
  });

  Plans plans(world.flows.size());
  auto const to_one_place = [&](routing::Ticks const& ticks, std::span<world::FlowId const> group) {
    routing::Destination const destination{*graph.network, ticks, graph.nodes.goal(of(group.front()).destination)};
    for (std::size_t i = 0; i < group.size(); ++i) {
      bool const same = i > 0 && of(group[i - 1]).origin == of(group[i]).origin;
      plans[group[i]] = same ? plans[group[i - 1]]
                             : graph.best(destination, graph.nodes.origin(of(group[i]).origin), of(group[i]),
                                          world::ServiceId::none());
    }
  };
  auto const part = [](std::span<world::FlowId const> all, std::vector<std::size_t> const& begins, std::size_t n) {
    return all.subspan(begins[n], begins[n + 1] - begins[n]);
  };
  auto const kinds = runs(flows, [&](auto a, auto b) { return kind(world, of(a)) == kind(world, of(b)); });
  parallel_for(kinds.size() - 1, [&](std::size_t k) {
    auto const of_kind = part(flows, kinds, k);
    auto const ticks = graph.ticks(of(of_kind.front()));
    auto const places = runs(of_kind, [&](auto a, auto b) { return of(a).destination == of(b).destination; });
    parallel_for(places.size() - 1, [&](std::size_t p) { to_one_place(ticks, part(of_kind, places, p)); });
  });
  return plans;
}

}  // namespace tongzhou::itineraries
