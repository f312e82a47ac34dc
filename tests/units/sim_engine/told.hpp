#pragma once

#include <catch2/catch.hpp>
#include <cstdint>

#include "sim/engine/simulate.hpp"

namespace tongzhou {

/// What one run of a world told; every line of its audit is checked.
inline outcome::Outcome told(world::World const& world, std::uint32_t replication = 0,
                             engine::Observer* observer = nullptr) {
  itineraries::Planner const planner{world};
  auto const outcome = engine::simulate(world, planner, plan_all(world, planner), replication, observer);
  for (auto const& check : outcome.audit) {
    INFO(check.name << ": " << check.expected << " against " << check.found);
    CHECK(check.holds);
  }
  return outcome;
}

}  // namespace tongzhou
