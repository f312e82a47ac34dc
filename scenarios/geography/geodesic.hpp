#pragma once

#include <cstddef>
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

/// A line of at most `most` positions, two or more, that keeps its ends and everywhere stays within some 50 m of the
/// one given (Douglas and Peucker); within 100 m, 200 m, ... where 50 m take too many.
std::vector<Position> simplified(std::span<Position const> line, std::size_t most);

/// The longitude between 180 degrees west and east, both included.
double wrapped_longitude(double longitude);

}  // namespace tongzhou::geography
