#include "scenarios/sensitivity/design.hpp"

#include <numeric>
#include <utility>

namespace tongzhou::sensitivity {
namespace {

std::vector<std::size_t> shuffled(std::size_t count, demand::Stream& stream) {
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (auto i = count; i > 1; --i) std::swap(order[i - 1], order[stream.below(i)]);
  return order;
}

}  // namespace

double step_of(std::size_t levels) { return static_cast<double>(levels) / (2 * static_cast<double>(levels - 1)); }

std::vector<Trajectory> morris_trajectories(std::size_t parameters, std::size_t trajectories, std::size_t levels,
                                            demand::Stream& stream) {
  double const gap = 1 / static_cast<double>(levels - 1);
  std::vector<Trajectory> all;
  for (std::size_t t = 0; t < trajectories; ++t) {
    Point at;
    for (std::size_t i = 0; i < parameters; ++i) at.push_back(gap * static_cast<double>(stream.below(levels)));
    Trajectory trajectory{at};
    for (auto const i : shuffled(parameters, stream)) {
      // From the lower half of the levels the step leads up, from the upper half down: it never leaves the grid.
      at[i] += at[i] < 0.5 ? step_of(levels) : -step_of(levels);
      trajectory.push_back(at);
    }
    all.push_back(std::move(trajectory));
  }
  return all;
}

std::vector<Point> latin_hypercube(std::size_t parameters, std::size_t points, demand::Stream& stream) {
  std::vector<Point> all(points, Point(parameters));
  for (std::size_t i = 0; i < parameters; ++i) {
    auto const order = shuffled(points, stream);
    for (std::size_t p = 0; p < points; ++p)
      all[p][i] = (static_cast<double>(order[p]) + stream.uniform()) / static_cast<double>(points);
  }
  return all;
}

}  // namespace tongzhou::sensitivity
