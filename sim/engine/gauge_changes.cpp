#include "sim/engine/gauge_changes.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include "sim/rules/gauge_change.hpp"
#include "sim/rules/wagons.hpp"

namespace tongzhou::engine {
using world::BogieChange;
using world::BoxTransfer;

/// A train at a border.
struct GaugeChanges::Passing {
  world::GaugeChangeId id;
  world::GaugeChange const& facts;
  Border& border;
  world::Direction direction;
  Time came{};
  Time in_line{};                      // since then: before the border
  bool comes_again = false;            // for another track, when there are wagons
  Duration waited_before{};            // for the first track
  bool counted = false;                // in that line, though nothing was asked of tracks yet
  Duration formalities{}, changing{};  // with the wait for the office; on tracks
};

GaugeChanges::GaugeChanges(world::World const& world, Clock& clock, Recorder& recorder, RollingStock& rolling_stock,
                           BorderInspections& inspections, std::uint32_t replication)
    : world_(world), clock_(clock), recorder_(recorder), rolling_stock_(rolling_stock), inspections_(inspections) {
  for (auto const& facts : world.gauge_changes) {
    auto const& code = facts.name.code;
    auto const id =
        borders_.add({.tracks = Berths{clock, recorder.window(), facts.tracks},
                      .a_day = DayQuota{clock, facts.hours, facts.trains_per_day, facts.trains_per_day_each_way},
                      .cranes = {},
                      .stream = {world.seed, replication, "gauge change " + code},
                      .formalities = {world.seed, replication, "border formalities " + code}});
    if (auto const* transfer = std::get_if<BoxTransfer>(&facts.method))
      borders_[id].cranes.emplace(
          clock, recorder.window(), code, static_cast<double>(transfer->cranes), transfer->moves_per_crane_hour,
          static_cast<double>(facts.tracks) * rules::cranes_for_a_train(*transfer), never_closed_, never_closed_);
  }
}

Task GaugeChanges::pass(Vehicle& me, world::GaugeChangeId id, world::Direction direction) {
  Passing passing{.id = id,
                  .facts = world_.gauge_changes[id],
                  .border = borders_[id],
                  .direction = direction,
                  .came = clock_.now()};
  if (rules::asks_formalities(passing.facts.formalities)) co_await pass_formalities(me, passing);
  me.turn_to(Cause::waiting_for_path);
  passing.in_line = clock_.now();
  passing.formalities = passing.in_line - passing.came;
  co_await wait_for_day(me, passing);
  if (passing.facts.lifts_boxes())
    co_await lift_to_other_wagons(me, passing);
  else
    co_await change_on_track(me, passing);
  me.turn_to(Cause::moving);
  recorder_.crossed_border({.border = id,
                            .direction = direction,
                            .boxes = me.hold.boxes(),
                            .came = passing.came,
                            .formalities = passing.formalities,
                            .changing = passing.changing,
                            .at = clock_.now()});
}

// The train waits for the office to open, then for its formalities; boxes that are inspected stay behind.
Task GaugeChanges::pass_formalities(Vehicle& me, Passing& passing) {
  auto const& rule = passing.facts.formalities;
  me.turn_to(Cause::border_formalities);
  co_await clock_.until(rule.hours.open_from(clock_.now()));
  co_await clock_.until(clock_.now() + draw(rule.per_train, passing.border.formalities));
  if (rule.inspected_share > 0) inspections_.exchange(me, passing.id);
}

bool GaugeChanges::lacks_wagons(Vehicle const& me, Passing const& passing) const {
  if (!passing.facts.lifts_boxes()) return false;
  auto const sets = me.service.wagons_after(me.transfers + 1);
  return sets && !rolling_stock_.stands(sets, passing.id);
}

bool GaugeChanges::fits_buffer(Vehicle const& me, Passing const& passing) {
  auto const& transfer = std::get<BoxTransfer>(passing.facts.method);
  return transfer.buffer_boxes > 0 && passing.border.in_buffer + me.hold.boxes() <= transfer.buffer_boxes;
}

// Who lacks a day or wagons cannot ask for a track yet, and stands in the line already.
Task GaugeChanges::wait_for_day(Vehicle& me, Passing& passing) {
  auto& border = passing.border;
  bool const today = border.a_day.admits(passing.direction, me.service.border_priority);
  passing.counted = !today || (lacks_wagons(me, passing) && !fits_buffer(me, passing));
  if (passing.counted) border.tracks.waits_outside(me.hold.boxes());
  if (border.a_day.limits()) co_await border.a_day.enter(passing.direction, me.service.border_priority);
}

// And waits on it until work may begin.
Task GaugeChanges::take_track(Vehicle& me, Passing& passing, Lease& track) {
  me.turn_to(Cause::waiting_for_path);
  Berths::Claim const claim{.boxes = me.hold.boxes(),
                            .rank = {.priority = me.service.border_priority},
                            .comes_again = passing.comes_again,
                            .waited_before = passing.waited_before};
  track = co_await passing.border.tracks.one(claim, passing.in_line, std::exchange(passing.counted, false));
  passing.waited_before = clock_.now() - passing.in_line;
  Time const opens = passing.facts.hours.open_from(clock_.now());
  recorder_.waited_beside_line(passing.id, me.hold.boxes(), clock_.now(), opens);
  co_await clock_.until(opens);
}

Task GaugeChanges::change_on_track(Vehicle& me, Passing& passing) {
  Lease track;
  co_await take_track(me, passing, track);
  me.turn_to(Cause::gauge_change);
  Time const begins = clock_.now();
  Time const lifted = whole_train_ready(me, passing) + lifting_of_wagons(me, passing);
  co_await clock_.until(lifted);
  passing.changing = clock_.now() - begins;
}

// What a train takes whatever is done to it.
Time GaugeChanges::whole_train_ready(Vehicle const& me, Passing& passing) const {
  return clock_.now() + draw(passing.facts.per_train, passing.border.stream) + passing.facts.per_box * me.hold.boxes();
}

Duration GaugeChanges::lifting_of_wagons(Vehicle const& me, Passing& passing) const {
  Duration sum;
  if (auto const* bogies = std::get_if<BogieChange>(&passing.facts.method))
    for (int lift = rules::lifts_of(*bogies, rules::wagons(me.facts, me.service.stops[me.leg])); lift > 0; --lift)
      sum += draw(bogies->per_lift, passing.border.stream);
  return sum;
}

// Two trains that wait for each other's wagons exchange boxes: who comes second lets the first have its own at once.
// First wagons, then a track: who stood on one and waited for wagons would keep out the trains that bring them.
Task GaugeChanges::lift_to_other_wagons(Vehicle& me, Passing& passing) {
  auto const taken = me.service.wagons_after(me.transfers + 1);
  auto& border = passing.border;
  double const boxes = me.hold.boxes();
  bool const lacks = lacks_wagons(me, passing);
  bool const by_buffer = lacks && fits_buffer(me, passing);
  bool const frees_wagons_first = by_buffer || (lacks && others_want_wagons_of(me, passing));
  if (by_buffer) co_await clear_to_buffer(me, passing);
  if (frees_wagons_first) change_wagons(me, passing);
  if (taken) co_await wait_for_wagons(me, passing, taken, by_buffer);
  Lease track;
  co_await take_track(me, passing, track);
  co_await lift(me, passing);
  if (by_buffer) border.in_buffer -= boxes;
  if (!frees_wagons_first) change_wagons(me, passing);
  ++me.transfers;
}

// In the line before the border, or with its boxes in the buffer.
Task GaugeChanges::wait_for_wagons(Vehicle& me, Passing& passing, world::RollingStockId wagons, bool in_buffer) {
  auto& cleared = passing.border.cleared;
  QueueWatch::InLine const waits{clock_.now(), me.hold.boxes()};
  if (in_buffer) cleared.push_back(waits);
  me.turn_to(Cause::waiting_for_wagons);
  co_await rolling_stock_.take(wagons, passing.id, me.service.border_priority);
  if (!in_buffer) co_return;
  cleared.erase(std::ranges::find(cleared, waits));
  recorder_.waited_beside_line(passing.id, waits.boxes, waits.since, clock_.now());
  passing.in_line = clock_.now();
}

bool GaugeChanges::others_want_wagons_of(Vehicle const& me, Passing const& passing) const {
  auto const left = me.service.wagons_after(me.transfers);
  return left && rolling_stock_.is_wanted(left, passing.id);
}

// The days of a train are those of one set of wagons: of that which it leaves until that is freed, from then on of the
// one that takes its boxes, even while it waits for it.
void GaugeChanges::change_wagons(Vehicle const& me, Passing const& passing) {
  auto const left = me.service.wagons_after(me.transfers), taken = me.service.wagons_after(me.transfers + 1);
  if (taken) rolling_stock_.sets_out(taken);
  if (left) rolling_stock_.give_back(left, passing.id);
}

Task GaugeChanges::clear_to_buffer(Vehicle& me, Passing& passing) {
  passing.border.in_buffer += me.hold.boxes();
  passing.comes_again = true;
  Lease track;
  co_await take_track(me, passing, track);
  passing.comes_again = false;
  co_await lift(me, passing);
}

Task GaugeChanges::lift(Vehicle& me, Passing& passing) {
  me.turn_to(Cause::gauge_change);
  Time const begins = clock_.now();
  double const boxes = me.hold.boxes();
  Time const ready = whole_train_ready(me, passing);
  co_await clock_.until(ready);
  double const cranes = rules::cranes_for_a_train(std::get<BoxTransfer>(passing.facts.method));
  Time const alone = clock_.now() + passing.border.cranes->alone(boxes, cranes);
  auto& worked = passing.border.worked;
  worked.push_back({&me, alone});
  co_await passing.border.cranes->work(boxes, cranes);
  book_lifting(passing.id, {&me, alone});
  std::erase_if(worked, [&](Worked const& one) { return one.train == &me; });
  passing.changing += clock_.now() - begins;
}

// Up to now: what cranes take longer than they would alone is waited for them.
void GaugeChanges::book_lifting(world::GaugeChangeId id, Worked const& worked) {
  auto const& [train, alone] = worked;
  train->spend(Cause::gauge_change, std::min(alone, clock_.now()));
  train->spend(Cause::waiting_for_crane, clock_.now());
  recorder_.waited_for_border_crane(id, train->hold.boxes(), alone, clock_.now());
}

void GaugeChanges::book_unfinished(Time end) {
  for (auto const id : borders_.ids()) {
    for (auto const& train : borders_[id].cleared) recorder_.waited_beside_line(id, train.boxes, train.since, end);
    for (auto const& train : borders_[id].worked) book_lifting(id, train);
  }
}

void GaugeChanges::report(outcome::Records& records) {
  for (auto const id : borders_.ids()) {
    auto& border = borders_[id];
    records.gauge_changes[id].tracks_taken = border.tracks.taken().mean();
    records.gauge_changes[id].figures.queue = border.tracks.queue();
    if (border.cranes) records.gauge_changes[id].figures.crane_utilisation = border.cranes->utilisation();
  }
}

}  // namespace tongzhou::engine
