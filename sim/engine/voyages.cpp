#include "sim/engine/voyages.hpp"

#include <algorithm>
#include <cmath>

#include "sim/rules/drivers_hours.hpp"
#include "sim/rules/sailing.hpp"

namespace tongzhou::engine {

Voyages::Voyages(world::World const& world, Clock& clock, Recorder& recorder, WaterAhead const& water,
                 Lightening& lightening, Passages& passages, std::uint32_t replication)
    : world_(world),
      clock_(clock),
      recorder_(recorder),
      water_(water),
      lightening_(lightening),
      passages_(passages),
      catching_up_(world, passages.links()) {
  for (auto const& vehicle : world.vehicle_classes)
    crew_changes_.add({world.seed, replication, "crew changes of " + vehicle.name.code});
}

Speed Voyages::set_out(Vehicle& me, std::size_t stop) const {
  me.leg = stop;
  return catching_up_.speed(me, stop, clock_.now());
}

bool Voyages::may_ground(Vehicle const& me) const { return !water_.always_floats(me) && rules::is_ship(me.facts); }

// Links where nobody waits for anybody need no event of their own: time runs ahead of the clock along them.
std::optional<Time> Voyages::sail_freely(Vehicle& me, std::size_t stop) {
  auto const& way = me.service.stops[stop].to_next;
  catching_up_.prefetch(me, stop);
  if (!way.empty()) passages_.prefetch(way.front());
  auto const is_free = [&](world::Passage const& passage) { return passages_.is_free(passage); };
  if (me.promised_boxes > 0 || may_ground(me) || !std::ranges::all_of(way, is_free)) return std::nullopt;
  Speed const speed = set_out(me, stop);
  Time at = clock_.now(), on_duty_since = at;
  for (auto const& passage : way) {
    at = passages_.pass_freely(me, passage, speed, at);
    at = change_crews(me, on_duty_since, &passage == &way.back(), at);
  }
  me.spend(Cause::moving, at);
  return at;
}

Task Voyages::sail(Vehicle& me, std::size_t stop) {
  auto const& way = me.service.stops[stop].to_next;
  Speed const speed = set_out(me, stop);
  Time at = clock_.now(), on_duty_since = at;
  bool const grounds = may_ground(me);
  for (std::size_t p = 0; p < way.size(); ++p) {
    if (grounds || me.promised_boxes > 0) {
      me.place = begin_of(world_, way[p]);
      if (me.promised_boxes > 0) co_await lightening_.take_up(me, p, at);
      if (grounds && !lightening_.floats(me, p, at)) co_await lightening_.until_it_floats(me, p, speed, at);
    }
    if (passages_.is_free(way[p]))
      at = passages_.pass_freely(me, way[p], speed, at);
    else
      co_await passages_.pass(me, way[p], speed, at);
    at = change_crews(me, on_duty_since, p + 1 == way.size(), at);
  }
  me.spend(Cause::moving, at);
  if ((grounds || me.promised_boxes > 0) && !way.empty()) {
    me.place = world_.terminals[next_terminal(me)].place;
    if (me.promised_boxes > 0 || (grounds && !lightening_.floats(me, way.size(), at)))
      co_await lighten_before_quay(me, speed, at);
    if (grounds) at = wait_for_water_at_quay(me, at);
  }
  co_await clock_.until(at);
}

// Of a train at the end of a passage (assumption): those that have come due on it. At the end of the way none takes
// over from one that has just served its time.
Time Voyages::change_crews(Vehicle const& me, Time& on_duty_since, bool at_end, Time at) {
  Duration const after = me.facts.crew_change_after;
  if (after == Duration::unlimited()) return at;
  Duration const on_duty = at - on_duty_since;
  double const due = at_end ? rules::spans_before_end(on_duty, after) : std::floor(on_duty / after);
  auto const changes = static_cast<int>(due);
  for (int n = 0; n < changes; ++n) at = at + draw(me.facts.crew_change, crew_changes_[me.service.vehicle]);
  on_duty_since = at - (on_duty - after * due);
  return at;
}

Task Voyages::lighten_before_quay(Vehicle& me, Speed speed, Time& at) {
  auto const passages = me.service.stops[me.leg].to_next.size();
  co_await lightening_.take_up(me, passages, at);
  co_await lightening_.until_it_floats(me, passages, speed, at);
}

Time Voyages::wait_for_water_at_quay(Vehicle& me, Time at) const {
  auto const quay = next_terminal(me);
  Time const floats = water_.floats(me, quay, at);
  if (floats <= at) return at;
  recorder_.waited_for_depth(quay, me.hold.boxes(), at, floats);
  me.spend(Cause::moving, at);
  me.spend(Cause::waiting_for_depth, floats);
  return floats;
}

}  // namespace tongzhou::engine
