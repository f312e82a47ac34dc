#include "sim/engine/lock_server.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace tongzhou::engine {
using world::Direction;

namespace {

Direction other(Direction direction) { return direction == Direction::up ? Direction::down : Direction::up; }

}  // namespace

LockServer::LockServer(Clock& clock, Window const& window, world::World const& world, world::Lock const& lock,
                       std::vector<Closures> const& chamber_closures, std::uint32_t replication)
    : clock_(&clock),
      window_(&window),
      world_(&world),
      lock_(&lock),
      replication_(replication),
      queue_(window),
      queue_by_direction_{QueueWatch{window}, QueueWatch{window}},
      waits_(world.vehicle_classes.size()) {
  chambers_.reserve(lock.chambers.size());
  for (std::size_t c = 0; c < lock.chambers.size(); ++c) {
    auto const stream_name = fmt::format("lock {} chamber {}", lock.name.code, lock.chambers[c].name.code);
    chambers_.push_back(
        {&lock.chambers[c], &chamber_closures[c], {world.seed, replication, stream_name}, Level{window}});
  }
}

void LockServer::open(ProcessSet& processes) {
  for (Chamber& chamber : chambers_) processes.spawn(chamber_process(chamber));
  auto const& traffic_facts = lock_->traffic;
  if (traffic_facts.quota_per_day < std::numeric_limits<int>::max()) processes.spawn(begin_days());
  if (traffic_facts.ships_per_day_up > 0) processes.spawn(traffic(Direction::up, traffic_facts.ships_per_day_up));
  if (traffic_facts.ships_per_day_down > 0) processes.spawn(traffic(Direction::down, traffic_facts.ships_per_day_down));
}

void LockServer::arrive(Waiting ship, Direction direction) {
  queue_.joins(clock_->now());
  queue_by_direction_[direction].joins(clock_->now());
  ship.number = arrived_++;
  auto& line = ship.ours != nullptr ? sides_[direction].ours : sides_[direction].others;
  auto const place =
      std::ranges::find_if(line.rbegin(), line.rend(), [&](Waiting const& w) { return w.goes_before(ship); });
  line.insert(place.base(), ship);
  std::vector<rules::IdleChamber> idle;
  std::vector<Chamber*> chambers;
  for (Chamber& chamber : chambers_) {
    if (!chamber.idle) continue;
    Time const opens = chamber.closures->open_from(clock_->now());
    idle.push_back({chamber.facts, opens, slowness(chamber, opens), chamber.last == direction});
    chambers.push_back(&chamber);
  }
  auto const best = rules::choose_chamber(ship.ship, direction, idle);
  if (!best) return;
  Chamber& chamber = *chambers[*best];
  chamber.idle = false;
  chamber.first_side = direction;
  clock_->wake(chamber.process, clock_->now());
}

// Ships that carry nothing of ours go elsewhere, or another day, when too many of them wait already.
bool LockServer::turns_away(Direction direction) {
  if (std::ssize(sides_[direction].others) < lock_->traffic.turns_away_at) return false;
  if (window_->counts(clock_->now())) ++turned_away_;
  return true;
}

double LockServer::slowness(Chamber const& chamber, Time at) { return 1 / std::max(chamber.closures->share(at), 1e-3); }

std::int64_t LockServer::today() const { return static_cast<std::int64_t>(std::floor(in_days(clock_->now()))); }

int LockServer::quota_left(Direction direction) const {
  return lock_->traffic.quota_per_day - (today() == let_in_on_ ? let_in_[direction] : 0);
}

Process LockServer::begin_days() {
  for (Time midnight = at_days(1);; midnight = midnight + days(1)) {
    co_await clock_->until(midnight);
    for (Chamber& chamber : chambers_) {
      if (!chamber.idle) continue;
      chamber.idle = false;
      clock_->wake(chamber.process, clock_->now());
    }
  }
}

