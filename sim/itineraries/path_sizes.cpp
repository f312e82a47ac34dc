#include "sim/itineraries/path_sizes.hpp"

#include <cstdint>
#include <map>
#include <tuple>
#include <utility>
#include <variant>

#include "sim/rules/choice.hpp"

namespace tongzhou::itineraries {
namespace {

enum class Kind { leg, road, transfer };
using What = std::tuple<Kind, std::uint64_t, std::uint64_t, world::Mode>;

double hours_of(std::vector<Line> const& lines) {
  double rates = 0, aboard = 0;
  for (auto const& line : lines) {
    if (line.share > 0 && line.wait_hours > 0) rates += 1 / line.wait_hours;
    aboard += line.share * (line.cut_off_hours + line.ride_hours);
  }
  return aboard + (rates > 0 ? 1 / rates : 0);
}

/// Numbers things in the order in which they are met.
class Stretches {
 public:
  explicit Stretches(world::World const& world) : world_(world) {}

  std::vector<rules::Stretch> of(Itinerary const& route) {
    std::vector<rules::Stretch> way;
    auto lines = route.lines.begin();
    for (auto const& step : route.steps) {
      if (std::holds_alternative<Ride>(step)) {
        way.push_back({number(leg(lines->front().ride)), hours_of(*lines)});
        ++lines;
      } else if (auto const* truck = std::get_if<Truck>(&step)) {
        for (auto const road : truck->links) {
          double const part = truck->distance > Length{} ? world_.links[road].distance / truck->distance
                                                         : 1 / static_cast<double>(truck->links.size());
          way.push_back({number({Kind::road, road.value(), 0, {}}), in_hours(truck->time) * part});
        }
      } else if (auto const* between = std::get_if<InterTerminalTransfer>(&step)) {
        auto const& transfer = world_.transfers[between->transfer];
        way.push_back({number({Kind::transfer, between->transfer.value(), 0, {}}), in_hours(mean(transfer.time))});
      }
    }
    return way;
  }

 private:
  What leg(Ride const& ride) const {
    auto const& service = world_.services[ride.service];
    return {Kind::leg, service.stops[ride.load].terminal.value(), service.stops[ride.discharge].terminal.value(),
            world_.vehicle_classes[service.vehicle].mode};
  }
  std::uint64_t number(What const& what) { return numbers_.try_emplace(what, numbers_.size()).first->second; }

  world::World const& world_;
  std::map<What, std::uint64_t> numbers_;
};

}  // namespace

std::vector<double> path_sizes(world::World const& world, std::span<Itinerary const> routes) {
  Stretches stretches{world};
  std::vector<std::vector<rules::Stretch>> ways;
  ways.reserve(routes.size());
  for (auto const& route : routes) ways.push_back(stretches.of(route));
  return rules::path_sizes(ways);
}

}  // namespace tongzhou::itineraries
