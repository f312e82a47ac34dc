#include "scenarios/format/fill_geography.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>

#include "scenarios/format/locate.hpp"
#include "scenarios/format/nearest.hpp"
#include "scenarios/geography/ports.hpp"
#include "scenarios/geography/sea_lanes.hpp"

namespace tongzhou::format {
namespace {

using geography::Position;

/// How much longer than the geodesic a way usually is (assumption).
struct Detour {
  std::string_view kind;
  double factor;
};
constexpr std::array<Detour, 4> detours{{{"waterway", 1.4}, {"railway", 1.25}, {"road", 1.25}, {"air", 1.05}}};

std::string text_of(Json const& object, char const* key) {
  auto const found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

void add_note(Json& object, std::string const& words) {
  auto const said = text_of(object, "note");
  object["note"] = said.empty() ? words : said + "; " + words;
}

/// Nothing when it is no point of the earth.
std::optional<Position> position_in(Json const& longitude, Json const& latitude) {
  if (!longitude.is_number() || !latitude.is_number()) return std::nullopt;
  Position const at{longitude.get<double>(), latitude.get<double>()};
  if (std::abs(at.longitude) > 180 || std::abs(at.latitude) > 90) return std::nullopt;
  return at;
}

std::optional<Position> position_of(Json const& place) {
  if (!place.contains("lon") || !place.contains("lat")) return std::nullopt;
  return position_in(place.at("lon"), place.at("lat"));
}

/// Empty when it is no line.
std::vector<Position> line_in(Json const& geometry) {
  std::vector<Position> line;
  if (!geometry.is_array() || geometry.size() < 2) return line;
  for (auto const& point : geometry) {
    auto const at = point.is_array() && point.size() == 2 ? position_in(point[0], point[1]) : std::nullopt;
    if (!at) return {};
    line.push_back(*at);
  }
  return line;
}

class Filler {
 public:
  explicit Filler(Json& places) : places_(places) {}

  void fill_places() {
    for (auto& [code, place] : places_.items()) {
      if (place.is_object()) fill_place("/places" + step_for(code), place);
    }
  }
  void fill_links(Json& links) {
    for (auto& [code, link] : links.items()) {
      if (link.is_object() && !link.contains("distance_km")) fill_link("/links" + step_for(code), link);
    }
  }
  std::vector<GeographyGap> gaps() { return std::move(gaps_); }

 private:
  void fill_place(std::string const& pointer, Json& place) {
    auto const code = text_of(place, "unlocode");
    if (code.empty() || place.contains("lat") || place.contains("lon")) return;
    auto const* const port = geography::find_port(code);
    if (port == nullptr) {
      std::vector<std::string_view> known;
      for (auto const& each : geography::ports()) known.push_back(each.unlocode);
      gaps_.push_back({pointer + "/unlocode", fmt::format("the table of ports has no \"{}\": give lat and lon{}", code,
                                                          did_you_mean(code, known))});
      return;
    }
    place["lat"] = port->position.latitude;
    place["lon"] = port->position.longitude;
    add_note(place, fmt::format("lat, lon: {} of the table of ports{}", code,
                                port->doubt.empty() ? "" : " (" + port->doubt + ")"));
  }

  void fill_link(std::string const& pointer, Json& link) {
    auto const from = text_of(link, "from"), to = text_of(link, "to"), kind = text_of(link, "kind");
    if (from == to || !places_.contains(from) || !places_.contains(to)) return;
    if (auto const line = line_in(link.value("geometry", Json{})); !line.empty()) {
      put(link, geography::length_km(line), "along its geometry");
      return;
    }
    std::array<Position, 2> ends;
    for (auto const& [code, end] : {std::pair{&from, &ends[0]}, std::pair{&to, &ends[1]}}) {
      auto const at = position_of(places_.at(*code));
      if (!at) return missing(pointer, fmt::format("\"{}\" has no lat and lon to work it out from", *code));
      *end = *at;
    }
    if (kind == "sea_lane") return fill_sea_lane(pointer, link, {from, to}, ends);
    auto const* const detour = std::ranges::find(detours, kind, &Detour::kind);
    if (detour == detours.end()) return;
    double const km = geography::geodesic_km(ends[0], ends[1]);
    if (km <= 0) return missing(pointer, "its places lie at one point");
    put(link, km * detour->factor, fmt::format("assumption, geodesic {:.1f} km times {}", km, detour->factor));
  }

  void fill_sea_lane(std::string const& pointer, Json& link, std::array<std::string, 2> const& codes,
                     std::array<Position, 2> const& ends) {
    auto const& lanes = geography::SeaLanes::world();
    auto const route = lanes.route(ends[0], ends[1]);
    if (route && route->km > 0) {
      put(link, route->km, "assumption, by sea lanes");
      if (link.contains("geometry")) return;
      auto line = Json::array();
      for (auto const& at : route->line) line.push_back(Json::array({at.longitude, at.latitude}));
      link["geometry"] = std::move(line);
      return;
    }
    for (std::size_t i = 0; i < ends.size(); ++i) {
      double const km = lanes.km_to_lane(ends[i]);
      if (km <= geography::SeaLanes::most_km_to_lane) continue;
      return missing(pointer, fmt::format("\"{}\" lies {:.0f} km from the nearest sea lane", codes[i], km));
    }
    missing(pointer, "no sea lane leads from one of its places to the other");
  }

  void missing(std::string const& pointer, std::string const& why) {
    gaps_.push_back({pointer, "missing key \"distance_km\": " + why});
  }

  static void put(Json& link, double km, std::string const& how) {
    constexpr double per_km = 10;  // to a hundred metres: more would be pretence
    link["distance_km"] = std::max(1 / per_km, std::round(km * per_km) / per_km);
    if (!link.contains("source") && how.starts_with("assumption")) link["source"] = "assumption";
    add_note(link, "distance_km: " + how);
  }

  Json& places_;
  std::vector<GeographyGap> gaps_;
};

}  // namespace

std::vector<GeographyGap> fill_geography(Json& scenario) {
  auto const section = [&](char const* key) -> Json* {
    if (!scenario.is_object()) return nullptr;
    auto const found = scenario.find(key);
    return found != scenario.end() && found->is_object() ? &*found : nullptr;
  };
  auto* const places = section("places");
  if (places == nullptr) return {};
  Filler filler{*places};
  filler.fill_places();
  if (auto* const links = section("links")) filler.fill_links(*links);
  return filler.gaps();
}

}  // namespace tongzhou::format
