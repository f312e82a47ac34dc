#include "sim/engine/announcements.hpp"

#include <algorithm>
#include <iterator>
#include <variant>

namespace tongzhou::engine {

Announcements::Announcements(world::World const& world, Clock& clock, std::span<Strike const> strikes,
                             Disruptions& known, Departures& departures, RouteChoice& choice, Journeys& journeys)
    : world_(world), clock_(clock), known_(known), departures_(departures), choice_(choice), journeys_(journeys) {
  std::ranges::copy_if(strikes, std::back_inserter(to_come_),
                       [&](Strike const& strike) { return strike.known > Time{} && strike.known < world.end(); });
  std::ranges::stable_sort(to_come_, {}, &Strike::known);
}

void Announcements::open(ProcessSet& processes) {
  if (!to_come_.empty()) processes.spawn(publish());
}

Process Announcements::publish() {
  for (auto next = to_come_.begin(); next != to_come_.end();) {
    Time const date = next->known;
    co_await clock_.until(date);
    for (; next != to_come_.end() && next->known == date; ++next) {
      known_.add(*next);
      departures_.announced(known_.of(next->target));
      auto const* link = std::get_if<world::LinkId>(&next->target);
      choice_.announced(date, link != nullptr && world_.links[*link].kind == world::LinkKind::road);
    }
    journeys_.look_again_at_news(date);
  }
}

}  // namespace tongzhou::engine