// A filling holds a handful of ships: those far back in a long queue cannot change it.
std::vector<LockServer::Waiting*> LockServer::head_of_line(Direction direction) {
  constexpr std::size_t looked_at = 64;
  auto& [ours, others] = sides_[direction];
  auto const let_in = std::min(others.size(), static_cast<std::size_t>(std::max(0, quota_left(direction))));
  std::vector<Waiting*> line;
  for (std::size_t i = 0, k = 0; line.size() < looked_at && (i < ours.size() || k < let_in);) {
    bool const is_ours = k == let_in || (i < ours.size() && ours[i].goes_before(others[k]));
    line.push_back(is_ours ? &ours[i++] : &others[k++]);
  }
  return line;
}

std::vector<std::size_t> LockServer::choose(std::vector<Waiting*> const& line, Chamber const& chamber,
                                            std::optional<int> overtaken_at_most) {
  std::vector<rules::ShipAtLock> ships;
  std::vector<int> may_be_overtaken;
  for (Waiting const* const waiting : line) {
    ships.push_back(waiting->ship);
    may_be_overtaken.push_back(overtaken_at_most.value_or(0) - waiting->overtaken);
  }
  return overtaken_at_most ? rules::fill_most_area(ships, may_be_overtaken, *chamber.facts)
                           : rules::assign_lockage(ships, *chamber.facts);
}

LockServer::Lockage LockServer::next_lockage(Chamber const& chamber, Direction direction) {
  if (!rules::serves(*chamber.facts, direction)) return {};
  auto line = head_of_line(direction);
  auto inside = choose(line, chamber, lock_->overtaken_at_most);
  return {std::move(line), std::move(inside)};
}

// By those behind it that are let in, each ship that the filling leaves outside though the chamber would have it.
void LockServer::count_overtaken(std::vector<Waiting*> const& line, std::vector<std::size_t> const& filling,
                                 Chamber const& chamber) const {
  if (!lock_->overtaken_at_most) return;
  auto left = filling.size();
  auto next = filling.begin();
  for (std::size_t i = 0; i < filling.back(); ++i) {
    if (i == *next) {
      ++next;
      --left;
    } else if (rules::fits(line[i]->ship, *chamber.facts)) {
      line[i]->overtaken += static_cast<int>(left);
    }
  }
}

std::vector<LockServer::Waiting> LockServer::take_in(Lockage const& lockage, Chamber const& chamber,
                                                     Direction direction) {
  count_overtaken(lockage.line, lockage.inside, chamber);
  std::vector<Waiting> inside;
  for (auto const ship : lockage.inside) inside.push_back(*lockage.line[ship]);
  for (Waiting const& ship : inside) {
    auto& line = ship.ours != nullptr ? sides_[direction].ours : sides_[direction].others;
    line.erase(std::ranges::find(line, ship.number, &Waiting::number));
    if (ship.ours != nullptr) continue;
    if (std::exchange(let_in_on_, today()) != today()) let_in_ = {};
    ++let_in_[direction];
  }
  return inside;
}

void LockServer::count_wait(Waiting const& ship, Direction direction, Time ends) {
  double const boxes = ship.ours != nullptr ? ship.ours->boxes : 0;
  queue_.leaves(ship.since, ends, boxes);
  queue_by_direction_[direction].leaves(ship.since, ends, boxes);
  if (!window_->counts(ends)) return;
  auto& waits = ship.ours != nullptr ? waits_[ship.ours->vehicle_class] : waits_of_others_;
  waits.push_back(static_cast<float>(in_hours(ends - ship.since)));
}

void LockServer::count(Chamber& chamber, std::vector<Waiting> const& inside, Direction direction) {
  auto& counted = chamber.counted[direction];
  ++counted.lockages;
  double area = 0;  // m2
  for (Waiting const& ship : inside) {
    ++counted.ships;
    if (ship.ours != nullptr) ++counted.ships_ours;
    area += in_metres(ship.ship.length) * in_metres(ship.ship.beam);
  }
  counted.area_filled += area / (in_metres(chamber.facts->length) * in_metres(chamber.facts->width));
}

