#include "sim/engine/water_ahead.hpp"

#include <algorithm>
#include <variant>

#include "sim/charges/passage_time.hpp"
#include "sim/demand/stream.hpp"
#include "sim/rules/lockage.hpp"
#include "sim/rules/sailing.hpp"
#include "sim/rules/wagons.hpp"

namespace tongzhou::engine {
using world::LinkId;
using world::LockId;
using world::TerminalId;

namespace {

constexpr auto in_hand = days(1);

}  // namespace

struct WaterAhead::Leg {
  std::size_t stop = 0;
  std::size_t first_passage = 0;
  Time known_until = Time::never();  // what it meets later is as forecast
};

WaterAhead::WaterAhead(world::World const& world, Clock const& clock, YearParts const& parts,
                       Disruptions const& announced, Locks const& locks, rules::WaterAtBerths const& at_berth,
                       std::uint32_t replication)
    : world_(world),
      clock_(clock),
      parts_(parts),
      locks_(locks),
      announced_(announced),
      horizon_(world.end() + days(365)),
      at_berth_(at_berth) {
  for (auto const& service : world.services) {
    std::vector<Way> by_turn;
    for (auto const& run : service.turns()) {
      auto& way = by_turn.emplace_back(Way{is_steady(run), {}, {}, {}});
      for (auto const& stop : run.stops) {
        way.deadweights.push_back(in_tonnes(rules::deadweight(world.vehicle_classes[run.vehicle], stop)));
        way.approaches.push_back(charges::approach_time(world, world.vehicle_classes[run.vehicle], stop.terminal));
        auto& times = way.times.emplace_back();
        for (auto const& passage : stop.to_next) times.push_back(charges::mean_time(world, run, passage));
      }
    }
    ways_.add(std::move(by_turn));
  }
  draw_forecasts(replication);
}

void WaterAhead::draw_forecasts(std::uint32_t replication) {
  for (auto const& link : world_.links) {
    std::vector<double> by_week;
    if (link.depth_forecast) {
      demand::Stream stream{world_.seed, replication, "depth forecast " + link.name.code};
      for (Time week; week <= horizon_; week = week + days(7)) by_week.push_back(draw(*link.depth_forecast, stream));
    }
    forecasts_.add(std::move(by_week));
  }
}

double WaterAhead::forecast(LinkId link, Time at) const {
  auto const& by_week = forecasts_[link];
  if (by_week.empty()) return 1;
  return by_week[static_cast<std::size_t>(in_days(std::min(at, horizon_)) / 7)];
}

// What is deep enough for a full ship on every day, or belongs to no ship: most of the sea.
bool WaterAhead::is_steady(world::Service const& service) const {
  auto const& vehicle = world_.vehicle_classes[service.vehicle];
  if (!rules::is_ship(vehicle)) return true;
  Length const full = vehicle.draught_full + vehicle.under_keel;
  auto const deep = [&](world::Depths const& depths, double share = 1) {
    return std::ranges::min(depths) * share >= full;
  };
  auto const deep_link = [&](world::Link const& link) {
    return deep(link.depth, link.depth_forecast ? std::min(1.0, minimum(*link.depth_forecast)) : 1);
  };
  return std::ranges::all_of(service.stops, [&](auto const& stop) {
    return deep(at_berth_(vehicle, stop.terminal)) && std::ranges::all_of(stop.to_next, [&](auto const& passage) {
             if (auto const* link = std::get_if<LinkId>(&passage.what)) return deep_link(world_.links[*link]);
             return std::holds_alternative<world::GaugeChangeId>(passage.what) ||
                    std::ranges::all_of(world_.locks[std::get<LockId>(passage.what)].chambers,
                                        [&](auto const& chamber) { return chamber.sill_depth >= full; });
           });
  });
}

double WaterAhead::payload_in(Vehicle const& me, Length water) const {
  return std::min(in_tonnes(me.facts.deadweight), in_tonnes(rules::payload(me.facts, water)));
}

std::span<double const> WaterAhead::payloads(Vehicle const& me, std::size_t stop, Time leaves) {
  auto const& stops = me.service.stops;
  if (way_of(me).steady) return way_of(me).deadweights;
  payloads_ = way_of(me).deadweights;
  Time at = leaves;
  for (std::size_t ahead = 0; ahead + 1 < stops.size(); ++ahead) {
    std::size_t const leg = (stop + ahead) % stops.size();
    if (stops[leg].to_next.empty()) break;
    payloads_[leg] = payload_in(me, least_water(me, {leg, 0, leaves + in_hand}, at, false));
    std::size_t const next = (leg + 1) % stops.size();
    at = std::max(at + way_of(me).approaches[next] + mean(stops[next].port_time), me.leaves(next, next <= stop));
  }
  return payloads_;
}

double WaterAhead::payload(Vehicle const& me, std::size_t passage, Time at) {
  return payload_in(me, least_water(me, {me.leg, passage}, at, false));
}

double WaterAhead::payload_with_waits(Vehicle const& me, std::size_t stop, Time leaves) {
  if (way_of(me).steady) return in_tonnes(me.facts.deadweight);
  return payload_in(me, least_water(me, {stop, 0}, leaves, true));
}

// From berth to berth, or from a place on the way. `at`: when it sets out; then, when it comes to the port of the next
// stop.
Length WaterAhead::least_water(Vehicle const& me, Leg leg, Time& at, bool with_waits) const {
  auto const& stops = me.service.stops;
  auto const& stop = stops[leg.stop];
  Length least = Length::unlimited();
  auto const meets = [&](world::Depths const& depths, Duration for_so_long, double share = 1) {
    least = std::min(least, with_waits ? deepest(depths, at, at + me.facts.waits_for_water)
                                       : shallowest(depths, at, at + for_so_long + in_hand) * share);
  };
  if (leg.first_passage == 0) {
    meets(at_berth_(me.facts, stop.terminal), {});
    at = at + way_of(me).approaches[leg.stop];
  }
  for (std::size_t p = leg.first_passage; p < stop.to_next.size(); ++p) {
    auto const& passage = stop.to_next[p];
    Duration const time = way_of(me).times[leg.stop][p];
    if (auto const* link = std::get_if<LinkId>(&passage.what)) {
      auto const& closed = announced_.links[*link];
      at = closed.open_from(at);
      Time const out = closed.none() ? at + time : closed.pass(at, time, [](Time, Time, double) {});
      meets(world_.links[*link].depth, out - at, out > leg.known_until ? forecast(*link, at) : 1);
      at = out;
      continue;
    }
    if (auto const* lock = std::get_if<LockId>(&passage.what)) {
      at = announced_.opens(world_, *lock, me.facts, passage.direction, at) +
           locks_.usual_wait(*lock, passage.direction);
      least = std::min(least, sill(world_.locks[*lock], *lock, me, passage.direction, at));
    }
    at = at + time;
  }
  meets(at_berth_(me.facts, stops[(leg.stop + 1) % stops.size()].terminal), {});
  return least;
}

// Of the chambers that take the ship when it is light enough, the deepest of those that it can wait for.
Length WaterAhead::sill(world::Lock const& lock, LockId id, Vehicle const& me, world::Direction direction,
                        Time at) const {
  Time const first = announced_.opens(world_, id, me.facts, direction, at);
  Length deepest{};
  for (std::size_t c = 0; c < lock.chambers.size(); ++c)
    if (rules::takes(lock.chambers[c], me.facts, direction) &&
        announced_.chambers[id][c].open_from(at) <= first + me.facts.waits_for_water)
      deepest = std::max(deepest, lock.chambers[c].sill_depth);
  return deepest;
}

// A ship that would only be there when nothing is published any more counts on the last that is.
Length WaterAhead::shallowest(world::Depths const& depths, Time from, Time to) const {
  Length least = Length::unlimited();
  Time const known = published_until(), last = std::min(to, known);
  for (Time day = std::min(from, known); day < last; day = day + days(1))
    least = std::min(least, depths[parts_.at(day)]);
  return std::min(least, depths[parts_.at(last)]);
}

Length WaterAhead::deepest(world::Depths const& depths, Time from, Time to) const {
  Length most;
  Time const known = published_until(), last = std::min(to, known);
  for (Time day = std::min(from, known); day < last; day = day + days(1)) most = std::max(most, depths[parts_.at(day)]);
  return std::max(most, depths[parts_.at(last)]);
}

Time WaterAhead::floats(Vehicle const& me, LinkId link, Time at) const {
  return first_deep(world_.links[link].depth, me, at);
}
Time WaterAhead::floats(Vehicle const& me, TerminalId terminal, Time at) const {
  return first_deep(at_berth_(me.facts, terminal), me, at);
}

Time WaterAhead::first_deep(world::Depths const& depths, Vehicle const& me, Time at) const {
  if (at >= horizon_) return at;
  Length const needed = rules::draught(me.facts, me.load()) + me.facts.under_keel - metres(1e-9);
  return parts_.first_when(at, [&](std::size_t part) { return depths[part] >= needed; });
}

}  // namespace tongzhou::engine
