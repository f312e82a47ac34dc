#include "sim/itineraries/itinerary.hpp"

#include <algorithm>

namespace tongzhou::itineraries {

bool go_alike(Itinerary const& a, Itinerary const& b) {
  auto const same_lines = [](std::vector<Line> const& some, std::vector<Line> const& others) {
    return std::ranges::equal(some, others, {}, &Line::ride, &Line::ride);
  };
  return a.steps == b.steps && std::ranges::equal(a.lines, b.lines, same_lines);
}

}  // namespace tongzhou::itineraries
