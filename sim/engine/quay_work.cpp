#include "sim/engine/quay_work.hpp"

#include <algorithm>

namespace tongzhou::engine {
using world::TerminalId;

Task QuayWork::lift(Vehicle& me, TerminalId terminal, double moves) {
  if (knows_end(terminal)) {
    Time const end = lift_ahead(me, terminal, moves);
    co_await clock_.until(end);
    co_return;
  }
  auto const needed = effort(me, terminal, moves);
  me.begin_work(terminal, needed.alone);
  co_await quays_[terminal].cranes.work(needed.moves, needed.cranes);
  me.end_work();
  lifted(terminal, moves, clock_.now());
}

Time QuayWork::lift_ahead(Vehicle& me, TerminalId terminal, double moves) {
  auto const needed = effort(me, terminal, moves);
  quays_[terminal].cranes.worked(needed.moves, needed.alone);
  me.spend(Cause::handling, needed.alone);
  lifted(terminal, moves, needed.alone);
  return needed.alone;
}

QuayWork::Effort QuayWork::effort(Vehicle const& me, TerminalId terminal, double moves) {
  auto const& quay = quays_[terminal];
  double const cranes = quay.cranes_for(me.facts);
  double const at_full_pace = moves / pace(terminal);
  return {cranes, at_full_pace, clock_.now() + quay.cranes.alone(at_full_pace, cranes)};
}

std::size_t QuayWork::moves_within(Vehicle const& me, TerminalId terminal, Duration time) {
  constexpr double a_moment = 1e-9;  // of a move: for times that are rounded
  auto const& quay = quays_[terminal];
  Duration const of_one = quay.cranes.alone(1 / pace(terminal), quay.cranes_for(me.facts));
  return static_cast<std::size_t>(time / of_one + a_moment);
}

// Of the cranes, by how full the yard is when the work begins, and by what their crews have learned.
double QuayWork::pace(TerminalId terminal) {
  auto const& facts = world_.terminals[terminal];
  double const skill = facts.skill ? facts.skill->factor(clock_.now(), quays_[terminal].moves_done) : 1;
  if (facts.pace.points.empty()) return skill;
  return skill * facts.pace.at(1 - journeys_.look_at(terminal, clock_.now()).room_but_for_lifts() / facts.yard_teu);
}

void QuayWork::lifted(TerminalId terminal, double moves, Time at) {
  quays_[terminal].moves_done += moves;
  recorder_.lifted(terminal, moves, at);
}

Task QuayWork::find_room(Vehicle& me, TerminalId terminal, std::span<Aboard const> boxes,
                         std::function<bool()> needs_none) {
  Time const since = clock_.now();
  auto yard = journeys_.look_at(terminal, since);
  if (handling_.room_for(boxes, yard) > 0) co_return;
  me.turn_to(Cause::waiting_for_yard);
  blocked_.push_back({&me, terminal, since});
  while (handling_.room_for(boxes, yard) == 0) {
    co_await clock_.until(yard.next_look());
    yard = journeys_.look_at(terminal, clock_.now());
    if (needs_none()) break;
  }
  me.turn_to(Cause::handling);
  std::erase_if(blocked_, [&](Blocked const& one) { return one.vehicle == &me; });
  recorder_.waited_for_yard(terminal, me.hold.boxes(), since, clock_.now());
}

void QuayWork::book_unfinished(Time end) {
  for (Blocked const& one : blocked_)
    recorder_.waited_for_yard(one.terminal, one.vehicle->hold.boxes(), one.since, end);
}

Task QuayWork::put_ashore(Vehicle& me, TerminalId terminal, std::function<double()> most_tonnes) {
  std::function<bool()> const water_is_back = [&] { return ashore_.too_much(me, most_tonnes()).empty(); };
  auto const boxes = ashore_.too_much(me, most_tonnes());
  for (std::span<Aboard const> left{boxes}; !left.empty();) {
    auto count = left.size();
    if (journeys_.look_at(terminal, clock_.now()).limited()) {
      co_await find_room(me, terminal, left, water_is_back);
      count = handling_.room_for(left, journeys_.look_at(terminal, clock_.now()));
      if (count == 0) co_return;
    }
    auto const yard = journeys_.look_at(terminal, clock_.now());
    double const kept = handling_.teu_to_keep(left.first(count), yard);
    yard.keep(kept);
    co_await lift(me, terminal, static_cast<double>(count));
    yard.give_back(kept);
    ashore_.put(me, terminal, left.first(count));
    left = left.subspan(count);
  }
}

Task QuayWork::take_up(Vehicle& me, std::size_t leg, TerminalId terminal, double most_tonnes) {
  if (double const moves = handling_.take_up(me, leg, terminal, most_tonnes); moves > 0)
    co_await lift(me, terminal, moves);
}

}  // namespace tongzhou::engine
