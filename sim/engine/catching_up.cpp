#include "sim/engine/catching_up.hpp"

#include <variant>

#include "sim/charges/passage_time.hpp"
#include "sim/rules/sailing.hpp"

namespace tongzhou::engine {
using world::LinkId;

Speed speed_to_be_there(world::World const& world, Links const& links, Vehicle const& me, std::size_t stop, Time now) {
  Speed const usual = charges::usual_speed(world, me.service);
  if (me.facts.max_speed <= usual) return usual;
  auto const& passages = me.service.stops[stop].to_next;
  Duration left = me.due - now;
  for (auto const& passage : passages) {
    auto const* link = std::get_if<LinkId>(&passage.what);
    left -= link == nullptr ? charges::mean_time(world, me.facts, passage)
                            : charges::mean_standing(world.links[*link], me.facts, passage.direction, usual) +
                                  charges::mean_held_up(world, me.service, passage);
  }
  left -= charges::mean_crew_changes(me.facts, left);
  auto const needed_at = [&](Speed speed) {
    Duration needed;
    for (auto const& passage : passages)
      if (auto const* link = std::get_if<LinkId>(&passage.what))
        needed += rules::time_on(me.facts, world.links[*link], passage.direction, speed) * links.mean_factor(*link);
    return needed;
  };
  Duration const needed = needed_at(usual);
  if (needed <= left) return usual;
  if (needed_at(me.facts.max_speed) > left) return me.facts.max_speed;
  // With a stream and limits the time is no plain quotient of the speed, but it falls with it: halving finds it. Nearly
  // all of the halvings lie far from it on a side that is known, if it is nearly such a quotient.
  constexpr double near = 1e-12;
  Speed late = usual, in_time = me.facts.max_speed;
  Speed guess = usual * (needed / left);
  guess = guess * (needed_at(guess) / left);
  if (Speed const less = guess * (1 - near); less > late && needed_at(less) > left) late = less;
  if (Speed const more = guess * (1 + near); more < in_time && needed_at(more) <= left) in_time = more;
  Speed too_slow = usual, enough = me.facts.max_speed;
  for (int halvings = 0; halvings < 50; ++halvings) {
    Speed const between = too_slow + (enough - too_slow) * 0.5;
    bool const is_late = between <= late || (between < in_time && needed_at(between) > left);
    (is_late ? too_slow : enough) = between;
  }
  return enough;
}

}  // namespace tongzhou::engine
