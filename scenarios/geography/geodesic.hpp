#pragma once

#include <span>
#include <vector>

namespace tongzhou::geography {

/// A point of the earth, degrees east and north.
struct Position {
  double longitude = 0;
  double latitude = 0;
  friend bool operator==(Position const&, Position const&) = default;
};

/// Length of the shortest line over the earth's ellipsoid (WGS 84), km.
double geodesic_km(Position from, Position to);

/// The same along several positions, from the first to the last.
double length_km(std::span<Position const> line);

/// A line of fewer positions that keeps its ends and everywhere stays within some 50 m of the one given (Douglas and
/// Peucker).
std::vector<Position> simplified(std::span<Position const> line);

/// The longitude between 180 degrees west and east, both included.
double wrapped_longitude(double longitude);

}  // namespace tongzhou::geography
