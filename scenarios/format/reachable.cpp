#include "scenarios/format/reachable.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "scenarios/format/locate.hpp"
#include "sim/itineraries/formalities.hpp"
#include "sim/rules/formality.hpp"

namespace tongzhou::format {
namespace {

/// A dispatch of a postal hub is written where the hub is: its code is "<place>/<facility>/<dispatch>".
std::string pointer_to(world::World const& world, world::FlowId id) {
  auto const& flow = world.flows[id];
  if (!flow.mail) return "/flows" + step_for(flow.name.code);
  auto const& place = world.places[flow.origin].name.code;
  auto const& hub = world.postal_hubs[world.dispatches[flow.mail].hub].name.code;
  return "/places" + step_for(place) + "/facilities" + step_for(hub.substr(place.size() + 1)) + "/dispatches" +
         step_for(flow.name.code.substr(hub.size() + 1));
}

/// At which a service calls with a box, yet nobody could lift it.
struct Idle {
  world::TerminalId terminal;
  world::ServiceId service;
  std::size_t stop;
  world::FlowId flow;
};

/// The first of each terminal, by flow, way and step.
std::vector<Idle> without_cranes(world::World const& world, itineraries::Plans const& plans) {
  std::vector<Idle> found;
  auto const look_at = [&](world::FlowId flow, world::ServiceId service, std::size_t stop) {
    auto const terminal = world.services[service].stops[stop].terminal;
    if (world.terminals[terminal].cranes > 0) return;
    if (std::ranges::any_of(found, [&](Idle const& other) { return other.terminal == terminal; })) return;
    found.push_back({terminal, service, stop, flow});
  };
  for (auto const flow : world.flows.ids()) {
    for (auto const& way : plans[flow]) {
      for (auto const& lines : way.lines) {
        look_at(flow, lines.front().ride.service, lines.front().ride.load);
        look_at(flow, lines.front().ride.service, lines.front().ride.discharge);
      }
    }
  }
  return found;
}

Problem problem_of(Document const& document, world::World const& world, Idle const& idle) {
  auto const& terminal = world.terminals[idle.terminal];
  auto const& place = world.places[terminal.place].name.code;
  auto const* const key = terminal.kind == world::TerminalKind::rail  ? "gantries"
                          : terminal.kind == world::TerminalKind::air ? "loaders"
                                                                      : "cranes";
  auto const& code = terminal.name.code;
  return document.problem(
      "/places" + step_for(place) + "/facilities" + step_for(code.substr(place.size() + 1)) + step_for(key),
      fmt::format("\"{}\" has no {}, but boxes of \"{}\" are to be handled there at stop {} of service \"{}\": give {} "
                  "and moves_per_crane_hour",
                  code, key, world.flows[idle.flow].name.code, idle.stop + 1, world.services[idle.service].name.code,
                  key));
}

/// Where boxes are to be cleared, and nobody is there to do it.
struct Unmanned {
  world::PlaceId place;
  std::vector<world::FlowId> flows;
};

/// Is there customs work for a box of this flow that only an office does?
bool needs_office(world::World const& world, world::Flow const& flow) {
  if (flow.mail || !rules::is_cleared(world, flow)) return false;
  auto const home = flow.trade == world::TradeClass::import ? flow.destination : flow.origin;
  bool const checked_for_ip = flow.goods && world.goods[flow.goods].ip_checked_share > 0;
  return checked_for_ip || rules::inspected_share(world, flow, false) > 0 ||
         std::ranges::any_of(world.customs_offices, [&](world::CustomsOffice const& office) {
           return world.places[office.place].country == world.places[home].country;
         });
}

std::vector<Unmanned> without_customs(world::World const& world, itineraries::Plans const& plans) {
  std::vector<Unmanned> found;
  auto const add = [&](world::PlaceId place, world::FlowId flow) {
    auto at = std::ranges::find(found, place, &Unmanned::place);
    if (at == found.end()) at = found.insert(at, {place, {}});
    if (at->flows.empty() || at->flows.back() != flow) at->flows.push_back(flow);
  };
  for (auto const flow : world.flows.ids()) {
    if (!needs_office(world, world.flows[flow])) continue;
    for (auto const& way : plans[flow]) {
      auto const place = itineraries::place_of_clearance(world, world.flows[flow], way);
      if (place && !world.places[place].customs) add(place, flow);
    }
  }
  return found;
}

Problem problem_of(Document const& document, world::World const& world, Unmanned const& unmanned) {
  auto const first = unmanned.flows.front();
  auto const others = unmanned.flows.size() - 1;
  auto const& place = world.places[unmanned.place].name.code;
  bool const from_zone = rules::leaves_a_zone(world, world.flows[first]);
  bool const inland = !from_zone && world.customs.where == world::Customs::Where::inland;
  return document.problem(
      inland ? "/customs/where" : pointer_to(world, first),
      fmt::format(
          "flow \"{}\"{} is to be cleared {}, but \"{}\" has no customs office: no inspection, no fee, no figures; "
          "give \"{}\" a facility of kind \"customs\"{}",
          world.flows[first].name.code,
          others == 0   ? ""
          : others == 1 ? ", like another one,"
                        : fmt::format(", like {} others,", others),
          from_zone ? "where it leaves its zone"
          : inland  ? "inland"
                    : "where it crosses the border",
          place, place, inland ? ", or let customs clear where boxes cross the border (\"where\": \"port\")" : ""));
}

bool has_roads(world::World const& world) {
  return std::any_of(world.links.begin(), world.links.end(),
                     [](world::Link const& link) { return link.kind == world::LinkKind::road; });
}

}  // namespace

bool check_reachable(Document const& document, world::World const& world, itineraries::Planner const& planner,
                     itineraries::Plans const& plans, Problems& problems) {
  bool all = true;
  for (auto const flow : world.flows.ids()) {
    if (!plans[flow].empty() || world.flows[flow].repositioning) continue;
    all = false;
    auto why = planner.why_unreachable(flow);
    if (!world.trucking && has_roads(world)) why += "; there are roads, but no \"trucking\" to use them";
    problems.add(document.problem(pointer_to(world, flow), std::move(why)));
  }
  for (auto const& idle : without_cranes(world, plans)) {
    all = false;
    problems.add(problem_of(document, world, idle));
  }
  for (auto const& unmanned : without_customs(world, plans)) {
    all = false;
    problems.add(problem_of(document, world, unmanned));
  }
  return all;
}

}  // namespace tongzhou::format
