#include "sim/engine/announcements.hpp"

#include <algorithm>
#include <iterator>
#include <variant>

namespace tongzhou::engine {

Announcements::Announcements(world::World const& world, std::span<Strike const> strikes, Disruptions& known,
                             Departures& departures, RouteChoice& choice, Journeys& journeys)
    : world_(world), known_(known), departures_(departures), choice_(choice), journeys_(journeys) {
  std::ranges::copy_if(strikes, std::back_inserter(to_come_),
                       [&](Strike const& strike) { return strike.known > Time{} && strike.known < world.end(); });
  std::ranges::stable_sort(to_come_, {}, &Strike::known);
}

void Announcements::publish(Time now) {
  if (next() > now) return;
  for (; next() <= now; ++told_) {
    auto const& strike = to_come_[told_];
    known_.add(strike);
    departures_.announced(known_.of(strike.target), strike.spell);
    auto const* link = std::get_if<world::LinkId>(&strike.target);
    choice_.announced(now, link != nullptr && world_.links[*link].kind == world::LinkKind::road);
  }
  journeys_.look_again_at_news(now);
}

}  // namespace tongzhou::engine
