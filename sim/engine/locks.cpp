#include "sim/engine/locks.hpp"

#include <utility>
#include <variant>

#include "sim/charges/dues.hpp"
#include "sim/charges/passage_time.hpp"
#include "sim/rules/lockage.hpp"

namespace tongzhou::engine {

Locks::Locks(world::World const& world, Clock& clock, Recorder& recorder,
             Table<world::LockId, std::vector<Closures>> const& closures, std::uint32_t replication)
    : world_(world), clock_(clock), recorder_(recorder) {
  for (auto const id : world.locks.ids())
    locks_.add({clock, recorder.window(), world, world.locks[id], closures[id], replication});
}

void Locks::open(ProcessSet& processes) {
  for (auto& lock : locks_) lock.open(processes);
}

Task Locks::pass(Vehicle& me, world::LockId id, world::Direction direction) {
  me.turn_to(Cause::waiting_for_lock);
  auto const ship = rules::ship_at_lock(me.facts, me.load());
  bool const appointed = has_appointment(me, id);
  Time const filled = co_await locks_[id].pass(ship, me.service.vehicle, direction, me.hold.boxes(), appointed);
  me.spend(Cause::waiting_for_lock, filled);
  me.turn_to(Cause::moving);
  me.spend(Cause::moving, clock_.now());
  ask_dues(me, id);
}

// It is here by its timetable, as if nothing had queued since the last stop, or late by no more than the window.
bool Locks::has_appointment(Vehicle const& me, world::LockId id) const {
  auto const& stop = me.service.stops[me.leg];
  bool const timetable = me.round != Time::never() && stop.departs < Duration::unlimited();
  if (!me.service.lock_appointment || !timetable) return false;
  Time planned = me.leaves(me.leg);
  planned = planned + charges::approach_time(world_, me.facts, stop.terminal);
  for (auto const& passage : stop.to_next) {
    if (auto const* lock = std::get_if<world::LockId>(&passage.what); lock != nullptr && *lock == id) break;
    planned = planned + charges::mean_time(world_, me.service, passage);
  }
  constexpr Duration rounding = seconds(1e-3);  // the same sum in another order
  return clock_.now() <= planned + *me.service.lock_appointment + rounding;
}

void Locks::ask_dues(Vehicle const& me, world::LockId id) {
  auto const& dues = world_.locks[id].dues;
  if (dues.none()) return;
  double const due =
      charges::due_of_passage(dues, world_, me.service.vehicle, me.hold.totals().teu, in_tonnes(me.load()));
  recorder_.owes_canal_dues(me.id, id, due, clock_.now());
}

void Locks::report(outcome::Records& records) {
  for (auto const id : locks_.ids()) {
    auto& figures = records.locks[id];
    double const canal_dues = figures.canal_dues;
    figures = locks_[id].outcome();
    figures.canal_dues = canal_dues;
  }
}

}  // namespace tongzhou::engine
