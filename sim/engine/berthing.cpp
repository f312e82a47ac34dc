#include "sim/engine/berthing.hpp"

namespace tongzhou::engine {

Task Berthing::come_alongside(Vehicle& me, world::TerminalId terminal, Lease& berth, BerthWindow window) {
  auto& quay = quays_[terminal];
  me.place = world_.terminals[terminal].place;
  if (observer_ != nullptr) observer_->arrives(me.voyage, terminal, clock_.now());
  if (window.begins > clock_.now()) {
    me.turn_to(Cause::waiting_for_departure);
    co_await clock_.until(window.begins);
  }
  me.turn_to(Cause::waiting_for_berth);
  Time const came = clock_.now();
  if (Time const opens = quay.closures->open_from(came); opens > came) {
    quay.berths.waits_outside(me.hold.boxes());
    co_await clock_.until(opens);
  }
  Berths::Claim const claim{me.hold.boxes(), me.facts.length, {window.is_held, me.service.berth_priority}};
  berth = co_await quay.berths.one(claim, came);
  me.book_until_now();
  if (has_approach(me, terminal)) {
    co_await approaches_.wait(me, terminal, Approaches::Way::in);
    co_await approaches_.pass(me, terminal, Approaches::Way::in);
  }
  if (shunting_.serves(terminal)) co_await shunting_.move(me, me.service.stops[me.leg].wagon_share, terminal);
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
