#pragma once

#include <array>

#include "network/base/calendar.hpp"
#include "network/base/quantity.hpp"

namespace tongzhou::world {

/// Of water, by part of the year; unlimited where nobody measured.
using Depths = std::array<Length, parts_of_year>;
constexpr Depths unlimited_depths() {
  Depths depths{};
  depths.fill(Length::unlimited());
  return depths;
}

}  // namespace tongzhou::world
