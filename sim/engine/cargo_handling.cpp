#include "sim/engine/cargo_handling.hpp"

#include <algorithm>
#include <limits>

namespace tongzhou::engine {

CargoHandling::CargoHandling(world::World const& world, Clock const& clock, Recorder& recorder, Observer* observer,
                             Chains const& chains, Journeys& journeys, YearParts const& parts)
    : world_(world),
      clock_(clock),
      recorder_(recorder),
      observer_(observer),
      chains_(chains),
      journeys_(journeys),
      parts_(parts),
      payloads_(world) {
  for (auto const& flow : world.flows) least_teu_ = std::min(least_teu_, world.box_types[flow.box].teu);
}

void CargoHandling::begin_discharge(Vehicle& me, Call const& call) {
  recorder_.discharged(call.terminal, me.hold.begin_discharge(call.stop), clock_.now());
}

double CargoHandling::load(Vehicle& me, Call& call, YardView const& yard) {
  auto& queue = yard.queue(me.id, call.stop);
  call.queue = &queue;
  call.refused = {};
  if (queue.ready() == 0) return 0;
  for (auto const& entry : queue.next(64)) chains_.prefetch(entry.account);
  Time const now = clock_.now();
  renew_quotas(now);
  me.book_until_now();
  auto const& payload = payloads_.of(me.id, parts_.at(now));
  std::uint32_t const reading = me.hold.read_odometer();
  double const slots_free = me.facts.slots == 0 ? std::numeric_limits<double>::infinity()
                                                : me.facts.slots - static_cast<double>(me.hold.boxes_that_stay());
  rank(queue, me.service.loads_first);
  LoadTotals loaded;
  double count = 0;
  queue.offer(
      [&](auto const&) { return me.facts.teu - me.hold.totals().teu > least_teu_ - 1e-9 && count < slots_free; },
      [&](auto const& entry) {
        StepFacts const& step = chains_[entry.account];
        if (auto const no = refusal(me, step, call.stop, payload); no != rules::Refusal::none) {
          ++call.refused[no];
          return false;
        }
        if (step.piggyback > 0) piggyback_left_[step.piggyback - 1] -= step.teu;
        Time const ready{Duration{entry.ready}};
        call.first_box = std::min(call.first_box, ready);
        yard.boarded(entry, step);
        ++count;
        loaded.add(step);
        me.hold.load(entry.box, entry.account, step, call.stop, reading);
        if (observer_ != nullptr && journeys_.followed(entry.box)) call.to_load.push_back(entry.box);
        return true;
      });
  yard.left(loaded.teu);
  recorder_.loaded(me.id, call.terminal, count, loaded, now);
  return count;
}

/// What a vehicle that is here can tell: slots, plugs, water and quota.
rules::Refusal CargoHandling::refusal(Vehicle const& me, StepFacts const& step, std::size_t stop,
                                      std::vector<double> const& payload) const {
  using rules::Refusal;
  auto const& aboard = me.hold.totals();
  auto const other = step.regime == world::Regime::domestic ? world::Regime::foreign : world::Regime::domestic;
  double const free = rules::free_for(me.service.mixed, step.regime, me.facts.teu - aboard.teu,
                                      aboard.teu_by_regime[static_cast<std::size_t>(other)]);
  if (step.teu > free + 1e-9) return Refusal::slots;
  if (step.reefer && aboard.reefers >= me.facts.reefer_plugs) return Refusal::plugs;
  for (std::size_t leg = stop; leg != step.discharge; leg = (leg + 1) % payload.size())
    if (me.hold.tonnes_on(leg) + step.tonnes > payload[leg])
      return payload[leg] < in_tonnes(me.facts.deadweight) ? Refusal::water : Refusal::too_heavy;
  if (step.piggyback > 0 && piggyback_left_[step.piggyback - 1] < step.teu) return Refusal::quota;
  return Refusal::none;
}

// A box that a vehicle refuses for what it carries already shows it full in tonnes, slots or draught; an empty one can
// only wait for another box, or for more water.
bool CargoHandling::is_full(Vehicle const& me, Call const& call, double fill) const {
  using rules::Refusal;
  auto const& aboard = me.hold.totals();
  if (aboard.teu >= fill * me.facts.teu - 1e-9 || me.facts.teu - aboard.teu < least_teu_ - 1e-9) return true;
  auto const boxes = me.hold.boxes_that_stay();
  if (me.facts.slots > 0 && static_cast<double>(boxes) >= me.facts.slots) return true;
  return boxes > 0 &&
         call.refused[Refusal::slots] + call.refused[Refusal::too_heavy] + call.refused[Refusal::water] > 0;
}

void CargoHandling::rank(BoxQueue& queue, world::LoadsFirst first) const {
  if (first == world::LoadsFirst::first_come) return;
  queue.rank([&](BoxQueue::Entry const& entry) {
    StepFacts const& step = chains_[entry.account];
    auto const& flow = world_.flows[step.flow];
    switch (first) {
      case world::LoadsFirst::deadline:
        return in_hours(journeys_.created_at(entry.box) + flow.deadline);
      case world::LoadsFirst::value:
        return -flow.value;
      case world::LoadsFirst::foreign:
        return step.regime == world::Regime::foreign ? 0.0 : 1.0;
      default:
        return step.regime == world::Regime::domestic ? 0.0 : 1.0;
    }
  });
}

// Quotas are for a year of 365 days from the start.
void CargoHandling::renew_quotas(Time now) {
  auto const year = static_cast<std::int64_t>(in_days(now) / 365);
  if (year == quota_year_) return;
  quota_year_ = year;
  piggyback_left_.clear();
  for (auto const& permission : world_.piggybacks) piggyback_left_.push_back(permission.teu_per_year);
}

std::size_t CargoHandling::room_for(Vehicle const& me, YardView const& yard) const {
  double room = yard.room() + 1e-9;
  std::size_t count = 0;
  for (Aboard const& aboard : me.hold.to_discharge()) {
    if ((room -= chains_[aboard.account].teu) < 0) break;
    ++count;
  }
  return count;
}

void CargoHandling::lifted(Vehicle& me, Call& call, std::size_t discharged, Time at) {
  discharge_boxes(me, call, discharged, at);
  for (BoxId const box : call.to_load) observer_->lift(journeys_.followed(box), true, me.voyage, call.terminal, at);
  call.to_load.clear();
}

// Boxes, steps and accounts lie far apart in memory: asked for together, they come together, where one after the other
// each would be waited for.
void CargoHandling::discharge_boxes(Vehicle& me, Call const& call, std::size_t count, Time at) {
  auto const next = me.hold.to_discharge().first(count);
  for (Aboard const& aboard : next) journeys_.prefetch_done(aboard.box, aboard.account);
  for (Aboard const& aboard : next) recorder_.prefetch(chains_[aboard.account].flow);
  me.hold.discharge(count, [&](Aboard const& aboard, ledger::Ride const& ride) {
    recorder_.ride_ended(aboard.account, ride);
    if (auto const box = journeys_.followed(aboard.box)) observer_->lift(box, false, me.voyage, call.terminal, at);
    journeys_.step_done(aboard.box, at);
  });
}

}  // namespace tongzhou::engine