Process LockServer::chamber_process(Chamber& chamber) {
  for (;;) {
    if (Time const open = chamber.closures->open_from(clock_->now()); open > clock_->now())
      co_await clock_->until(open);
    // The side of the ship that it waited for; else the other side first, as the chamber stands at its level.
    Direction direction =
        std::exchange(chamber.first_side, {}).value_or(chamber.last == Direction::up ? Direction::down : Direction::up);
    auto next = next_lockage(chamber, direction);
    if (next.empty()) {
      direction = other(direction);
      next = next_lockage(chamber, direction);
    }
    bool const turn_back = direction == chamber.last;
    if (next.empty()) {
      co_await ArrivalAwaiter{chamber};
      continue;
    }
    Time const begins = clock_->now();
    chamber.busy.set(1, begins);
    auto const inside = take_in(next, chamber, direction);
    Duration const usual = std::max(Duration{}, draw(chamber.facts->lockage, chamber.stream));
    Duration const lockage = (usual + (turn_back ? chamber.facts->turn_back : Duration{})) * slowness(chamber, begins);
    for (Waiting const& ship : inside) {
      count_wait(ship, direction, begins);
      if (ship.ours == nullptr) continue;
      ship.ours->waited_until = begins;
      auto& lately = usual_wait_[direction];
      lately += ((begins - ship.since) - lately) * 0.1;
      clock_->wake(ship.ours->vessel, begins + lockage + chamber.facts->passage);
    }
    if (window_->counts(begins)) {
      count(chamber, inside, direction);
      // A chamber is filled to lift ships, and to fetch more of those that go down.
      if (direction == Direction::up || turn_back) ++chamber.fillings;
    }
    co_await clock_->until(begins + lockage);
    chamber.busy.set(0, clock_->now());
    chamber.last = direction;
  }
}

Process LockServer::traffic(Direction direction, double ships_per_day) {
  demand::Stream stream{
      world_->seed, replication_,
      fmt::format("lock {} traffic {}", lock_->name.code, direction == Direction::up ? "up" : "down")};
  auto const gap = demand::Distribution<Duration>::exponential(days(1) / ships_per_day);
  for (;;) {
    co_await clock_->until(clock_->now() + draw(gap, stream));
    Length const length = draw(lock_->traffic.length, stream);
    Length const beam = draw(lock_->traffic.beam, stream);
    rules::ShipAtLock const ship{length, beam, Length{}};
    bool const fits = std::ranges::any_of(lock_->chambers, [&](auto const& c) { return rules::fits(ship, c); });
    if (fits && !turns_away(direction))
      arrive({ship, clock_->now(), {false, lock_->traffic.priority}, nullptr}, direction);
  }
}

// Those with boxes of ours.
std::vector<QueueWatch::InLine> LockServer::in_line(Direction direction) const {
  std::vector<QueueWatch::InLine> ships;
  for (Waiting const& ship : sides_[direction].ours) ships.push_back({ship.since, ship.ours->boxes});
  return ships;
}

outcome::LockOutcome LockServer::outcome() {
  auto both_sides = in_line(Direction::down);
  for (auto const& ship : in_line(Direction::up)) both_sides.push_back(ship);
  outcome::LockOutcome made{.turned_away = turned_away_, .queue = queue_.outcome(both_sides)};
  for (Chamber const& chamber : chambers_) {
    auto& of_chamber = made.chambers.emplace_back(chamber.busy.mean(), chamber.counted);
    made.utilisation += of_chamber.utilisation / static_cast<double>(chambers_.size());
    double const water = chamber.fillings * chamber.facts->water_m3;
    of_chamber.water_saved_m3 = water * chamber.facts->water_saved_share;
    of_chamber.water_m3 = water - of_chamber.water_saved_m3;
    made.water_m3 += of_chamber.water_m3;
    made.water_saved_m3 += of_chamber.water_saved_m3;
    for (outcome::Lockages& way : of_chamber.by_direction) {
      made.lockages += way.lockages;
      made.ships += way.ships;
      made.ships_ours += way.ships_ours;
      made.area_filled += way.area_filled;
      if (way.lockages > 0) way.area_filled /= way.lockages;
    }
  }
  if (made.lockages > 0) made.area_filled /= made.lockages;
  for (auto const direction : all_values<Direction>)
    made.queue_by_direction[direction] = queue_by_direction_[direction].outcome(in_line(direction));
  for (auto& waits : waits_) made.waits.add(outcome::spread_of(waits));
  made.waits_of_others = outcome::spread_of(waits_of_others_);
  return made;
}

}  // namespace tongzhou::engine
