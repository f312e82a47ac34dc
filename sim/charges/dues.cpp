#include "sim/charges/dues.hpp"

#include <algorithm>

namespace tongzhou::charges {

double due_of_ship(world::Dues const& dues, world::World const& world, world::VehicleClassId vehicle) {
  auto const own = std::ranges::find(dues.per_ship_of_class, vehicle, [](auto const& due) { return due.first; });
  double const per_ship = own == dues.per_ship_of_class.end() ? dues.per_ship : own->second;
  return per_ship + dues.per_slot_teu * world.vehicle_classes[vehicle].teu;
}

double due_of_passage(world::Dues const& dues, world::World const& world, world::VehicleClassId vehicle, double teu,
                      double tonnes) {
  return due_of_ship(dues, world, vehicle) + dues.per_teu * teu + dues.per_t * tonnes;
}

double pilotage(world::Helpers const& helpers, Length ship) {
  return helpers.needed_by(ship) ? helpers.per_ship * helpers.cost_per_job : 0;
}

}  // namespace tongzhou::charges
