#include "sim/engine/links.hpp"

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
  for (int k = 0; k < (single ? link.sections : link.one_way ? 1 : 0); ++k)
    sections.emplace_back(clock, window, link.headway);
  return sections;
}

}  // namespace

Links::Links(world::World const& world, Clock& clock, Recorder& recorder, Observer* observer, YearParts const& parts,
             Table<LinkId, Closures> const& closures)
    : world_(world), clock_(clock), recorder_(recorder), observer_(observer), parts_(parts) {
  Window const& window = recorder.window();
  for (auto const id : world.links.ids()) {
    auto const& link = world.links[id];
    TrainPaths const paths{link.headway, link.paths_per_day};
    links_.add({&closures[id], sections_of(link, clock, window), {paths, paths}, QueueWatch{window}});
  }
}

bool Links::takes_turns(LinkId id) const {
  auto const& link = world_.links[id];
  bool const railway = link.kind == LinkKind::railway;
  return link.one_way || (railway && (link.tracks == 1 || link.paths_per_day > 0 || link.headway > Duration{}));
}

Time Links::pass_freely(Vehicle& me, LinkId id, Direction direction, Speed speed, Time at) {
  at = clear_to_enter(me, id, at);
  enter(me, id, direction, at);
  return travel(me, id, direction, speed, 1, at);
}

Task Links::pass_in_turn(Vehicle& me, LinkId id, Direction direction, Speed speed, Time& at) {
  auto const& facts = world_.links[id];
  auto& link = links_[id];
  auto& paths = link.paths[direction == Direction::down ? 0 : 1];
  at = clear_to_enter(me, id, at);
  if (link.sections.empty()) {
    co_await clock_.until(at);
    Time const path = paths.next(at);
    link.queue.passes(at, path, me.hold.boxes());
    me.spend(Cause::moving, at);
    me.spend(Cause::waiting_for_path, path);
    at = path;
  }
  enter(me, id, direction, at);
  if (link.sections.empty()) {
    at = travel(me, id, direction, speed, 1, at);
    co_return;
  }
  // Section by section: in a loop between two, a train may wait for one that comes the other way.
  auto const n = link.sections.size();
  for (std::size_t k = 0; k < n; ++k) {
    auto& section = link.sections[direction == Direction::down ? k : n - 1 - k];
    me.spend(Cause::moving, at);
    co_await clock_.until(at);
    if (k == 0 && facts.paths_per_day > 0) {
      at = paths.next(at);
      me.spend(Cause::waiting_for_path, at);
      co_await clock_.until(at);
    }
    me.turn_to(Cause::waiting_for_path);
    co_await section.enter(direction);
    link.queue.passes(at, clock_.now(), me.hold.boxes());
    me.turn_to(Cause::moving);
    co_await clock_.until(travel(me, id, direction, speed, 1 / static_cast<double>(n), clock_.now()));
    section.leave();
    at = clock_.now();
  }
}

// When the link is open and deep enough; what is waited before it is booked.
Time Links::clear_to_enter(Vehicle& me, LinkId id, Time at) {
  auto& link = links_[id];
  auto const wait_until = [&](Time date, Cause cause) {
    me.spend(Cause::moving, at);
    me.spend(cause, date);
    at = date;
  };
  if (Time const open = link.closures->open_from(at); open > at) {
    link.queue.passes(at, open, me.hold.boxes());
    wait_until(open, Cause::waiting_for_path);
  }
  if (rules::is_ship(me.facts)) {
    if (Time const deep = depth_suffices(me, world_.links[id], at); deep > at) {
      recorder_.waited_for_depth(id, me.hold.boxes(), at, deep);
      wait_until(deep, Cause::waiting_for_depth);
    }
  }
  return at;
}

// A ship that is too deep for this week's water waits for a week that has enough.
Time Links::depth_suffices(Vehicle const& me, world::Link const& link, Time from) const {
  double const needed = in_metres(rules::draught(me.facts, me.load()) + me.facts.under_keel) - 1e-9;
  return parts_.first_when(from, [&](std::size_t part) { return link.depth[part] >= needed; });
}

void Links::enter(Vehicle& me, LinkId id, Direction direction, Time at) {
  if (observer_ != nullptr) observer_->passes(me.voyage, id, direction, at);
  recorder_.entered_link(id, direction, me.hold.totals(), at);
}

// So much of a link, slower while it is slowed and not at all while it is closed. What is slower burns less: a ship's
// fuel for a distance falls with the square of its speed.
Time Links::travel(Vehicle& me, LinkId id, Direction direction, Speed speed, double part, Time at) {
  auto& link = links_[id];
  Duration const time = rules::time_on(me.facts, world_.links[id], direction, speed) * part;
  if (link.closures->none()) {
    burn(me, id, direction, speed, part, 1, {at, at + time});
    return at + time;
  }
  bool const ship = rules::is_ship(me.facts);
  double burnt = 0;  // of what it burns when nothing is slowed
  Time const end = link.closures->pass(at, time, [&](Time from, Time to, double share) {
    if (share > 0) {
      burnt += (to - from) * share / time * (ship ? share * share : 1);
      return;
    }
    link.queue.passes(from, to, me.hold.boxes());
    me.spend(Cause::moving, from);
    me.spend(Cause::waiting_for_path, to);
  });
  burn(me, id, direction, speed, part, burnt, {at, end});
  return end;
}

void Links::burn(Vehicle& me, LinkId id, Direction direction, Speed speed, double part, double burnt, Span span) {
  auto const& link = world_.links[id];
  if (span.from >= recorder_.window().to) return;  // nobody knows the depth then, and nobody counts it
  Length const depth = metres(link.depth[parts_.at(span.from)]);
  double const fuel = rules::fuel_on(me.facts, link, direction, speed, {me.load(), me.hold.totals().teu}, depth);
  recorder_.travelled(me.id, id, part, part * burnt * fuel, me.hold.totals(), me.load(), span);
}

void Links::report(outcome::Records& records) {
  for (auto const id : links_.ids()) {
    auto& record = records.links[id];
    record.figures.queue = links_[id].queue.outcome();
    for (auto const& section : links_[id].sections) record.sections_taken.push_back(section.taken().mean());
  }
}

}  // namespace tongzhou::engine
