#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "network/base/calendar.hpp"
#include "network/base/id.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// The most that a vehicle of a service may load for each leg in each part of the year, so that it passes every link,
/// lock and berth on it. Tonnes.
class PayloadLimits {
 public:
  PayloadLimits(world::World const& world, Table<world::TerminalId, world::Depths> const& at_berth);

  /// By leg.
  std::vector<double> const& of(world::ServiceId service, std::size_t part) const { return limits_[service][part]; }

 private:
  using ByPartAndLeg = std::array<std::vector<double>, parts_of_year>;
  Table<world::ServiceId, ByPartAndLeg> limits_;
};

}  // namespace tongzhou::engine
