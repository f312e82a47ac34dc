#include "scenarios/geography/geodesic.hpp"

#include <algorithm>
#include <boost/geometry.hpp>
#include <boost/geometry/geometries/point_xy.hpp>
#include <cmath>
#include <cstddef>

namespace tongzhou::geography {

double geodesic_km(Position from, Position to) {
  namespace bg = boost::geometry;
  using Point = bg::model::point<double, 2, bg::cs::geographic<bg::degree>>;
  constexpr double metres_per_km = 1000;
  // Andoyer's formula: metres off, and unlike Vincenty's it knows an answer for points at opposite ends of the earth.
  return bg::distance(Point{from.longitude, from.latitude}, Point{to.longitude, to.latitude},
                      bg::strategy::distance::andoyer<>{}) /
         metres_per_km;
}

double length_km(std::span<Position const> line) {
  double km = 0;
  for (std::size_t i = 1; i < line.size(); ++i) km += geodesic_km(line[i - 1], line[i]);
  return km;
}

std::vector<Position> simplified(std::span<Position const> line, std::size_t most) {
  namespace bg = boost::geometry;
  using Point = bg::model::d2::point_xy<double>;
  double degrees = 0.0005;  // 56 m of latitude
  bg::model::linestring<Point> whole, simple;
  double east = 0;  // counted on beyond 180 degrees
  for (std::size_t i = 0; i < line.size(); ++i) {
    east = i == 0 ? line[0].longitude : east + wrapped_longitude(line[i].longitude - line[i - 1].longitude);
    whole.push_back({east, line[i].latitude});
  }
  // Piece by piece, for it goes as deep as a line that runs to and fro is long.
  auto const piece = std::max<std::size_t>(1000, 4 * whole.size() / most);
  do {
    simple.clear();
    for (std::size_t begin = 0; begin + 1 < whole.size(); begin += piece) {
      auto const end = std::min(begin + piece + 1, whole.size());
      bg::model::linestring<Point> const part(whole.begin() + begin, whole.begin() + end);
      bg::model::linestring<Point> drawn;
      bg::simplify(part, drawn, degrees);
      if (begin > 0) simple.pop_back();  // where the last piece ended
      simple.insert(simple.end(), drawn.begin(), drawn.end());
    }
    degrees *= 2;
  } while (simple.size() > most);
  std::vector<Position> positions;
  for (auto const& point : simple) positions.push_back({wrapped_longitude(point.x()), point.y()});
  return positions;
}

double wrapped_longitude(double longitude) {
  if (longitude >= -180 && longitude <= 180) return longitude;
  return std::remainder(longitude, 360);
}

}  // namespace tongzhou::geography
