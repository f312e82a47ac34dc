#include "sim/engine/gauge_changes.hpp"

namespace tongzhou::engine {

GaugeChanges::GaugeChanges(world::World const& world, Clock& clock, Recorder& recorder, std::uint32_t replication)
    : world_(world), clock_(clock), recorder_(recorder) {
  for (auto const& facts : world.gauge_changes)
    borders_.add({Berths{clock, recorder.window(), facts.tracks},
                  TrainPaths{Duration{}, facts.trains_per_day, recorder.window()},
                  demand::Stream{world.seed, replication, "gauge change " + facts.name.code}});
}

Task GaugeChanges::pass(Vehicle& me, world::GaugeChangeId id) {
  auto& border = borders_[id];
  auto const& facts = world_.gauge_changes[id];
  me.turn_to(Cause::waiting_for_path);
  Time const came = clock_.now();
  co_await clock_.until(border.a_day.next(came));
  Lease const track =
      co_await border.tracks.one({.boxes = me.hold.boxes(), .rank = {.priority = me.service.berth_priority}}, came);
  co_await clock_.until(facts.hours.open_from(clock_.now()));
  me.turn_to(Cause::gauge_change);
  double const boxes = me.hold.boxes();
  co_await clock_.until(clock_.now() + draw(facts.per_train, border.stream) + facts.per_box * boxes);
  me.turn_to(Cause::moving);
  recorder_.changed_gauge(id, boxes, clock_.now());
}

void GaugeChanges::report(outcome::Records& records) {
  for (auto const id : borders_.ids()) {
    records.gauge_changes[id].tracks_taken = borders_[id].tracks.taken().mean();
    records.gauge_changes[id].figures.queue = borders_[id].tracks.queue().outcome();
  }
}

}  // namespace tongzhou::engine
