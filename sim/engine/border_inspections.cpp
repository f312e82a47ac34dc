#include "sim/engine/border_inspections.hpp"

#include <algorithm>

#include "sim/rules/wagons.hpp"

namespace tongzhou::engine {
using world::GaugeChangeId;

BorderInspections::BorderInspections(world::World const& world, Clock const& clock, Recorder& recorder,
                                     Chains const& chains, Journeys& journeys, std::uint32_t replication)
    : world_(world),
      clock_(clock),
      recorder_(recorder),
      chains_(chains),
      journeys_(journeys),
      of_service_(world.services.size()) {
  for (auto const& border : world.gauge_changes)
    streams_.add({world.seed, replication, "border inspection " + border.name.code});
}

// Who is put off makes room for those who were.
void BorderInspections::exchange(Vehicle& train, GaugeChangeId border) {
  auto const chosen = choose(train, border);
  if (!chosen.empty()) put_off(train, chosen);
  take_up(train, border);
  auto& waiting = of_service_[train.id];
  waiting.insert(waiting.end(), chosen.begin(), chosen.end());
}

std::vector<BorderInspections::Waiting> BorderInspections::choose(Vehicle const& train, GaugeChangeId border) {
  auto const& rule = world_.gauge_changes[border].formalities;
  auto& stream = streams_[border];
  Time const now = clock_.now();
  Time const begins = rule.hours.open_from(now);
  std::vector<Waiting> chosen;
  train.hold.each_that_stays([&](Aboard const& aboard) {
    if (stream.uniform() >= rule.inspected_share) return;
    chosen.push_back({aboard.box, aboard.account, train.leg, border, now, begins + draw(rule.inspection, stream)});
  });
  return chosen;
}

void BorderInspections::put_off(Vehicle& train, std::vector<Waiting> const& chosen) {
  train.book_until_now();
  std::vector<BoxId> boxes;
  for (Waiting const& one : chosen) boxes.push_back(one.box);
  std::ranges::sort(boxes);
  train.hold.put_ashore(
      train.leg, [&](Aboard const& aboard) { return std::ranges::binary_search(boxes, aboard.box); },
      [&](Aboard const& aboard) { return chains_.of(aboard.box, aboard.account); },
      [&](Aboard const& aboard, ledger::Ride const& ride) { recorder_.ride_ended(aboard.account, ride); });
  for (Waiting const& one : chosen) recorder_.inspected_at_border(one.border, one.account, clock_.now());
}

void BorderInspections::take_up(Vehicle& train, GaugeChangeId border) {
  if (of_service_[train.id].empty()) return;
  Time const now = clock_.now();
  train.book_until_now();
  auto const reading = train.hold.read_odometer();
  std::erase_if(of_service_[train.id], [&](Waiting const& waiting) {
    if (waiting.border != border || waiting.leg != train.leg || waiting.released > now) return false;
    StepFacts const step = chains_.of(waiting.box, waiting.account);
    if (!has_room(train, step)) return false;
    book(waiting, now);
    train.hold.load(waiting.box, waiting.account, step, train.leg, reading);
    return true;
  });
}

// On each leg up to its stop: wagons may stay behind on the way.
bool BorderInspections::has_room(Vehicle const& train, StepFacts const& step) {
  auto const& stops = train.service.stops;
  if (train.facts.slots > 0 && static_cast<double>(train.hold.boxes_that_stay()) >= train.facts.slots) return false;
  auto aboard = train.hold.totals();
  for (std::size_t leg = train.leg; leg != step.discharge;) {
    if (aboard.teu + step.teu > train.teu_from(leg) + 1e-9) return false;
    if (step.reefer && aboard.reefers >= rules::plugs(train.facts, stops[leg])) return false;
    if (train.hold.tonnes_on(leg) + step.tonnes > in_tonnes(rules::deadweight(train.facts, stops[leg]))) return false;
    leg = (leg + 1) % stops.size();
    aboard.take_off(train.hold.totals_for(leg));
  }
  return true;
}

void BorderInspections::book(Waiting const& waiting, Time until) {
  Time const released = std::min(waiting.released, until);
  recorder_.spent(waiting.account, Cause::customs_inspection, waiting.since, released);
  recorder_.spent(waiting.account, Cause::waiting_for_wagons, released, until);
  recorder_.waited_beside_line(waiting.border, 1, released, until);
}

void BorderInspections::count() {
  for (auto const& boxes : of_service_)
    for (Waiting const& waiting : boxes) {
      book(waiting, recorder_.window().to);
      journeys_.count_aboard(waiting.box);
    }
}

}  // namespace tongzhou::engine
