#include "scenarios/format/reachable.hpp"

#include "scenarios/format/locate.hpp"

namespace tongzhou::format {

bool check_reachable(Document const& document, world::World const& world, itineraries::Planner const& planner,
                     itineraries::Plans const& plans, Problems& problems) {
  bool all = true;
  for (auto const flow : world.flows.ids()) {
    if (!plans[flow].empty() || world.flows[flow].repositioning) continue;
    all = false;
    problems.add(document.problem("/flows" + step_for(world.flows[flow].name.code), planner.why_unreachable(flow)));
  }
  return all;
}

}  // namespace tongzhou::format
