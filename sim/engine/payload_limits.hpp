#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "network/base/calendar.hpp"
#include "network/base/id.hpp"
#include "sim/rules/tide.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// The most that a vehicle of a service may load for each leg in each part of the year, so that it passes every link,
/// lock and berth on it. Tonnes.
class PayloadLimits {
 public:
  PayloadLimits(world::World const& world, rules::WaterAtBerths const& at_berth);

  /// Of a service's vehicle that has its turn, by leg.
  std::vector<double> const& of(world::ServiceId service, std::size_t turn, std::size_t part) const {
    return limits_[service][turn][part];
  }

 private:
  using ByPartAndLeg = std::array<std::vector<double>, parts_of_year>;
  Table<world::ServiceId, std::vector<ByPartAndLeg>> limits_;  // by turn
};

}  // namespace tongzhou::engine
