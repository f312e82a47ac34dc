#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <set>
#include <utility>
#include <variant>

#include "scenarios/format/locate.hpp"
#include "scenarios/format/plausibility_relations.hpp"
#include "sim/rules/lockage.hpp"

namespace tongzhou::format::plausibility {
namespace {

using world::Direction;

/// A class of ships of services, and which way it goes through a lock.
using Passing = std::pair<world::VehicleClassId, Direction>;

std::set<Passing> passing(World const& world, world::LockId id) {
  std::set<Passing> made;
  for (auto const& service : world.services)
    for (auto const& run : service.turns())
      for (auto const& stop : run.stops)
        for (auto const& passage : stop.to_next)
          if (auto const* lock = std::get_if<world::LockId>(&passage.what); lock != nullptr && *lock == id)
            made.emplace(run.vehicle, passage.direction);
  return made;
}

/// Does the chamber take the smallest of the other ships?
bool takes_others(world::Chamber const& chamber, world::LockTraffic const& traffic) {
  bool const comes =
      (chamber.serves_up && traffic.ships_per_day_up > 0) || (chamber.serves_down && traffic.ships_per_day_down > 0);
  return comes && minimum(traffic.length) <= chamber.length && minimum(traffic.beam) <= chamber.width;
}

/// Other ships a day, both ways, that lie in its fillings when these follow one another all day, by area.
double most_others(world::Lock const& lock) {
  double const ship_m2 = in_metres(mean(lock.traffic.length)) * in_metres(mean(lock.traffic.beam));
  if (ship_m2 <= 0) return std::numeric_limits<double>::infinity();
  double most = 0;
  for (auto const& chamber : lock.chambers)
    if (takes_others(chamber, lock.traffic))
      most += days(1) / mean(chamber.lockage) *
              std::max(1.0, in_metres(chamber.length) * in_metres(chamber.width) / ship_m2);
  return most;
}

}  // namespace

std::vector<Remark> chambers_that_take_nobody(World const& world) {
  std::vector<Remark> made;
  for (auto const id : world.locks.ids()) {
    auto const& lock = world.locks[id];
    auto const ships = passing(world, id);
    bool const others = lock.traffic.ships_per_day_up + lock.traffic.ships_per_day_down > 0;
    if (ships.empty() && !others) continue;  // nobody comes to this lock
    for (auto const& chamber : lock.chambers) {
      auto const takes = [&](Passing const& ship) {
        return rules::takes(chamber, world.vehicle_classes[ship.first], ship.second);
      };
      if (takes_others(chamber, lock.traffic) || std::ranges::any_of(ships, takes)) continue;
      made.push_back({of_facility(lock.name.code, "chambers") + step_for(chamber.name.code),
                      "no ship that comes here fits into it and goes the way that it serves"});
    }
  }
  return made;
}

std::vector<Remark> ships_for_the_lock(World const& world) {
  constexpr int never = std::numeric_limits<int>::max();
  std::vector<Remark> made;
  for (auto const& lock : world.locks) {
    auto const& traffic = lock.traffic;
    double const others = traffic.ships_per_day_up + traffic.ships_per_day_down, most = most_others(lock);
    if (traffic.turns_away_at != never || traffic.quota_per_day != never || others <= most) continue;
    made.push_back(
        {of_facility(lock.name.code, "traffic"),
         fmt::format("{:.6g} ships a day, and its chambers lift {:.4g} at most: the queue grows all year; give "
                     "\"turns_away_at\" or \"quota_per_day\"",
                     others, most)});
  }
  return made;
}

}  // namespace tongzhou::format::plausibility
