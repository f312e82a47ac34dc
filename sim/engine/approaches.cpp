#include "sim/engine/approaches.hpp"

#include <algorithm>
#include <cmath>

#include "sim/charges/dues.hpp"
#include "sim/charges/passage_time.hpp"
#include "sim/rules/convoy.hpp"
#include "sim/rules/sailing.hpp"
#include "sim/rules/tide.hpp"

namespace tongzhou::engine {
using outcome::ApproachWait;
using world::TerminalId;

namespace {

world::Direction direction_of(Approaches::Way way) {
  return way == Approaches::Way::in ? world::Direction::down : world::Direction::up;
}

/// At the head of a line.
world::Helpers const one_ship{.count = 1};

}  // namespace

Approaches::Approaches(world::World const& world, Clock& clock, ProcessSet& processes, Recorder& recorder,
                       YearParts const& parts, Table<world::ApproachId, Closures> const& closures,
                       std::uint32_t replication)
    : world_(world), clock_(clock), processes_(processes), recorder_(recorder), parts_(parts) {
  Window const& window = recorder.window();
  for (auto const id : world.approaches.ids()) {
    auto const& facts = world.approaches[id];
    std::optional<OneWaySection> section;
    if (facts.one_way) section.emplace(clock, window, facts.headway);
    TrainPaths const paths{facts.one_way ? Duration{} : facts.headway, 0, window};
    approaches_.add({&facts,
                     &closures[id],
                     {world.seed, replication, "approach " + facts.name.code},
                     {clock, facts.pilots},
                     {clock, facts.tugs},
                     std::move(section),
                     {paths, paths},
                     {Pool{clock, one_ship}, Pool{clock, one_ship}}});
  }
}

void Approaches::open(ProcessSet& processes) {
  for (auto& approach : approaches_) {
    approach.pilots.open(processes);
    approach.tugs.open(processes);
  }
}

bool Approaches::leads_to(TerminalId terminal, Vehicle const& me) const {
  return !approaches_.empty() && charges::approach_of(world_, me.facts, terminal);
}

Approaches::AtWork& Approaches::of(TerminalId terminal) {
  return approaches_[world_.places[world_.terminals[terminal].place].approach];
}

Task Approaches::wait(Vehicle& me, TerminalId terminal, Way way) {
  auto& approach = of(terminal);
  Convoys const convoys = way == Way::in ? approach.facts->convoys_in : approach.facts->convoys_out;
  for (;;) {
    Time const now = clock_.now();
    Time afloat;
    Time const leaves = set_out(me, approach, convoys, now, afloat);
    recorder_.waited_for_approach(terminal, ApproachWait::tide, me.hold.boxes(), now, afloat);
    recorder_.waited_for_approach(terminal, ApproachWait::channel, me.hold.boxes(), afloat, leaves);
    me.turn_to(Cause::waiting_for_depth);
    me.spend(Cause::waiting_for_depth, afloat);
    me.turn_to(Cause::waiting_for_path);
    co_await clock_.until(leaves);
    me.book_until_now();
    co_await take_helpers(me, terminal, approach);
    bool goes = may_set_out(me, approach, convoys);
    if (goes) co_await take_turn(me, terminal, approach, way, goes);
    if (goes) co_return;
    give_back_helpers(me, approach);
  }
}

// The first date from then on at which water, daylight, convoy and weather let it set out together. `afloat`: up to
// when it waits for water alone.
Time Approaches::set_out(Vehicle const& me, AtWork const& approach, Convoys convoys, Time at, Time& afloat) const {
  auto const& facts = *approach.facts;
  afloat = afloat_from(me, facts, at);
  for (at = afloat; at < clock_.end();) {
    Time next = me.facts.length >= facts.day_only_from ? facts.daylight.open_from(at) : at;
    next = approach.closures->open_from(rules::next_convoy(convoys, next));
    next = afloat_from(me, facts, next);
    if (next <= at) break;
    at = next;
  }
  return at;
}

bool Approaches::may_set_out(Vehicle const& me, AtWork const& approach, Convoys convoys) const {
  Time afloat;
  return set_out(me, approach, convoys, clock_.now(), afloat) <= clock_.now();
}

// Day by day, since the depth is given by part of the year.
Time Approaches::afloat_from(Vehicle const& me, world::Approach const& facts, Time at) const {
  Length const needed = rules::draught(me.facts, me.load()) + me.facts.under_keel - metres(1e-9);
  for (Time from = at; from < clock_.end();) {
    Length const depth = facts.depth[parts_.at(from)];
    Time const midnight = at_days(std::floor(in_days(from)) + 1);
    Time const found = rules::first_so_high(facts.tide, needed - depth, from, midnight);
    if (found < midnight) return found;
    from = midnight;
  }
  return std::max(at, clock_.end());
}

Task Approaches::take_helpers(Vehicle& me, TerminalId terminal, AtWork& approach) {
  for (Pool* const pool : {&approach.pilots, &approach.tugs}) {
    if (!pool->needed_by(me.facts.length)) continue;
    begin_wait(me, terminal);
    co_await pool->take();
    end_wait(me, ApproachWait::helpers);
  }
}

// Behind the others of its convoy, too, which goes on so long. Who may no longer go leaves its turn to the next one.
Task Approaches::take_turn(Vehicle& me, TerminalId terminal, AtWork& approach, Way way, bool& goes) {
  begin_wait(me, terminal);
  auto& paths = approach.paths[way == Way::in ? 0 : 1];
  auto& line = approach.lines[way == Way::in || approach.section ? 0 : 1];
  co_await line.take();
  std::optional<Time> before;
  if (approach.section) {
    before = approach.section->last_entry(direction_of(way));
    co_await approach.section->enter(direction_of(way));
  } else {
    co_await clock_.until(paths.earliest(clock_.now()));
  }
  end_wait(me, ApproachWait::channel);
  goes = may_set_out(me, approach, {});
  if (approach.section && !goes) approach.section->give_up(direction_of(way), before);
  if (!approach.section && goes) paths.take(clock_.now());
  line.give_back();
}

void Approaches::begin_wait(Vehicle const& me, TerminalId terminal) {
  waiting_.push_back({&me, terminal, clock_.now()});
}

void Approaches::end_wait(Vehicle& me, ApproachWait what) {
  me.book_until_now();
  auto const found = std::ranges::find(waiting_, &me, &Waiting::ship);
  recorder_.waited_for_approach(found->terminal, what, me.hold.boxes(), found->since, clock_.now());
  waiting_.erase(found);
}

void Approaches::book_unfinished(Time end) {
  for (Waiting const& one : waiting_)
    recorder_.still_waits_for_approach(one.terminal, one.ship->hold.boxes(), one.since, end);
}

void Approaches::give_back_helpers(Vehicle const& me, AtWork& approach) {
  for (Pool* const pool : {&approach.tugs, &approach.pilots})
    if (pool->needed_by(me.facts.length)) pool->give_back();
}

Task Approaches::pass(Vehicle& me, TerminalId terminal, Way way) {
  auto& approach = of(terminal);
  me.turn_to(Cause::handling);
  Time out = clock_.now() + draw(approach.facts->passage, approach.stream);
  if (approach.section) out = approach.section->out(direction_of(way), out);
  co_await clock_.until(out);
  me.book_until_now();
  if (approach.section) approach.section->leave();
  for (Pool* const pool : {&approach.tugs, &approach.pilots})
    if (pool->needed_by(me.facts.length)) pool->job_done(processes_);
  double const cost = charges::pilotage(approach.facts->pilots, me.facts.length) +
                      charges::pilotage(approach.facts->tugs, me.facts.length);
  if (cost > 0) recorder_.piloted(me.id, terminal, cost, clock_.now());
}

}  // namespace tongzhou::engine
