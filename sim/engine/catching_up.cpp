#include "sim/engine/catching_up.hpp"

#include <algorithm>
#include <cmath>
#include <variant>

#include "sim/charges/passage_time.hpp"
#include "sim/rules/sailing.hpp"

namespace tongzhou::engine {
using world::LinkId;

CatchingUp::CatchingUp(world::World const& world, Links const& links) : world_(world), links_(links) {
  for (auto const& service : world.services) {
    first_legs_.add(legs_.size());
    for (auto const& run : service.turns())
      for (auto const& stop : run.stops) legs_.push_back(leg(run, stop));
  }
}

CatchingUp::Leg CatchingUp::leg(world::Service const& service, world::Stop const& stop) const {
  auto const& vehicle = world_.vehicle_classes[service.vehicle];
  Leg leg{.usual = charges::usual_speed(world_, service), .at_usual = {}, .at_full = {}, .held = {}};
  leg.at_usual = under_way(vehicle, stop, leg.usual);
  leg.at_full = under_way(vehicle, stop, vehicle.max_speed);
  for (auto const& passage : stop.to_next) {
    auto const* link = std::get_if<LinkId>(&passage.what);
    Duration const held = link == nullptr
                              ? charges::mean_time(world_, vehicle, passage)
                              : charges::mean_standing(world_.links[*link], vehicle, passage.direction, leg.usual) +
                                    charges::mean_held_up(world_, service, passage);
    if (held > Duration{}) leg.held.push_back(held);
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
  auto const& leg = leg_of(me, stop);
  if (me.facts.max_speed <= leg.usual) return leg.usual;
  Duration left = me.due - now;
  for (Duration const held : leg.held) left -= held;
  left -= charges::mean_crew_changes(me.facts, left);
  if (leg.at_usual <= left) return leg.usual;
  if (leg.at_full > left) return me.facts.max_speed;
  auto const needed_at = [&](Speed speed) { return under_way(me.facts, me.service.stops[stop], speed); };
  // With a stream and limits the time is no plain quotient of the speed, but it falls with it: halving finds it. Where
  // it is nearly such a quotient, the least speed that will do lies a few roundings from this one.
  Speed guess = leg.usual * (leg.at_usual / left);
  guess = guess * (needed_at(guess) / left);
  auto const next = [](Speed speed, Speed towards) { return Speed{std::nextafter(speed.raw(), towards.raw())}; };
  constexpr int few = 8;
  bool const in_time = needed_at(guess) <= left;
  bool known = false;
  for (int roundings = 0; roundings < few && !known; ++roundings) {
    Speed const other = next(guess, in_time ? Speed{} : Speed::unlimited());
    bool const other_in_time = needed_at(other) <= left;
    known = in_time != other_in_time;
    if (!known || other_in_time) guess = other;
  }
  if (known) return std::clamp(guess, leg.usual, me.facts.max_speed);
  Speed too_slow = leg.usual, enough = me.facts.max_speed;
  for (int halvings = 0; halvings < 50; ++halvings) {
    Speed const between = too_slow + (enough - too_slow) * 0.5;
    bool const is_late = needed_at(between) > left;
    too_slow = is_late ? between : too_slow;
    enough = is_late ? enough : between;
  }
  return enough;
}

}  // namespace tongzhou::engine
