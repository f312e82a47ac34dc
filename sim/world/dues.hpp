#pragma once

#include <utility>
#include <vector>

#include "sim/world/ids.hpp"

namespace tongzhou::world {

/// What a ship owes to who keeps a canal, a lock or a port, each time: money.
struct Dues {
  double per_ship = 0;
  double per_slot_teu = 0;                                             // of its class
  double per_teu = 0;                                                  // aboard; in a port, loaded and discharged
  double per_t = 0;                                                    // aboard, boxes included; not in a port
  std::vector<std::pair<VehicleClassId, double>> per_ship_of_class{};  // in place of `per_ship`

  bool none() const {
    return per_ship == 0 && per_slot_teu == 0 && per_teu == 0 && per_t == 0 && per_ship_of_class.empty();
  }
};

}  // namespace tongzhou::world
