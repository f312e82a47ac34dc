#include "sim/engine/berthing.hpp"

namespace tongzhou::engine {

namespace {

Berths::Claim claim_of(Vehicle const& me, BerthWindow window) {
  return {me.hold.boxes(), me.facts.length, {window.is_held, me.service.berth_priority}};
}

}  // namespace

bool Berthing::comes_alongside_at_once(Vehicle& me, world::TerminalId terminal, Lease& berth, BerthWindow window) {
  if (window.begins > clock_.now() || has_approach(me, terminal) || is_shunted(terminal)) return false;
  berth = quays_[terminal].berths.one_at_once(claim_of(me, window));
  if (!berth.is_held()) return false;
  comes(me, terminal);
  is_alongside(me, terminal);
  return true;
}

Task Berthing::come_alongside(Vehicle& me, world::TerminalId terminal, Lease& berth, BerthWindow window) {
  comes(me, terminal);
  if (window.begins > clock_.now()) {
    me.turn_to(Cause::waiting_for_departure);
    co_await clock_.until(window.begins);
  }
  me.turn_to(Cause::waiting_for_berth);
  berth = co_await quays_[terminal].berths.one(claim_of(me, window), clock_.now());
  me.book_until_now();
  if (has_approach(me, terminal)) {
    co_await approaches_.wait(me, terminal, Approaches::Way::in);
    co_await approaches_.pass(me, terminal, Approaches::Way::in);
  }
  if (shunting_.serves(terminal)) co_await shunting_.move(me, me.service.stops[me.leg].wagon_share, terminal);
  is_alongside(me, terminal);
}

void Berthing::comes(Vehicle& me, world::TerminalId terminal) {
  me.place = world_.terminals[terminal].place;
  if (observer_ != nullptr) observer_->arrives(me.voyage, terminal, clock_.now());
}

void Berthing::is_alongside(Vehicle& me, world::TerminalId terminal) {
  if (observer_ != nullptr) observer_->berths(me.voyage, terminal, clock_.now());
  me.turn_to(Cause::handling);
  recorder_.called(terminal, clock_.now());
}

Task Berthing::wait_to_leave(Vehicle& me, world::TerminalId terminal) {
  co_await approaches_.wait(me, terminal, Approaches::Way::out);
}

Task Berthing::pull_out(Vehicle& me, double wagon_share, world::TerminalId terminal) {
  co_await shunting_.move(me, wagon_share, terminal);
}

Task Berthing::go_out(Vehicle& me, world::TerminalId terminal) {
  co_await approaches_.pass(me, terminal, Approaches::Way::out);
}

}  // namespace tongzhou::engine
