#include "sim/rules/tide.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>

namespace tongzhou::rules {

Length height(world::Tide const& tide, Time at) {
  Length sum = tide.mean;
  for (auto const& part : tide.constituents)
    sum += part.amplitude * std::cos(2 * std::numbers::pi * ((at.since_start() - part.first_high) / part.period));
  if (tide.by_hour.empty()) return sum;
  double const hour = std::fmod(in_hours(at), static_cast<double>(tide.by_hour.size()));
  auto const before = static_cast<std::size_t>(hour);
  Length const low = tide.by_hour[before], high = tide.by_hour[(before + 1) % tide.by_hour.size()];
  return sum + low + (high - low) * (hour - static_cast<double>(before));
}

Time first_so_high(world::Tide const& tide, Length needed, Time from, Time until) {
  constexpr auto step = minutes(6);
  if (height(tide, from) >= needed) return from;
  for (Time low = from; low < until; low = low + step) {
    Time high = std::min(low + step, until);
    if (height(tide, high) < needed) continue;
    while (high - low > seconds(1)) {
      Time const between = low + (high - low) / 2;
      (height(tide, between) >= needed ? high : low) = between;
    }
    return high;
  }
  return until;
}

// Each day is looked at from the hour on at which the day before was high, and no longer than until it is no lower than
// the lowest so far.
Length reached_daily(world::Tide const& tide, Duration run) {
  if (tide.none()) return Length{};
  constexpr int least_days = 60, steps_a_day = 240;
  constexpr auto quarter = minutes(15);
  auto const held = [&](int day, int step) {
    Time const at = at_days(day + static_cast<double>(step) / steps_a_day);
    return std::min(height(tide, at - quarter), height(tide, at + quarter));
  };
  int const last_day = std::max(least_days, static_cast<int>(std::ceil(in_days(run))) - 1);
  Length least = Length::unlimited();
  int high = 0;
  for (int day = 1; day <= last_day; ++day) {
    int const first = high;
    Length highest = held(day, first);
    for (int n = 1; n < steps_a_day && highest < least; ++n) {
      int const step = (first + n) % steps_a_day;
      Length const reached = held(day, step);
      if (reached <= highest) continue;
      highest = reached;
      high = step;
    }
    least = std::min(least, highest);
  }
  return least;
}

WaterAtBerths::WaterAtBerths(world::World const& world) : world_(world) {
  Table<world::ApproachId, Length> high;
  for (auto const& approach : world.approaches) high.add(reached_daily(approach.tide, world.length));
  for (auto const& terminal : world.terminals) {
    auto depths = terminal.depth;
    if (auto const approach = world.places[terminal.place].approach)
      for (std::size_t part = 0; part < depths.size(); ++part)
        depths[part] = std::min(depths[part], world.approaches[approach].depth[part] + high[approach]);
    by_approach_.add(depths);
  }
}

world::Depths const& WaterAtBerths::operator()(world::VehicleClass const& ship, world::TerminalId terminal) const {
  auto const& facts = world_.terminals[terminal];
  auto const approach = world_.places[facts.place].approach;
  bool const beside_it = approach && !world_.approaches[approach].used_by(ship.length);
  return beside_it ? facts.depth : by_approach_[terminal];
}

}  // namespace tongzhou::rules
