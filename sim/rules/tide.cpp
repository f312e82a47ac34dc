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

Length reached_daily(world::Tide const& tide) {
  if (tide.none()) return Length{};
  constexpr int days_looked_at = 60, steps_a_day = 240;
  constexpr auto quarter = minutes(15);
  auto const held = [&](Time at) { return std::min(height(tide, at - quarter), height(tide, at + quarter)); };
  Length least = Length::unlimited();
  for (int day = 1; day <= days_looked_at; ++day) {
    Length highest = held(at_days(day));
    for (int step = 1; step < steps_a_day; ++step)
      highest = std::max(highest, held(at_days(day + static_cast<double>(step) / steps_a_day)));
    least = std::min(least, highest);
  }
  return least;
}

WaterAtBerths::WaterAtBerths(world::World const& world) : world_(world) {
  Table<world::ApproachId, Length> high;
  for (auto const& approach : world.approaches) high.add(reached_daily(approach.tide));
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
