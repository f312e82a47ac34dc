#pragma once

#include <optional>
#include <vector>

#include "network/base/quantity.hpp"
#include "sim/charges/step.hpp"
#include "sim/charges/tariff.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// What a box of a flow pays besides the freight of a ride whose price hangs on when it is loaded: on the month, or on
/// how far its departure was booked, the spot market.
class DatedPrices {
 public:
  /// Whether the ride has such prices.
  static bool apply(world::World const& world, world::Flow const& flow, charges::Ride const& ride);

  DatedPrices(world::World const& world, world::Flow const& flow, charges::Ride const& ride);

  bool is_spot() const { return is_spot_; }
  /// Loaded then, and quoted when its departure was booked so far: 0 to 1.
  charges::RidePrice at(Time loaded, double fill) const;
  charges::RidePrice mean() const;
  /// Surcharge less subsidy, in the cheapest month and by the emptiest departure.
  double least() const;

 private:
  charges::RidePrice of_month(std::size_t month, std::optional<double> fill = std::nullopt) const;

  world::World const& world_;
  world::BoxType const& box_;
  charges::Ride ride_;
  world::Freight const* contract_;
  bool is_spot_;
  std::vector<charges::RidePrice> by_month_;  // as charges::months_of numbers them; of spot: the tariff
};

}  // namespace tongzhou::engine
