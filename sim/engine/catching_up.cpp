#include "sim/engine/catching_up.hpp"

#include <variant>

#include "sim/charges/passage_time.hpp"
#include "sim/rules/sailing.hpp"

namespace tongzhou::engine {
using world::LinkId;

CatchingUp::CatchingUp(world::World const& world, Links const& links) : world_(world), links_(links) {
  for (auto const& service : world.services) {
    std::vector<Leg> legs;
    for (auto const& run : service.turns())
      for (auto const& stop : run.stops) legs.push_back(leg(run, stop));
    legs_.add(std::move(legs));
  }
}

CatchingUp::Leg CatchingUp::leg(world::Service const& service, world::Stop const& stop) const {
  auto const& vehicle = world_.vehicle_classes[service.vehicle];
  Leg leg{.usual = charges::usual_speed(world_, service), .at_usual = {}, .at_full = {}, .held = {}};
  leg.at_usual = under_way(vehicle, stop, leg.usual);
  leg.at_full = under_way(vehicle, stop, vehicle.max_speed);
  for (auto const& passage : stop.to_next) {
    auto const* link = std::get_if<LinkId>(&passage.what);
    leg.held.push_back(link == nullptr
                           ? charges::mean_time(world_, vehicle, passage)
                           : charges::mean_standing(world_.links[*link], vehicle, passage.direction, leg.usual) +
                                 charges::mean_held_up(world_, service, passage));
  }
  return leg;
}

Duration CatchingUp::under_way(world::VehicleClass const& vehicle, world::Stop const& stop, Speed speed) const {
  Duration needed;
  for (auto const& passage : stop.to_next)
    if (auto const* link = std::get_if<LinkId>(&passage.what))
      needed += rules::time_on(vehicle, world_.links[*link], passage.direction, speed) * links_.mean_factor(*link);
  return needed;
}

Speed CatchingUp::speed(Vehicle const& me, std::size_t stop, Time now) const {
  auto const& leg = legs_[me.id][me.turn * me.service.stops.size() + stop];
  if (me.facts.max_speed <= leg.usual) return leg.usual;
  Duration left = me.due - now;
  for (Duration const held : leg.held) left -= held;
  left -= charges::mean_crew_changes(me.facts, left);
  if (leg.at_usual <= left) return leg.usual;
  if (leg.at_full > left) return me.facts.max_speed;
  auto const needed_at = [&](Speed speed) { return under_way(me.facts, me.service.stops[stop], speed); };
  // With a stream and limits the time is no plain quotient of the speed, but it falls with it: halving finds it. Nearly
  // all of the halvings lie far from it on a side that is known, if it is nearly such a quotient.
  constexpr double near = 1e-12;
  Speed late = leg.usual, in_time = me.facts.max_speed;
  Speed guess = leg.usual * (leg.at_usual / left);
  guess = guess * (needed_at(guess) / left);
  if (Speed const less = guess * (1 - near); less > late && needed_at(less) > left) late = less;
  if (Speed const more = guess * (1 + near); more < in_time && needed_at(more) <= left) in_time = more;
  Speed too_slow = leg.usual, enough = me.facts.max_speed;
  for (int halvings = 0; halvings < 50; ++halvings) {
    Speed const between = too_slow + (enough - too_slow) * 0.5;
    bool const is_late = between <= late || (between < in_time && needed_at(between) > left);
    (is_late ? too_slow : enough) = between;
  }
  return enough;
}

}  // namespace tongzhou::engine
