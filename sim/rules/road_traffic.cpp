#include "sim/rules/road_traffic.hpp"

#include <cmath>

namespace tongzhou::rules {

double time_factor(world::RoadCapacity const& road, double vehicles_per_hour) {
  return 1 + road.alpha * std::pow(vehicles_per_hour / road.vehicles_per_hour, road.beta);
}

double mean_time_factor(world::RoadCapacity const& road) {
  double sum = 0;
  for (double const others : road.other_vehicles) sum += time_factor(road, others);
  return sum / static_cast<double>(road.other_vehicles.size());
}

}  // namespace tongzhou::rules
