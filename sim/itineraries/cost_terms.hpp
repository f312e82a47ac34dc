#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "sim/itineraries/itinerary.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::itineraries {

/// One line of what a box's route costs when nothing queues: an amount, or so many hours at a price.
struct CostTerm {
  std::size_t step = 0;  // of the route's steps; one more than the last: of the whole way
  std::string_view what;
  double hours = 0;  // 0: an amount alone
  double price = 0;  // of an hour
  double amount = 0;
};

/// Worked out step by step, anew: they add up to the route's generalised cost. Where several lines do a leg, each
/// counts by its share.
std::vector<CostTerm> cost_terms(world::World const& world, world::Flow const& flow, Itinerary const& route);

}  // namespace tongzhou::itineraries
