#pragma once

#include <cstddef>
#include <vector>

#include "sim/demand/stream.hpp"

namespace tongzhou::sensitivity {

/// A point of the unit cube: one share, 0 to 1, for each parameter.
using Point = std::vector<double>;

/// Morris (1991), "Factorial sampling plans for preliminary computational experiments": each trajectory starts at a
/// random point of a grid and moves each parameter once, in random order, by `step_of(levels)`, up or down.
/// k + 1 points a trajectory.
using Trajectory = std::vector<Point>;
std::vector<Trajectory> morris_trajectories(std::size_t parameters, std::size_t trajectories, std::size_t levels,
                                            demand::Stream& stream);
/// levels / (2 (levels - 1)): every level is then met equally often. Levels are even.
double step_of(std::size_t levels);

/// McKay, Beckman and Conover (1979): of each parameter's range, cut into as many equal parts as there are points, each
/// part has one point, at random within it.
std::vector<Point> latin_hypercube(std::size_t parameters, std::size_t points, demand::Stream& stream);

}  // namespace tongzhou::sensitivity
