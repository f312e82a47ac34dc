#include "sim/engine/ashore.hpp"

#include <algorithm>

namespace tongzhou::engine {

Ashore::Ashore(world::World const& world, Clock const& clock, Recorder& recorder, Observer* observer,
               Chains const& chains, Journeys& journeys)
    : world_(world),
      clock_(clock),
      recorder_(recorder),
      observer_(observer),
      chains_(chains),
      journeys_(journeys),
      of_service_(world.services.size()) {}

std::vector<Aboard> Ashore::too_much(Vehicle const& me, double most_tonnes) const {
  double over = in_tonnes(me.load()) - std::max(0.0, most_tonnes);
  constexpr double nothing = 1e-6;
  std::vector<Aboard> boxes;
  if (over <= nothing) return boxes;
  me.hold.each_that_stays([&](Aboard const& aboard) { boxes.push_back(aboard); });
  std::ranges::stable_sort(boxes, [&](Aboard const& a, Aboard const& b) {
    StepFacts const one = chains_.of(a.box, a.account), other = chains_.of(b.box, b.account);
    return one.mail != other.mail ? other.mail : one.tonnes > other.tonnes;
  });
  std::size_t count = 0;
  for (; count < boxes.size() && over > nothing; ++count)
    over -= chains_.of(boxes[count].box, boxes[count].account).tonnes;
  boxes.resize(count);
  return boxes;
}

void Ashore::put(Vehicle& me, world::TerminalId terminal, std::span<Aboard const> boxes) {
  Time const now = clock_.now();
  me.book_until_now();
  std::vector<BoxId> chosen;
  for (Aboard const& aboard : boxes) chosen.push_back(aboard.box);
  std::ranges::sort(chosen);
  LoadTotals off;
  me.hold.put_ashore(
      me.leg, [&](Aboard const& aboard) { return std::ranges::binary_search(chosen, aboard.box); },
      [&](Aboard const& aboard) { return chains_.of(aboard.box, aboard.account); },
      [&](Aboard const& aboard, ledger::Ride const& ride) {
        recorder_.ride_ended(aboard.account, ride);
        StepFacts const step = chains_.of(aboard.box, aboard.account);
        off.add(step);
        recorder_.bears_lift(me.id, terminal, world_.flows[step.flow].box, now);
        of_service_[me.id].push_back({aboard.box, aboard.account, me.leg, terminal, now, nullptr});
        if (auto const box = journeys_.followed(aboard.box)) observer_->lift(box, false, me.voyage, terminal, now);
      });
  journeys_.look_at(terminal, now).entered(off.teu);
  recorder_.put_ashore(me.id, me.leg, terminal, static_cast<double>(boxes.size()), off, now);
}

void Ashore::keep(Vehicle& me, Waiting& waiting, StepFacts const& step) {
  waiting.room_on = &me;
  me.promised.add(step);
  me.promised_tonnes += step.tonnes;
  ++me.promised_boxes;
}

void Ashore::release(Vehicle& me, Waiting& waiting, StepFacts const& step) {
  waiting.room_on = nullptr;
  LoadTotals one;
  one.add(step);
  me.promised.take_off(one);
  me.promised_tonnes -= step.tonnes;
  --me.promised_boxes;
}

world::TerminalId Ashore::kept_at(Vehicle const& me, world::PlaceId place) const {
  for (Waiting const& waiting : of_service_[me.id])
    if (waiting.room_on == &me && world_.terminals[waiting.terminal].place == place) return waiting.terminal;
  return world::TerminalId::none();
}

void Ashore::aboard(Vehicle& me, Waiting const& waiting, StepFacts const& step, std::uint32_t reading) {
  Time const now = clock_.now();
  recorder_.spent(waiting.account, Cause::waiting_for_depth, waiting.since, now);
  recorder_.waited_for_depth(waiting.terminal, 1, waiting.since, now);
  recorder_.stood_ashore(waiting.terminal, step.teu, waiting.since, now);
  recorder_.bears_lift(me.id, waiting.terminal, world_.flows[step.flow].box, now);
  me.hold.load(waiting.box, waiting.account, step, me.leg, reading);
  journeys_.look_at(waiting.terminal, now).left(step.teu);
  if (auto const box = journeys_.followed(waiting.box)) observer_->lift(box, true, me.voyage, waiting.terminal, now);
}

void Ashore::count() {
  Time const end = recorder_.window().to;
  for (auto const& boxes : of_service_)
    for (Waiting const& waiting : boxes) {
      recorder_.spent(waiting.account, Cause::waiting_for_depth, waiting.since, end);
      recorder_.waited_for_depth(waiting.terminal, 1, waiting.since, end);
      recorder_.stood_ashore(waiting.terminal, chains_[waiting.account].teu, waiting.since, end);
      journeys_.count_aboard(waiting.box);
    }
}

}  // namespace tongzhou::engine
