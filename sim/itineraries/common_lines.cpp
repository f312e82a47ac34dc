#include "sim/itineraries/common_lines.hpp"

#include <algorithm>
#include <utility>
#include <variant>

namespace tongzhou::itineraries {
namespace {

bool are_substitutable(world::World const& world, Step const& a, Step const& b) {
  if (a.index() != b.index()) return false;
  if (auto const* ride = std::get_if<Ride>(&a)) {
    auto const terminals = [&](Ride const& of) {
      auto const& stops = world.services[of.service].stops;
      return std::pair{stops[of.load].terminal, stops[of.discharge].terminal};
    };
    return terminals(*ride) == terminals(std::get<Ride>(b));
  }
  if (auto const* between = std::get_if<InterTerminalTransfer>(&a))
    return between->transfer == std::get<InterTerminalTransfer>(b).transfer;
  auto const& truck = std::get<Truck>(a);
  auto const& other = std::get<Truck>(b);
  return truck.links == other.links && truck.out_of == other.out_of && truck.into == other.into;
}

}  // namespace

std::vector<std::vector<std::size_t>> common_lines(world::World const& world, std::vector<Itinerary> const& ways) {
  std::vector<std::vector<std::size_t>> groups;
  for (std::size_t way = 0; way < ways.size(); ++way) {
    auto const like = std::ranges::find_if(groups, [&](auto const& group) {
      return std::ranges::equal(ways[group.front()].steps, ways[way].steps,
                                [&](Step const& a, Step const& b) { return are_substitutable(world, a, b); });
    });
    if (like == groups.end())
      groups.push_back({way});
    else
      like->push_back(way);
  }
  std::erase_if(groups, [](auto const& group) { return group.size() == 1; });
  return groups;
}

}  // namespace tongzhou::itineraries
