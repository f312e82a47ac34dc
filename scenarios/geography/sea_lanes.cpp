#include "scenarios/geography/sea_lanes.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <map>
#include <numbers>
#include <stdexcept>
#include <string>
#include <utility>

#include "network/routing/paths.hpp"

namespace tongzhou::geography {
namespace {

constexpr double per_degree = 1000;

using Thousandths = std::pair<int, int>;  // longitude, latitude

std::vector<Thousandths> positions_in(std::string_view line) {
  std::vector<int> numbers;
  auto const* at = line.data();
  auto const* const end = line.data() + line.size();
  while (at != end) {
    int value = 0;
    auto const read = std::from_chars(at, end, value);
    if (read.ec != std::errc{}) throw std::invalid_argument("no lane: \"" + std::string{line} + '"');
    numbers.push_back(value);
    at = read.ptr;
    if (at != end && *at == ' ') ++at;
  }
  if (numbers.size() % 2 != 0) throw std::invalid_argument("no lane: \"" + std::string{line} + '"');
  std::vector<Thousandths> positions;
  for (std::size_t i = 0; i < numbers.size(); i += 2) positions.emplace_back(numbers[i], numbers[i + 1]);
  return positions;
}

Position position_of(Thousandths const& at) { return {at.first / per_degree, at.second / per_degree}; }

/// The share of a stretch at which it comes nearest to a point, and the square of the distance there: on the plane,
/// with degrees of longitude as long as they are at the point.
std::pair<double, double> nearest_share(Position point, Position a, Position b) {
  double const narrowing = std::cos(point.latitude * std::numbers::pi / 180);
  double const ax = wrapped_longitude(a.longitude - point.longitude) * narrowing;
  double const bx = ax + wrapped_longitude(b.longitude - a.longitude) * narrowing;
  double const ay = a.latitude - point.latitude, by = b.latitude - point.latitude;
  double const dx = bx - ax, dy = by - ay, square = dx * dx + dy * dy;
  double const share = square > 0 ? std::clamp(-(ax * dx + ay * dy) / square, 0.0, 1.0) : 0;
  return {share, std::pow(ax + share * dx, 2) + std::pow(ay + share * dy, 2)};
}

double rounded(double degrees) { return std::round(degrees * per_degree) / per_degree; }

}  // namespace

SeaLanes::Lanes SeaLanes::read(std::string_view text) {
  Lanes lanes;
  std::map<Thousandths, graph::NodeId> known;
  auto const node_at = [&](Thousandths const& at) {
    auto const [found, is_new] = known.try_emplace(at, graph::NodeId{lanes.nodes.size()});
    if (is_new) lanes.nodes.push_back(position_of(at));
    return found->second;
  };
  while (!text.empty()) {
    auto const end = std::min(text.find('\n'), text.size());
    auto const line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.starts_with('#')) continue;
    auto const positions = positions_in(line);
    for (std::size_t i = 1; i < positions.size(); ++i) {
      auto const a = node_at(positions[i - 1]), b = node_at(positions[i]);
      double const km = geodesic_km(position_of(positions[i - 1]), position_of(positions[i]));
      for (auto const& edge : {graph::Edge{a, b}, graph::Edge{b, a}}) {
        lanes.edges.push_back(edge);
        lanes.km.push_back(km);
      }
    }
  }
  if (lanes.edges.empty()) throw std::invalid_argument("there are no lanes");
  return lanes;
}

SeaLanes::SeaLanes(std::string_view text) : SeaLanes(read(text)) {}

SeaLanes::SeaLanes(Lanes lanes)
    : lanes_(std::move(lanes)), network_(lanes_.nodes.size(), lanes_.edges), weights_(network_, lanes_.km) {}

SeaLanes const& SeaLanes::world() {
  static SeaLanes const lanes{sea_lanes_table()};
  return lanes;
}

SeaLanes::Access SeaLanes::nearest(Position port) const {
  Access best;
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < lanes_.edges.size(); i += 2) {
    auto const& [from, to] = lanes_.edges[i];
    auto const [share, square] = nearest_share(port, lanes_.nodes[from.value()], lanes_.nodes[to.value()]);
    if (square >= least) continue;
    least = square;
    best.edge = graph::EdgeId{i};
    best.share = share;
  }
  auto const a = lanes_.nodes[network_.from(best.edge).value()], b = lanes_.nodes[network_.to(best.edge).value()];
  double const east = wrapped_longitude(b.longitude - a.longitude);
  best.position = {rounded(wrapped_longitude(a.longitude + best.share * east)),
                   rounded(a.latitude + best.share * (b.latitude - a.latitude))};
  best.km = geodesic_km(port, best.position);
  return best;
}

std::optional<SeaLanes::Way> SeaLanes::between(Access const& start, Access const& end) const {
  auto const length = [&](Access const& access) { return lanes_.km[access.edge.value()]; };
  std::optional<Way> best;
  if (start.edge == end.edge) best = Way{std::abs(end.share - start.share) * length(start), {}};
  std::array const outs{network_.from(start.edge), network_.to(start.edge)};
  for (bool const in_at_end : {false, true}) {
    auto const in = in_at_end ? network_.to(end.edge) : network_.from(end.edge);
    auto const paths = routing::shortest(network_, weights_, outs, in);
    for (bool const out_at_end : {false, true}) {
      auto const& path = paths[out_at_end ? 1 : 0];
      if (!path) continue;
      double const km = path->weight + (out_at_end ? 1 - start.share : start.share) * length(start) +
                        (in_at_end ? 1 - end.share : end.share) * length(end);
      if (best && km >= best->km) continue;
      best = Way{km, {lanes_.nodes[outs[out_at_end ? 1 : 0].value()]}};
      for (auto const edge : path->edges) best->nodes.push_back(lanes_.nodes[network_.to(edge).value()]);
    }
  }
  return best;
}

std::optional<SeaRoute> SeaLanes::route(Position from, Position to) const {
  auto const start = nearest(from), end = nearest(to);
  if (start.km > most_km_to_lane || end.km > most_km_to_lane) return std::nullopt;
  auto const way = between(start, end);
  if (!way) return std::nullopt;
  SeaRoute route{start.km + way->km + end.km, {from, start.position}};
  route.line.insert(route.line.end(), way->nodes.begin(), way->nodes.end());
  route.line.insert(route.line.end(), {end.position, to});
  route.line.erase(std::unique(route.line.begin(), route.line.end()), route.line.end());
  return route;
}

}  // namespace tongzhou::geography
