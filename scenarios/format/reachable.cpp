#include "scenarios/format/reachable.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "scenarios/format/locate.hpp"

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
  return all;
}

}  // namespace tongzhou::format
