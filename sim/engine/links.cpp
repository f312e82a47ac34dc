#include "sim/engine/links.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "sim/charges/dues.hpp"
#include "sim/charges/passage_time.hpp"
#include "sim/rules/convoy.hpp"
#include "sim/rules/passenger_trains.hpp"
#include "sim/rules/sailing.hpp"

namespace tongzhou::engine {
using world::Direction;
using world::LinkId;
using world::LinkKind;

namespace {

/// One for each section of a single track, one for a one-way reach; none where both directions may meet.
std::vector<OneWaySection> sections_of(world::Link const& link, Clock& clock, Window const& window) {
  bool const single = link.kind == LinkKind::railway && link.tracks == 1;
  std::vector<OneWaySection> sections;
  int const count = single ? link.sections : link.one_way ? 1 : 0;
  sections.reserve(static_cast<std::size_t>(count));
  for (int k = 0; k < count; ++k) sections.emplace_back(clock, window, link.headway);
  return sections;
}

/// A section of single track keeps the headway itself, from when its train is let in.
std::vector<TrainPaths> paths_of(world::Link const& link, bool has_sections, Window const& window) {
  std::vector<TrainPaths> paths;
  auto const* by_hour = link.paths_by_hour ? &*link.paths_by_hour : nullptr;
  paths.emplace_back(has_sections ? Duration{} : link.headway, link.paths_per_day, window, by_hour);
  if (!has_sections)
    for (int part = 1; part < link.sections; ++part) paths.emplace_back(link.headway, 0, window);
  return paths;
}

/// Of what there is for each direction.
std::size_t of(Direction direction) { return direction == Direction::down ? 0 : 1; }

/// Is there more to wait for than those before?
bool keeps_times(world::Link const& link) { return link.paths_per_day > 0 || link.paths_by_hour || link.passengers; }

/// Who finds no date by then is slower this time than on the mean, and goes (assumption).
constexpr auto looks_ahead = days(14);

/// The first date from then on at which a line is open and no passenger train is in the way of one on a part.
Time first_clear(Closures const& closures, world::Link const& link, std::size_t part, Duration takes, Time at) {
  Time const latest = at + looks_ahead;
  for (;;) {
    Time const clear = rules::clear_of_passengers(link, part, takes, closures.open_from(at));
    if (clear <= at || at > latest) return at;
    at = clear;
  }
}

/// When one that was let into a section goes: behind who went before it, and with no passenger train in its way.
Time goes_on(OneWaySection const& section, Direction direction, Closures const& closures, world::Link const& link,
             std::size_t part, Duration takes, Time at) {
  for (;;) {
    Time const clear = link.passengers ? first_clear(closures, link, part, takes, at) : at;
    at = section.behind(direction, clear);
    if (at <= clear) return clear;
  }
}

/// Is a path good for a later date, too: in its hour where they are by the hour, on its day where they are by the day?
bool still_holds(world::Link const& link, Time path, Time now) {
  if (link.paths_by_hour) return std::floor(in_hours(path)) == std::floor(in_hours(now));
  return link.paths_per_day == 0 || std::floor(in_days(path)) == std::floor(in_days(now));
}

}  // namespace

Links::Links(world::World const& world, Clock& clock, Recorder& recorder, Observer* observer, YearParts const& parts,
             Table<LinkId, Closures> const& closures, std::uint32_t replication)
    : world_(world), clock_(clock), recorder_(recorder), observer_(observer), parts_(parts) {
  Window const& window = recorder.window();
  for (auto const id : world.links.ids()) {
    auto const& link = world.links[id];
    auto sections = sections_of(link, clock, window);
    auto const paths = paths_of(link, !sections.empty(), window);
    OvertakingLine const line{clock, link.headway, paths.size() > 1 ? paths.size() : 0};
    demand::Stream const times{world.seed, replication, "time on " + link.name.code};
    demand::Stream const stops{world.seed, replication, "technical stop " + link.name.code};
    links_.add({.closures = &closures[id],
                .takes_turns = link.kind == LinkKind::railway || link.one_way || link.headway > Duration{},
                .has_convoys = !link.convoys_down.empty() || !link.convoys_up.empty(),
                .varies = link.varies(),
                .mean_factor = charges::mean_factor(link),
                .least_depth = std::ranges::min(link.depth),
                .sections = std::move(sections),
                .lines = {line, line},
                .paths = {paths, paths},
                .queue = QueueWatch{window},
                .times = times,
                .stops = stops});
  }
}

Time Links::pass_freely(Vehicle& me, LinkId id, Direction direction, Speed speed, Time at) {
  at = clear_to_enter(me, id, direction, at);
  enter(me, id, direction, at);
  return travel(me, crossing(id, direction, speed, at), 1, at);
}

Task Links::pass_in_turn(Vehicle& me, LinkId id, Direction direction, Speed speed, Time& at) {
  auto& link = links_[id];
  at = clear_to_enter(me, id, direction, at);
  me.spend(Cause::moving, at);
  co_await clock_.until(at);
  if (!link.sections.empty())
    co_await pass_sections(me, id, direction, speed, at);
  else if (link.lines.front().has_loops())
    co_await pass_parts(me, id, direction, speed, at);
  else
    at = follow(me, id, direction, speed, at);
  at = at + draw(world_.links[id].technical_stop, link.stops);
}

// One behind another: nobody is waited for whose dates are not known.
Time Links::follow(Vehicle& me, LinkId id, Direction direction, Speed speed, Time at) {
  auto& link = links_[id];
  auto const& facts = world_.links[id];
  auto const over = crossing(id, direction, speed, at);
  at = wait_for_path(me, id, direction, 0, rules::time_on(me.facts, facts, direction, speed) * over.factor, at);
  enter(me, id, direction, at);
  at = travel(me, over, 1, at);
  if (facts.kind != LinkKind::railway) return at;
  return stay_behind(me, link, at, link.paths[of(direction)].front().out(at));
}

// Part by part between loops, in which it lets faster trains pass, and passengers.
Task Links::pass_parts(Vehicle& me, LinkId id, Direction direction, Speed speed, Time& at) {
  auto& link = links_[id];
  auto const& facts = world_.links[id];
  auto& line = link.lines[of(direction)];
  double const part = 1 / static_cast<double>(line.parts());
  auto const over = crossing(id, direction, speed, at);
  Duration const takes = rules::time_on(me.facts, facts, direction, speed) * (over.factor * part);
  for (std::size_t k = 0; k < line.parts(); ++k) {
    me.turn_to(Cause::waiting_for_path);
    while (k > 0 && line.lets_pass(k, takes)) {
      QueueWatch::InLine const waits{at, me.hold.boxes()};
      link.in_line.push_back(waits);
      co_await line.next(k, takes);
      leaves_line(link, waits);
    }
    Time const path = wait_for_path(me, id, direction, k, takes, at);
    me.turn_to(Cause::moving);
    if (k == 0) enter(me, id, direction, path);
    Time const alone = travel(me, over, part, path);
    at = stay_behind(me, link, alone, link.paths[of(direction)][k].out(alone));
    line.entered(k, {takes, at});
    me.spend(Cause::moving, at);
    co_await clock_.until(at);
    line.left(k);
  }
}

// Section by section: in a loop between two, a train may wait for one that comes the other way, and for passengers.
Task Links::pass_sections(Vehicle& me, LinkId id, Direction direction, Speed speed, Time& at) {
  auto& link = links_[id];
  auto const& facts = world_.links[id];
  auto const n = link.sections.size();
  auto const over = crossing(id, direction, speed, at);
  Duration const takes = rules::time_on(me.facts, facts, direction, speed) * (over.factor / static_cast<double>(n));
  Time path = take_path(link, facts, direction, 0, takes, at);
  me.spend(Cause::waiting_for_path, path);
  for (std::size_t k = 0; k < n; ++k) {
    auto& section = link.sections[direction == Direction::down ? k : n - 1 - k];
    QueueWatch::InLine const waits{at, me.hold.boxes()};
    link.in_line.push_back(waits);
    if (k == 0) co_await clock_.until(path);
    me.turn_to(Cause::waiting_for_path);
    // One that is let in keeps the section while it waits for passengers once more (assumption).
    for (;;) {
      if (facts.passengers) co_await clock_.until(first_clear(*link.closures, facts, k, takes, clock_.now()));
      co_await section.enter(direction);
      co_await clock_.until(goes_on(section, direction, *link.closures, facts, k, takes, clock_.now()));
      if (k > 0 || still_holds(facts, path, link.closures->open_from(clock_.now()))) break;
      // Its path is lost: the next one, for which it keeps no others out.
      path = take_path(link, facts, direction, 0, takes, clock_.now());
      if (path <= clock_.now()) break;
      section.leave();
      co_await clock_.until(path);
    }
    leaves_line(link, waits);
    link.queue.passes(at, clock_.now(), me.hold.boxes());
    me.turn_to(Cause::moving);
    at = clock_.now();
    if (k == 0) {
      at = enter_section(me, id, direction, section, at);
      enter(me, id, direction, at);
    }
    if (at < clock_.end()) section.goes(direction, at);
    Time const alone = travel(me, over, 1 / static_cast<double>(n), at);
    at = stay_behind(me, link, alone, section.out(direction, alone));
    me.spend(Cause::moving, at);
    co_await clock_.until(at);
    section.leave();
  }
}

// Who is kept by a closure goes when it is over, behind who went before it.
Time Links::enter_section(Vehicle& me, LinkId id, Direction direction, OneWaySection const& section, Time at) {
  for (;;) {
    at = still_clear(me, id, direction, at);
    Time const behind = section.behind(direction, at);
    if (behind <= at || at >= clock_.end()) return at;
    links_[id].queue.passes(at, behind, me.hold.boxes());
    me.spend(Cause::waiting_for_path, behind);
    at = behind;
  }
}

void Links::leaves_line(LinkAtWork& link, QueueWatch::InLine const& waited) {
  link.in_line.erase(std::ranges::find(link.in_line, waited));
}

// A path at the beginning of a part: where others have their times, one at which the line is open and no passenger
// train is in the way.
Time Links::earliest_path(LinkAtWork const& link, world::Link const& facts, Direction direction, std::size_t part,
                          Duration takes, Time at) {
  auto const& paths = link.paths[of(direction)][part];
  if (!keeps_times(facts)) return paths.earliest(at);
  Time const latest = paths.earliest(at) + looks_ahead;
  for (;;) {
    Time const path = paths.earliest(at);
    at = rules::clear_of_passengers(facts, part, takes, link.closures->open_from(path));
    if (at <= path || path > latest) return path;
  }
}

Time Links::take_path(LinkAtWork& link, world::Link const& facts, Direction direction, std::size_t part, Duration takes,
                      Time at) {
  Time const path = earliest_path(link, facts, direction, part, takes, at);
  link.paths[of(direction)][part].take(path);
  return path;
}

// Who is kept by a closure from going when its path comes takes none, and asks for another when it is over. `since`:
// from when on it has waited.
Time Links::wait_for_path(Vehicle& me, LinkId id, Direction direction, std::size_t part, Duration takes, Time since) {
  auto& link = links_[id];
  Time at = clock_.now();
  for (bool enters = part == 0;; enters = false) {
    Time const path = earliest_path(link, world_.links[id], direction, part, takes, at);
    me.spend(Cause::waiting_for_path, path);
    if (enters || path > since) link.queue.passes(since, path, me.hold.boxes());
    at = still_clear(me, id, direction, path);
    if (at >= clock_.end()) return at;
    if (at <= path) {
      link.paths[of(direction)][part].take(path);
      return path;
    }
    since = at;
  }
}

// Who is held up by one in front of it that it cannot overtake loses what it could have been faster.
Time Links::stay_behind(Vehicle& me, LinkAtWork& link, Time alone, Time out) {
  if (out <= alone) return out;
  link.queue.passes(alone, out, me.hold.boxes());
  me.spend(Cause::moving, alone);
  me.spend(Cause::waiting_for_path, out);
  return out;
}

// When the link is open and deep enough and its convoy sets out, all three at once; what is waited before it is booked.
Time Links::clear_to_enter(Vehicle& me, LinkId id, Direction direction, Time at) {
  for (;;) {
    at = wait_while_closed(me, id, at);
    if (!rules::is_ship(me.facts)) return at;
    Time const sets_out = wait_for_convoy(me, id, direction, wait_for_depth(me, id, at));
    if (sets_out <= at || sets_out >= clock_.end()) return sets_out;
    at = sets_out;
  }
}

// Who finds the link closed when its path has come goes with the next convoy, not by itself.
Time Links::still_clear(Vehicle& me, LinkId id, Direction direction, Time at) {
  return links_[id].closures->open_from(at) > at ? clear_to_enter(me, id, direction, at) : at;
}

// A ship that is too deep for today's water waits for a day that has enough.
Time Links::wait_for_depth(Vehicle& me, LinkId id, Time at) {
  if (links_[id].least_depth == Length::unlimited()) return at;  // most of the sea: no draught is worked out
  auto const& link = world_.links[id];
  Length const needed = rules::draught(me.facts, me.load()) + me.facts.under_keel - metres(1e-9);
  if (needed <= links_[id].least_depth) return at;
  Time const deep = parts_.first_when(at, [&](std::size_t part) { return link.depth[part] >= needed; });
  if (deep <= at) return at;
  recorder_.waited_for_depth(id, me.hold.boxes(), at, deep);
  me.spend(Cause::moving, at);
  me.spend(Cause::waiting_for_depth, deep);
  return deep;
}

Time Links::wait_for_convoy(Vehicle& me, LinkId id, Direction direction, Time at) {
  if (!links_[id].has_convoys) return at;
  auto const& link = world_.links[id];
  Time const convoy = rules::next_convoy(direction == Direction::down ? link.convoys_down : link.convoys_up, at);
  if (convoy <= at) return at;
  links_[id].queue.passes(at, convoy, me.hold.boxes());
  me.spend(Cause::moving, at);
  me.spend(Cause::waiting_for_path, convoy);
  return convoy;
}

Links::Crossing Links::crossing(LinkId id, Direction direction, Speed speed, Time at) {
  auto const& link = world_.links[id];
  if (!links_[id].varies || at >= clock_.end()) return {id, direction, speed, 1};
  auto const month = static_cast<std::size_t>(date_at(world_.start, at).month - 1);
  return {id, direction, speed, draw(link.time_factor, links_[id].times) * link.month_factor[month]};
}

Time Links::wait_while_closed(Vehicle& me, LinkId id, Time at) {
  auto& link = links_[id];
  Time const open = link.closures->open_from(at);
  if (open <= at) return at;
  link.queue.passes(at, open, me.hold.boxes());
  me.spend(Cause::moving, at);
  me.spend(Cause::waiting_for_path, open);
  return open;
}

void Links::enter(Vehicle& me, LinkId id, Direction direction, Time at) {
  if (observer_ != nullptr) observer_->passes(me.voyage, id, direction, at);
  recorder_.entered_link(id, direction, me.hold.totals(), at);
  auto const& dues = world_.links[id].dues;
  if (dues.none()) return;
  double const due =
      charges::due_of_passage(dues, world_, me.service.vehicle, me.hold.totals().teu, in_tonnes(me.load()));
  recorder_.owes_canal_dues(me.id, id, due, at);
}

// So much of a link, slower while it is slowed and not at all while it is closed.
Time Links::travel(Vehicle& me, Crossing const& over, double part, Time at) {
  auto& link = links_[over.link];
  Duration const time =
      rules::time_on(me.facts, world_.links[over.link], over.direction, over.speed) * (part * over.factor);
  if (link.closures->none()) {
    burn(me, over, part, 1, {at, at + time});
    return at + time;
  }
  return link.closures->pass(at, time, [&](Time from, Time to, double share) {
    if (share > 0) return burn(me, over, part * ((to - from) * share / time), share, {from, to});
    link.queue.passes(from, to, me.hold.boxes());
    me.spend(Cause::moving, from);
    me.spend(Cause::waiting_for_path, to);
  });
}

// Engines run on while weather makes a passage longer.
void Links::burn(Vehicle& me, Crossing const& over, double part, double share, Span span) {
  auto const& link = world_.links[over.link];
  if (span.from >= recorder_.window().to) return;  // nobody knows the depth then, and nobody counts it
  Length const depth = link.depth[parts_.at(span.from)];
  rules::Load const load{me.load(), me.hold.totals().teu};
  double fuel = rules::fuel_on(me.facts, link, over.direction, over.speed, load, depth, share);
  double const wagons = me.service.stops[me.leg].wagon_share;
  if (wagons < 1) fuel -= (1 - wagons) * rules::fuel_on(me.facts, link, over.direction, over.speed, {}, depth, share);
  recorder_.travelled(me.kind(), over.link, part, part * over.factor * fuel, me.hold.totals(),
                      {.load = me.load(), .empty = me.facts.empty_train * wagons}, span);
}

void Links::report(outcome::Records& records) {
  for (auto const id : links_.ids()) {
    if (world_.links[id].kind == LinkKind::road) continue;  // a room of its own reports them
    auto& record = records.links[id];
    for (auto const& train : links_[id].in_line) links_[id].queue.passes(train.since, clock_.end(), train.boxes);
    record.figures.queue = links_[id].queue.outcome();
    for (auto const& section : links_[id].sections) record.sections_taken.push_back(section.taken().mean());
    auto const& [down, up] = links_[id].paths;
    record.paths_taken = std::max(down.front().taken(), up.front().taken());
  }
}

}  // namespace tongzhou::engine
