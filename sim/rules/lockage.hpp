#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "network/base/quantity.hpp"
#include "sim/world/place.hpp"
#include "sim/world/vehicle.hpp"

namespace tongzhou::rules {

struct ShipAtLock {
  Length length;
  Length beam;
  Length water;  // that it needs over the sill: its draught, and what is kept under the keel
};
ShipAtLock ship_at_lock(world::VehicleClass const& vehicle, Mass load);

bool fits(ShipAtLock const& ship, world::Chamber const& chamber);
bool serves(world::Chamber const& chamber, world::Direction direction);
/// Is a chamber one for ships of a class in a direction? What they do not fit without a box aboard is none for them.
bool takes(world::Chamber const& chamber, world::VehicleClass const& vehicle, world::Direction direction);

/// A chamber in which nobody is.
struct IdleChamber {
  world::Chamber const* facts;
  Time opens;               // when it could begin: now, unless it is closed
  double slowness = 1;      // a lockage, and coming back, take so many times their usual time
  bool turns_back = false;  // it stands at the other level
};
/// When a lockage that begins as soon as it can has let its ships out, on the mean.
Time mean_out(IdleChamber const& chamber);
/// The chamber by which a ship is out first, of those that it fits and that serve its direction; none: none is. Tie:
/// the one that opens first, then the smaller, then the first listed, which is then the like of the other.
std::optional<std::size_t> choose_chamber(ShipAtLock const& ship, world::Direction direction,
                                          std::span<IdleChamber const> idle);

/// Which of the waiting ships, first come first, go into the next filling: ships lie in lanes side by side, each lane
/// as wide as its first ship, one behind another. A ship that finds no room is passed over and keeps its turn; so long
/// as anybody waits whom the chamber fits, the first such is taken. Positions in `waiting`, ascending.
std::vector<std::size_t> assign_lockage(std::span<ShipAtLock const> waiting, world::Chamber const& chamber);

/// Of the same ships those that lie on most area, so that none that stays outside is overtaken by more than it still
/// may be, by position. Looks at the first eight that the chamber fits, about two fillings (assumption). Ties go to
/// those who came first. Ships lie in lanes, the widest first.
std::vector<std::size_t> fill_most_area(std::span<ShipAtLock const> waiting, std::span<int const> may_be_overtaken,
                                        world::Chamber const& chamber);

}  // namespace tongzhou::rules
