#include "viz/export/lines.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace tongzhou::exports {
namespace {

using Json = nlohmann::ordered_json;

double between(Json const& a, Json const& b, double share) {
  return a.get<double>() + share * (b.get<double>() - a.get<double>());
}

/// Where the way from one position to the next meets 180 degrees, written with this sign.
Json crossing(Json const& from, Json const& to, double share, double longitude) {
  auto made = Json::array({longitude, between(from[1], to[1], share)});
  for (std::size_t i = 2; i < from.size(); ++i) {
    double const value = between(from[i], to[i], share);
    bool const whole = from[i].is_number_integer() && to[i].is_number_integer();
    made.push_back(whole ? Json(static_cast<std::int64_t>(std::llround(value))) : Json(value));
  }
  return made;
}

}  // namespace

std::vector<Json> cut_at_antimeridian(Json const& positions) {
  std::vector<Json> parts;
  auto part = Json::array();
  auto const end_part = [&] {
    if (part.size() > 1) parts.push_back(std::move(part));
    part = Json::array();
  };
  for (std::size_t i = 0; i < positions.size(); ++i) {
    auto const& to = positions[i];
    if (i > 0) {
      auto const& from = positions[i - 1];
      double const west_to_east = to[0].get<double>() - from[0].get<double>();
      if (std::abs(west_to_east) > 180) {
        double const side = west_to_east < 0 ? 180 : -180;  // that the line leaves by
        double const before = std::abs(side - from[0].get<double>());
        double const share = before / (360 - std::abs(west_to_east));
        if (share > 0) part.push_back(crossing(from, to, share, side));
        end_part();
        if (share < 1) part.push_back(crossing(from, to, share, -side));
      }
    }
    part.push_back(to);
  }
  end_part();
  return parts;
}

Json line_geometry(Json const& positions) {
  auto parts = cut_at_antimeridian(positions);
  if (parts.size() == 1) return {{"type", "LineString"}, {"coordinates", std::move(parts.front())}};
  return {{"type", "MultiLineString"}, {"coordinates", std::move(parts)}};
}

}  // namespace tongzhou::exports
