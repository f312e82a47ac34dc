#include "sim/rules/lockage.hpp"

#include <algorithm>
#include <tuple>

namespace tongzhou::rules {

bool fits(ShipAtLock const& ship, world::Chamber const& chamber) {
  return ship.length <= chamber.length && ship.beam <= chamber.width && ship.draught <= chamber.sill_depth;
}

bool serves(world::Chamber const& chamber, world::Direction direction) {
  return direction == world::Direction::up ? chamber.serves_up : chamber.serves_down;
}

bool takes(world::Chamber const& chamber, world::VehicleClass const& vehicle, world::Direction direction) {
  return serves(chamber, direction) && fits({vehicle.length, vehicle.beam, vehicle.draught_light}, chamber);
}

Time mean_out(IdleChamber const& chamber) {
  auto const& facts = *chamber.facts;
  Duration const lockage = mean(facts.lockage) * chamber.slowness;
  return chamber.opens + lockage + (chamber.turns_back ? facts.turn_back : Duration{}) + facts.passage;
}

std::optional<std::size_t> choose_chamber(ShipAtLock const& ship, world::Direction direction,
                                          std::span<IdleChamber const> idle) {
  auto const rank = [](IdleChamber const& chamber) {
    double const area = in_metres(chamber.facts->length) * in_metres(chamber.facts->width);
    return std::tuple{mean_out(chamber), chamber.opens, area};
  };
  std::optional<std::size_t> best;
  for (std::size_t i = 0; i < idle.size(); ++i) {
    if (!serves(*idle[i].facts, direction) || !fits(ship, *idle[i].facts)) continue;
    if (!best || rank(idle[i]) < rank(idle[*best])) best = i;
  }
  return best;
}

std::vector<std::size_t> assign_lockage(std::span<ShipAtLock const> waiting, world::Chamber const& chamber) {
  struct Lane {
    Length width;
    Length left;  // length not yet taken
  };
  std::vector<Lane> lanes;
  Length width_left = chamber.width;
  std::vector<std::size_t> chosen;
  for (std::size_t i = 0; i < waiting.size(); ++i) {
    ShipAtLock const& ship = waiting[i];
    if (!fits(ship, chamber)) continue;
    auto const lane =
        std::ranges::find_if(lanes, [&](Lane const& l) { return ship.beam <= l.width && ship.length <= l.left; });
    if (lane != lanes.end()) {
      lane->left -= ship.length;
    } else if (ship.beam <= width_left) {
      lanes.push_back({ship.beam, chamber.length - ship.length});
      width_left -= ship.beam;
    } else {
      continue;
    }
    chosen.push_back(i);
  }
  return chosen;
}

}  // namespace tongzhou::rules
