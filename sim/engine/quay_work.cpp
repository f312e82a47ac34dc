#include "sim/engine/quay_work.hpp"

#include <algorithm>
#include <vector>

namespace tongzhou::engine {
using world::TerminalId;

Task QuayWork::lift(Vehicle& me, TerminalId terminal, double moves) {
  Time at;
  co_await lift_ahead(me, terminal, moves, at);
  co_await clock_.until(at);
}

Task QuayWork::lift_ahead(Vehicle& me, TerminalId terminal, double moves, Time& at) {
  auto& quay = quays_[terminal];
  double const cranes = quay.cranes_for(me.facts);
  double const work = moves / pace(terminal);  // in moves at full pace
  Time const alone = clock_.now() + quay.cranes.alone(work, cranes);
  at = alone;
  if (quay.cranes.never_short()) {
    quay.cranes.worked(work, at);
  } else {
    co_await quay.cranes.work(work, cranes);
    at = clock_.now();
  }
  booked(me, terminal, moves, alone, at);
}

// Of the cranes, by how full the yard is when the work begins.
double QuayWork::pace(TerminalId terminal) {
  auto const& facts = world_.terminals[terminal];
  if (facts.pace.points.empty()) return 1;
  return facts.pace.at(1 - journeys_.look_at(terminal, clock_.now()).room() / facts.yard_teu);
}

void QuayWork::booked(Vehicle& me, TerminalId terminal, double moves, Time alone, Time at) {
  recorder_.lifted(terminal, moves, me.hold.boxes(), alone, at);
  me.spend(Cause::handling, std::min(alone, at));
  me.spend(Cause::waiting_for_crane, at);
}

Task QuayWork::find_room(Vehicle& me, TerminalId terminal, std::span<Aboard const> boxes) {
  Time const since = clock_.now();
  auto yard = journeys_.look_at(terminal, since);
  if (handling_.room_for(boxes, yard) > 0) co_return;
  me.turn_to(Cause::waiting_for_yard);
  while (handling_.room_for(boxes, yard) == 0) {
    co_await clock_.until(yard.next_look());
    yard = journeys_.look_at(terminal, clock_.now());
  }
  me.turn_to(Cause::handling);
  recorder_.waited_for_yard(terminal, me.hold.boxes(), since, clock_.now());
}

Task QuayWork::put_ashore(Vehicle& me, TerminalId terminal, double most_tonnes) {
  auto const boxes = ashore_.too_much(me, std::max(0.0, most_tonnes));
  for (std::span<Aboard const> left{boxes}; !left.empty();) {
    auto count = left.size();
    if (journeys_.look_at(terminal, clock_.now()).limited()) {
      co_await find_room(me, terminal, left);
      count = handling_.room_for(left, journeys_.look_at(terminal, clock_.now()));
    }
    co_await lift(me, terminal, static_cast<double>(count));
    ashore_.put(me, terminal, left.first(count));
    left = left.subspan(count);
  }
}

Task QuayWork::take_up(Vehicle& me, std::size_t leg, TerminalId terminal) {
  if (double const moves = handling_.take_up(me, leg, terminal); moves > 0) co_await lift(me, terminal, moves);
}

}  // namespace tongzhou::engine
