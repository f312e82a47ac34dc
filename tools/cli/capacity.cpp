#include "tools/cli/capacity.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <variant>

#include "network/base/quantity.hpp"
#include "network/graph/network.hpp"
#include "network/routing/flow.hpp"
#include "sim/charges/passage_time.hpp"
#include "sim/demand/distribution.hpp"
#include "tools/cli/messages.hpp"

namespace tongzhou::cli {
namespace {

using graph::NodeId;
constexpr double unlimited = std::numeric_limits<double>::infinity();
constexpr double hours_per_week = 168;

/// Of an average box of the scenario, by volume; 1 when there are none.
double teu_per_box(world::World const& world) {
  double teu = 0, boxes = 0;
  for (auto const& flow : world.flows) {
    boxes += flow.boxes_per_year;
    teu += flow.boxes_per_year * world.box_types[flow.box].teu;
  }
  return boxes > 0 ? teu / boxes : 1;
}

/// Places first; then two nodes a terminal, what is about to be loaded and what was discharged; then the stops.
class Builder {
 public:
  explicit Builder(world::World const& world)
      : world_(world), nodes_(world.places.size() + 2 * world.terminals.size()) {
    add_cranes();
    add_services();
    if (world.trucking) add_roads();
  }

  Capacity between(world::PlaceId from, world::PlaceId to) const {
    graph::Network const network{nodes_, edges_};
    auto const result = routing::max_flow(network, capacities_, at(from), at(to));
    Capacity capacity{result.flow, {}};
    for (auto const edge : result.cut) {
      if (capacities_[edge.value()] > 0) capacity.limits.push_back({what_[edge.value()], capacities_[edge.value()]});
    }
    return capacity;
  }

 private:
  static NodeId at(world::PlaceId place) { return NodeId{place.value()}; }
  NodeId loading(world::TerminalId t) const { return NodeId{world_.places.size() + std::size_t{2} * t.value()}; }
  NodeId discharged(world::TerminalId t) const { return NodeId{world_.places.size() + std::size_t{2} * t.value() + 1}; }

  void add(NodeId from, NodeId to, double capacity, std::string what) {
    edges_.push_back({from, to});
    capacities_.push_back(capacity);
    what_.push_back(std::move(what));
  }

  void add_cranes() {
    double const teu = teu_per_box(world_);
    for (auto const id : world_.terminals.ids()) {
      auto const& terminal = world_.terminals[id];
      double const capacity =
          terminal.labour.mean_manned(terminal.cranes) * terminal.moves_per_crane_hour * hours_per_week * teu;
      add(at(terminal.place), loading(id), capacity, "cranes of " + terminal.name.code + ", loading");
      add(discharged(id), at(terminal.place), capacity, "cranes of " + terminal.name.code + ", discharging");
    }
  }

  void add_services() {
    for (auto const& service : world_.services) {
      double const teu = charges::mean_teu(world_, service);
      double const slots = teu > 0 ? teu * departures_per_week(service.schedule) : 0;
      auto const first = nodes_;
      auto const count = service.stops.size();
      nodes_ += count;
      for (std::size_t i = 0; i < count; ++i) {
        auto const terminal = service.stops[i].terminal;
        auto const next = (i + 1) % count;
        add(loading(terminal), NodeId{first + i}, unlimited, {});
        add(NodeId{first + i}, discharged(terminal), unlimited, {});
        if (next == 0 && !service.returns()) continue;
        add(NodeId{first + i}, NodeId{first + next}, slots,
            say("slots of {}, {} to {}", service.name.code, world_.terminals[terminal].name.code,
                world_.terminals[service.stops[next].terminal].name.code));
      }
    }
  }

  void add_roads() {
    for (auto const& link : world_.links) {
      if (link.kind != world::LinkKind::road) continue;
      add(at(link.from), at(link.to), unlimited, {});
      add(at(link.to), at(link.from), unlimited, {});
    }
  }

  world::World const& world_;
  std::size_t nodes_;
  std::vector<graph::Edge> edges_;
  std::vector<double> capacities_;  // TEU a week
  std::vector<std::string> what_;
};

}  // namespace

double departures_per_week(world::Schedule const& schedule) {
  struct Visitor {
    double operator()(world::Regular const& s) const { return hours_per_week / in_hours(s.headway); }
    double operator()(world::Weekly const& s) const { return static_cast<double>(s.departures.size()); }
    double operator()(world::Random const& s) const { return hours(hours_per_week) / mean(s.between); }
    double operator()(world::WhenFull const&) const { return unlimited; }
  };
  return std::visit(Visitor{}, schedule);
}

Capacity capacity_between(world::World const& world, world::PlaceId from, world::PlaceId to) {
  return Builder{world}.between(from, to);
}

}  // namespace tongzhou::cli
