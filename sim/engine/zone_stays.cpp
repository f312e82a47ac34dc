#include "sim/engine/zone_stays.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace tongzhou::engine {
using world::FlowId;
using world::ZoneStayId;

ZoneStays::ZoneStays(world::World const& world, Recorder& recorder, std::uint32_t replication)
    : world_(world), recorder_(recorder) {
  for (auto const& facts : world.zone_stays)
    stays_.add({.stream = {world.seed, replication, "stay " + facts.name.code},
                .owed_to = std::vector<double>(facts.to.size(), 0.0)});
}

void ZoneStays::arrived(ZoneStayId id, Time at) {
  constexpr double rounding = 1e-9;  // five times 0.2 of a box is one
  auto const& facts = world_.zone_stays[id];
  auto& here = stays_[id];
  recorder_.came_to_stay(id, facts.in_bond ? 0 : facts.duty, at);
  double before = here.owed;  // what came first leaves first
  here.owed += facts.boxes_per_box;
  // Zones let goods out from the midnight after they came: the boxes of a day are made when it begins.
  Time const midnight = at_days(std::floor(in_days(at)) + 1);
  Time const ready = std::max(midnight, at + draw(facts.stay, here.stream));
  for (; here.owed >= 1 - rounding; here.owed -= 1)
    inside_.emplace(ready, Inside{id, next_flow(id), at - (at - here.came) * std::exchange(before, 0.0)});
  if (here.owed > rounding) here.came = at - (at - here.came) * (before / here.owed);
}

// That to which most is owed; of equals the first listed. So shares hold to a box, and chance has no part in them.
FlowId ZoneStays::next_flow(ZoneStayId id) {
  auto const& to = world_.zone_stays[id].to;
  auto& owed = stays_[id].owed_to;
  for (std::size_t i = 0; i < to.size(); ++i) owed[i] += to[i].share;
  auto const most = std::ranges::max_element(owed);
  *most -= 1;
  return to[static_cast<std::size_t>(most - owed.begin())].flow;
}

ZoneStays::Leaving ZoneStays::leaving_of(Inside const& inside, Time at) const {
  auto const& facts = world_.zone_stays[inside.stay];
  Duration const stayed = at - inside.came;
  return {.stay = inside.stay,
          .flow = inside.flow,
          .stayed = stayed,
          .interest = in_hours(stayed) * facts.interest_per_hour / facts.boxes_per_box};
}

// In bond, duty falls due when goods are cleared for the home market.
void ZoneStays::left(Leaving const& leaving, Time at) {
  auto const& facts = world_.zone_stays[leaving.stay];
  auto const& flow = world_.flows[leaving.flow];
  bool const enters = flow.trade == world::TradeClass::import && flow.clearance == world::Clearance::on_the_way;
  double const duty = facts.in_bond && enters ? facts.duty / facts.boxes_per_box : 0;
  recorder_.left_stay(leaving.stay, leaving.stayed, leaving.interest, duty, at);
}

void ZoneStays::report(outcome::Records& records) const {
  for (auto const& [ready, inside] : inside_)
    if (inside.came < world_.end()) ++records.zone_stays[inside.stay].inside_at_end;
}

}  // namespace tongzhou::engine
