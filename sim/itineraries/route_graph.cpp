#include "sim/itineraries/route_graph.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "sim/charges/charge.hpp"
#include "sim/itineraries/timetable.hpp"
#include "sim/rules/formality.hpp"

namespace tongzhou::itineraries {
using graph::EdgeId;
using graph::NodeId;
using world::World;

namespace {

/// What each meaning but a leg costs a box of one type that takes so many trucks on a road.
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
  Cost operator()(InterTerminalTransfer const& e) const { return cost_of(world, e, box); }
  Cost operator()(Carry const&) const { return {}; }
  Cost operator()(Stay const&) const { return {}; }
  Cost operator()(Pass const&) const { return {}; }
  Cost operator()(Deliver const&) const { return {}; }
  Cost operator()(Remain const&) const { return {}; }
};

/// From which the consignee fetches the box; none.
world::TerminalId last_yard(Meaning const& meaning) {
  if (auto const* fetch = std::get_if<Fetch>(&meaning)) return fetch->out_of;
  auto const* hire = std::get_if<Hire>(&meaning);
  return hire != nullptr && hire->errand == Errand::to_consignee ? hire->out_of : world::TerminalId{};
}

void raise(Cost& most, Cost const& cost) {
  most.money = std::max(most.money, cost.money);
  most.kg_co2e = std::max(most.kg_co2e, cost.kg_co2e);
  most.moves = std::max(most.moves, cost.moves);
  most.km = std::max(most.km, cost.km);
  if (std::isfinite(cost.hours)) most.hours = std::max(most.hours, cost.hours);
}

/// The dearest way to wait for a line: until it leaves, with storage all the time.
Cost longest_wait(World const& world, world::BoxType const& box) {
  Cost most;
  double rent = 0;
  for (auto const& terminal : world.terminals) rent = std::max(rent, terminal.storage_per_teu_day);
  for (auto const& service : world.services)
    most.hours = std::max(most.hours, in_hours(expected_wait(service.schedule) + service.cut_off));
  most.money = 2 * most.hours / 24 * rent * box.teu;
  return most;
}

struct Edges {
  std::vector<graph::Edge> ends;
  std::vector<Meaning> meanings;  // by edge number, as `ends`

  void add(NodeId from, NodeId to, Meaning meaning) {
    ends.push_back({from, to});
    meanings.push_back(meaning);
  }
};

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

std::vector<world::PlaceId> places_of_nodes(World const& world, Nodes const& nodes) {
  std::vector<world::PlaceId> places(nodes.count());
  for (auto const id : world.terminals.ids())
    places[nodes.in(id).value()] = places[nodes.off(id).value()] = world.terminals[id].place;
  for (auto const place : world.places.ids()) {
    places[nodes.origin(place).value()] = places[nodes.goal(place).value()] = place;
    for (auto const errand : {Errand::to_terminal, Errand::to_consignee})
      places[nodes.leaving(errand, place).value()] = places[nodes.arrived(errand, place).value()] = place;
  }
  return places;
}

}  // namespace

RouteGraph::RouteGraph(World const& w) : world(w), legs(w), nodes(w), places_(places_of_nodes(w, nodes)) {
  auto edges = all_edges(world, legs, nodes);
  meanings_ = std::move(edges.meanings);
  network_.emplace(nodes.count(), edges.ends);
  price();
  note_dearest_stay();
  note_detention();
}

Cost RouteGraph::cost_of(graph::EdgeId edge, world::Flow const& flow) const {
  auto cost = (charges::trucks_per_box(world, flow) < 1 ? costs_paired_ : costs_)[flow.box][edge.value()];
  double const spared = rules::most_at_ships_side(world, flow);
  if (spared <= 0) return cost;
  if (auto const yard = last_yard(meaning(edge))) {
    auto const dwell = cost_of_dwell(world.terminals[yard], world.box_types[flow.box]);
    cost.money -= spared * dwell.money;
    cost.hours -= spared * dwell.hours;
  }
  return cost;
}

void RouteGraph::note_dearest_stay() {
  for (auto const& terminal : world.terminals) {
    dearest_stay_.storage = std::max(dearest_stay_.storage, terminal.storage_per_teu_day);
    dearest_stay_.dwell = std::max(dearest_stay_.dwell, mean(terminal.dwell));
  }
  for (auto const& service : world.services)
    for (auto const& rate : service.demurrage.rates)
      dearest_stay_.demurrage = std::max(dearest_stay_.demurrage, rate.per_teu_day);
  for (auto const& box : world.box_types) {
    double most = 0;
    for (auto const& terminal : world.terminals)
      most = std::max(most, std::abs(charges::beyond_two_moves(terminal, box)));
    most_beyond_two_moves_.add(most);
  }
}

void RouteGraph::note_detention() {
  auto const rates = [&](world::ServiceId id) -> auto const& { return world.services[id].detention.rates; };
  for (auto const id : world.services.ids())
    if (!rates(id).empty()) detaining_.push_back(id);
  using Rate = world::FreeTime::Rate;
  auto const figures = [](Rate const& rate) { return std::pair{rate.from, rate.per_teu_day}; };
  std::ranges::sort(detaining_, [&](auto a, auto b) {
    return std::ranges::lexicographical_compare(rates(a), rates(b), {}, figures, figures);
  });
  auto const alike = std::ranges::unique(
      detaining_, [&](auto a, auto b) { return std::ranges::equal(rates(a), rates(b), {}, figures, figures); });
  detaining_.erase(alike.begin(), alike.end());
}

void RouteGraph::price() {
  Table<world::BoxTypeId, bool> in_use(world.box_types.size(), false);
  for (auto const& flow : world.flows) in_use[flow.box] = true;
  auto const priced = [&](world::BoxTypeId box, double trucks) {
    std::vector<Cost> costs;
    costs.reserve(meanings_.size());
    for (auto const& meaning : meanings_)
      costs.push_back(std::visit(Pricing{world, world.box_types[box], trucks}, meaning));
    return costs;
  };
  double const paired = world.trucking ? world.trucking->paired_share : 0;
  for (auto const box : world.box_types.ids()) {
    std::vector<Cost> costs, of_paired;
    Cost most;
    if (in_use[box]) {
      costs = priced(box, 1);
      if (paired > 0) of_paired = priced(box, 1 - paired / 2);
      for (auto const& cost : costs) raise(most, cost);
      for (std::size_t leg = 0; leg < legs.size(); ++leg)
        for (auto const& ride : legs.costs(LegId{leg}, box)) raise(most, ride);
      most += longest_wait(world, world.box_types[box]);
    }
    costs_.add(std::move(costs));
    costs_paired_.add(std::move(of_paired));
    most_.add(most);
  }
}

}  // namespace tongzhou::itineraries
