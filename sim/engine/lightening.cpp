#include "sim/engine/lightening.hpp"

#include <algorithm>
#include <functional>
#include <variant>

namespace tongzhou::engine {
using world::TerminalId;

namespace {

bool is_long_enough(world::Terminal const& quay, Length ship) {
  if (quay.quay_length <= Length{}) return quay.berth_length >= ship;
  return ship > Length{} && std::min(quay.quay_length, quay.berth_length) >= ship;
}

}  // namespace

TerminalId next_terminal(Vehicle const& me) {
  return me.service.stops[(me.leg + 1) % me.service.stops.size()].terminal;
}

Task Lightening::until_it_floats(Vehicle& me, std::size_t passage, Speed speed, Time& at) {
  for (Mass before = Mass::unlimited(); me.load() < before && !floats(me, passage, at);) {
    before = me.load();
    co_await lighten(me, passage, speed, at);
  }
}

bool Lightening::floats(Vehicle const& me, std::size_t passage, Time at) const {
  auto const& way = me.service.stops[me.leg].to_next;
  if (passage == way.size()) return water_.floats(me, next_terminal(me), at) <= at + me.facts.waits_for_water;
  auto const* link = std::get_if<world::LinkId>(&way[passage].what);
  if (link == nullptr) return true;
  Time const open = passages_.links().open_from(*link, at);
  return water_.floats(me, *link, open) <= open + me.facts.waits_for_water;
}

// The water ahead falls short for longer than the ship waits: it goes back to the nearest port, leaves there what is
// too much, and comes again. One that would not float even empty, or cannot go back, can only wait.
Task Lightening::lighten(Vehicle& me, std::size_t passage, Speed speed, Time& at) {
  if (water_.payload(me, passage, at) < 0) co_return;
  auto const port = port_behind(me, passage, at);
  if (!port) co_return;
  auto const& way = me.service.stops[me.leg].to_next;
  for (std::size_t p = passage; p-- > port->passage;) co_await passages_.pass(me, back_over(way[p]), speed, at);
  co_await call_on_the_way(me, *port, at);
  for (std::size_t p = port->passage; p < passage; ++p) co_await passages_.pass(me, way[p], speed, at);
}

// The nearest behind it, from where it stands, that can serve it; at the last, the stop that it comes from.
std::optional<Lightening::PortOnTheWay> Lightening::port_behind(Vehicle const& me, std::size_t passage, Time at) const {
  auto const& stop = me.service.stops[me.leg];
  for (std::size_t p = passage; p > 0; --p) {
    auto const place =
        p < stop.to_next.size() ? begin_of(world_, stop.to_next[p]) : world_.terminals[next_terminal(me)].place;
    for (TerminalId const terminal : world_.places[place].terminals)
      if (can_serve(me, terminal, at)) return PortOnTheWay{p, terminal};
    if (!floats(me, p - 1, at)) return std::nullopt;
  }
  return PortOnTheWay{0, stop.terminal};
}

bool Lightening::can_serve(Vehicle const& me, TerminalId id, Time at) const {
  auto const& terminal = world_.terminals[id];
  return terminal.kind == world::TerminalKind::quay && is_long_enough(terminal, me.facts.length) &&
         terminal.cranes > 0 && quays_[id].closures->open_from(at) <= at && water_.floats(me, id, at) <= at;
}

// A call that no timetable knows: what is too heavy for the water ahead is put ashore, what waits here is taken up.
Task Lightening::call_on_the_way(Vehicle& me, PortOnTheWay port, Time& at) {
  me.spend(Cause::moving, at);
  co_await clock_.until(at);
  Lease berth;
  co_await berthing_.come_alongside(me, port.terminal, berth);
  // As the water is, whatever was forecast.
  std::function<double()> const most = [&] { return water_.payload(me, port.passage, clock_.now()); };
  co_await work_.put_ashore(me, port.terminal, most);
  co_await work_.take_up(me, me.leg, port.terminal, most());
  bool const by_approach = berthing_.has_approach(me, port.terminal);
  if (by_approach) co_await berthing_.wait_to_leave(me, port.terminal);
  recorder_.owes_for_call(me.kind(), port.terminal, clock_.now());
  if (observer_ != nullptr) observer_->departs(me.voyage, port.terminal, clock_.now());
  berth.release();
  if (by_approach) co_await berthing_.go_out(me, port.terminal);
  me.turn_to(Cause::moving);
  at = clock_.now();
}

Task Lightening::take_up(Vehicle& me, std::size_t passage, Time& at) {
  if (me.promised_boxes <= 0) co_return;
  PortOnTheWay const port{passage, ashore_.kept_at(me, me.place)};
  if (port.terminal) co_await call_on_the_way(me, port, at);
}

}  // namespace tongzhou::engine
