#include "sim/engine/locks.hpp"

#include "sim/rules/sailing.hpp"

namespace tongzhou::engine {

Locks::Locks(world::World const& world, Clock& clock, Window const& window,
             Table<world::LockId, std::vector<Closures>> const& closures, std::uint32_t replication)
    : clock_(clock) {
  for (auto const id : world.locks.ids())
    locks_.add({clock, window, world, world.locks[id], closures[id], replication});
}

void Locks::open(ProcessSet& processes) {
  for (auto& lock : locks_) lock.open(processes);
}

Task Locks::pass(Vehicle& me, world::LockId id, world::Direction direction) {
  me.turn_to(Cause::waiting_for_lock);
  rules::ShipAtLock const ship{me.facts.length, me.facts.beam, rules::draught(me.facts, me.load())};
  Time const filled = co_await locks_[id].pass(ship, me.service.vehicle, direction, me.hold.boxes());
  me.spend(Cause::waiting_for_lock, filled);
  me.turn_to(Cause::moving);
  me.spend(Cause::moving, clock_.now());
}

void Locks::report(outcome::Records& records) {
  for (auto& lock : locks_) records.locks.add(lock.outcome());
}

}  // namespace tongzhou::engine
