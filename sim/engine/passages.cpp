#include "sim/engine/passages.hpp"

namespace tongzhou::engine {
using world::Direction;
using world::LinkId;

world::PlaceId begin_of(world::World const& world, world::Passage const& passage) {
  if (auto const* link = std::get_if<LinkId>(&passage.what))
    return passage.direction == Direction::down ? world.links[*link].from : world.links[*link].to;
  if (auto const* lock = std::get_if<world::LockId>(&passage.what)) return world.locks[*lock].place;
  return world.gauge_changes[std::get<world::GaugeChangeId>(passage.what)].place;
}

world::Passage back_over(world::Passage const& passage) {
  return {passage.what, passage.direction == Direction::down ? Direction::up : Direction::down};
}

Time Passages::pass_freely(Vehicle& me, world::Passage const& passage, Speed speed, Time at) {
  me.place = begin_of(world_, passage);
  return links_.pass_freely(me, std::get<LinkId>(passage.what), passage.direction, speed, at);
}

Task Passages::pass(Vehicle& me, world::Passage passage, Speed speed, Time& at) {
  me.place = begin_of(world_, passage);
  if (is_free(passage)) {
    at = pass_freely(me, passage, speed, at);
    co_return;
  }
  if (auto const* link = std::get_if<LinkId>(&passage.what)) {
    co_await links_.pass_in_turn(me, *link, passage.direction, speed, at);
    co_return;
  }
  co_await clock_.until(at);
  if (auto const* lock = std::get_if<world::LockId>(&passage.what))
    co_await locks_.pass(me, *lock, passage.direction);
  else
    co_await gauge_changes_.pass(me, std::get<world::GaugeChangeId>(passage.what), passage.direction);
  at = clock_.now();
}

}  // namespace tongzhou::engine
