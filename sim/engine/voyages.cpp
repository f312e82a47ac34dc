#include "sim/engine/voyages.hpp"

#include "sim/engine/catching_up.hpp"
#include "sim/rules/sailing.hpp"

namespace tongzhou::engine {

// Links where nobody waits for anybody need no event of their own: time runs ahead of the clock along them.
Task Voyages::sail(Vehicle& me, std::size_t stop) {
  Speed const speed = speed_to_be_there(world_, passages_.links(), me, stop, clock_.now());
  me.leg = stop;
  Time at = clock_.now();
  auto const& way = me.service.stops[stop].to_next;
  bool const ship = rules::is_ship(me.facts);
  for (std::size_t p = 0; p < way.size(); ++p) {
    if (ship) {
      me.place = begin_of(world_, way[p]);
      if (me.promised_boxes > 0) co_await lightening_.take_up(me, p, at);
      if (!lightening_.floats(me, p, at)) co_await lightening_.until_it_floats(me, p, speed, at);
    }
    if (passages_.is_free(way[p]))
      at = passages_.pass_freely(me, way[p], speed, at);
    else
      co_await passages_.pass(me, way[p], speed, at);
  }
  me.spend(Cause::moving, at);
  if (ship && !way.empty()) {
    me.place = world_.terminals[next_terminal(me)].place;
    if (me.promised_boxes > 0 || !lightening_.floats(me, way.size(), at)) co_await lighten_before_quay(me, speed, at);
    at = wait_for_water_at_quay(me, at);
  }
  co_await clock_.until(at);
  me.hold.leg_sailed(stop);
}

Task Voyages::lighten_before_quay(Vehicle& me, Speed speed, Time& at) {
  auto const passages = me.service.stops[me.leg].to_next.size();
  co_await lightening_.take_up(me, passages, at);
  co_await lightening_.until_it_floats(me, passages, speed, at);
}

Time Voyages::wait_for_water_at_quay(Vehicle& me, Time at) const {
  Time const floats = water_.floats(me, next_terminal(me), at);
  if (floats <= at) return at;
  me.spend(Cause::moving, at);
  me.spend(Cause::waiting_for_depth, floats);
  return floats;
}

}  // namespace tongzhou::engine
