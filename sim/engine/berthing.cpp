#include "sim/engine/berthing.hpp"

namespace tongzhou::engine {

Task Berthing::come_alongside(Vehicle& me, world::TerminalId terminal, Lease& berth) {
  auto& quay = quays_[terminal];
  me.place = world_.terminals[terminal].place;
  if (observer_ != nullptr) observer_->arrives(me.voyage, terminal, clock_.now());
  me.turn_to(Cause::waiting_for_berth);
  Time const came = clock_.now();
  if (Time const opens = quay.closures->open_from(came); opens > came) {
    quay.berths.waits_outside();
    co_await clock_.until(opens);
  }
  berth = co_await quay.berths.one(me.hold.boxes(), came);
  me.turn_to(Cause::handling);
  recorder_.called(terminal, clock_.now());
}

}  // namespace tongzhou::engine
