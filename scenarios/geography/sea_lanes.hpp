#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "network/graph/network.hpp"
#include "network/routing/paths.hpp"
#include "scenarios/geography/geodesic.hpp"

namespace tongzhou::geography {

/// A way by sea.
struct SeaRoute {
  double km = 0;
  std::vector<Position> line;  // from the port to the port
};

/// A network of lanes that ships keep to, with straits and canals. A port joins it at the nearest point of a lane,
/// straight over whatever lies between, so that routes are no more than indicative.
class SeaLanes {
 public:
  /// One line of text a lane: longitude and latitude in turn, thousandths of a degree; lines that begin with # are
  /// remarks. Lanes meet where they share a position. Throws std::invalid_argument for anything else.
  explicit SeaLanes(std::string_view text);

  /// The lanes of the world, read when first asked for.
  static SeaLanes const& world();

  /// How far the nearest lane is, km.
  double km_to_lane(Position port) const { return nearest(port).km; }

  /// The shortest way; nothing when one of the ports lies further than this from all lanes, or no lane leads there.
  std::optional<SeaRoute> route(Position from, Position to) const;
  static constexpr double most_km_to_lane = 200;

 private:
  struct Lanes {
    std::vector<Position> nodes;
    std::vector<graph::Edge> edges;  // each stretch twice: there, and back
    std::vector<double> km;          // by edge
  };
  /// Where a port joins a stretch: at this share of its length.
  struct Access {
    graph::EdgeId edge;
    double share = 0;
    Position position;
    double km = 0;  // from the port
  };
  /// From an end of a stretch to an end of another.
  struct Way {
    double km = 0;
    std::vector<Position> nodes;
  };

  explicit SeaLanes(Lanes lanes);
  static Lanes read(std::string_view text);
  Access nearest(Position port) const;
  std::optional<Way> between(Access const& start, Access const& end) const;

  Lanes lanes_;
  graph::Network network_;
  routing::Weights weights_;
};

/// The lanes of the world as text: its first lines say where it is from.
std::string_view sea_lanes_table();

}  // namespace tongzhou::geography
