#include "tools/generate/generate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>
#include <stdexcept>
#include <utility>
#include <vector>

#include "sim/demand/stream.hpp"

namespace tongzhou::generate {
namespace {

constexpr double side_km = 770;  // of the square of ports: the mean distance of two points in it is 0.52 of that
constexpr double speed_km_per_h = 40;
constexpr double stay_hours = 2;
constexpr int flows_per_service = 4;

struct Port {
  double east_km, north_km;
};

double distance_km(Port const& a, Port const& b) {
  return std::max(1.0, std::hypot(a.east_km - b.east_km, a.north_km - b.north_km));
}

std::vector<int> some_of(int ports, int wanted, demand::Stream& dice) {
  std::vector<int> stops;
  while (static_cast<int>(stops.size()) < wanted) {
    auto const port = static_cast<int>(dice.below(static_cast<std::uint64_t>(ports)));
    if (std::ranges::find(stops, port) == stops.end()) stops.push_back(port);
  }
  return stops;
}

/// A list of lines, with commas between them.
class Lines {
 public:
  explicit Lines(std::string& text) : text_(text) {}
  template <class... Words>
  void add(fmt::format_string<Words...> line, Words&&... words) {
    text_ += std::exchange(separator_, ",\n    ");
    fmt::format_to(std::back_inserter(text_), line, std::forward<Words>(words)...);
  }

 private:
  std::string& text_;
  char const* separator_ = "\n    ";
};

void require(bool right, char const* sentence) {
  if (!right) throw std::invalid_argument(sentence);
}

}  // namespace

std::string scenario(Size const& size) {
  require(size.terminals >= 4 && size.terminals <= 100'000, "there must be 4 to 100000 terminals");
  require(size.services >= 1 && size.services <= 100'000, "there must be 1 to 100000 services");
  require(size.vehicles >= size.services && size.vehicles / size.services < 1000,
          "each service needs 1 to 1000 vehicles");
  require(size.boxes >= 0 && size.boxes <= 1e9, "there must be 0 to 1000 million boxes");
  require(size.days >= 1 && size.days <= 36525, "there must be 1 to 36525 days");
  require(size.ship_teu >= 1 && size.ship_teu <= 100'000, "ships must carry 1 to 100000 TEU");
  require(size.berths >= 1 && size.berths <= 1000, "there must be 1 to 1000 berths a terminal");
  require(size.gate_lanes >= 0 && size.gate_lanes <= 100, "there must be 0 to 100 gate lanes");

  demand::Stream dice{size.seed, 0, "generated scenario"};
  std::vector<Port> ports(static_cast<std::size_t>(size.terminals));
  for (auto& port : ports) port = {dice.uniform() * side_km, dice.uniform() * side_km};
  std::vector<std::vector<int>> rotations(static_cast<std::size_t>(size.services));
  for (auto& stops : rotations)
    stops = some_of(size.terminals, std::min(size.terminals, 4 + static_cast<int>(dice.below(5))), dice);

  std::string text = fmt::format(
      R"({{
  "name": "Generated: {} terminals, {} services, {} vehicles, {:.0f} boxes",
  "note": "Every figure is an assumption.",
  "start": "2025-01-01", "length_days": {}, "seed": {},
  "fuels": {{"diesel": {{"unit": "t", "price": 7000, "kg_co2e": 3800, "source": "assumption"}}}},
  "vehicle_classes": {{
    "ship": {{"mode": "sea", "teu": {}, "speed_km_per_h": {}, "max_speed_km_per_h": 44, "fixed_cost_per_day": 30000, "fuel": "diesel", "fuel_per_day": 6, "fuel_per_day_in_port": 1}}
  }},
  "places": {{)",
      size.terminals, size.services, size.vehicles, size.boxes, size.days, size.seed, size.ship_teu, speed_km_per_h);

  std::string const gate =
      size.gate_lanes > 0
          ? fmt::format(R"(, "gate": {{"lanes": {}, "minutes_per_truck": {{"exponential": {{"mean": 3}}}}}})",
                        size.gate_lanes)
          : "";
  Lines places{text};
  for (std::size_t p = 0; p < ports.size(); ++p)
    places.add(
        R"("P{}": {{"kind": "sea_port", "lat": {:.4f}, "lon": {:.4f}, "facilities": {{"quay": {{"kind": "quay", "berths": {}, "cranes": {}, "cranes_per_vehicle": 2, "moves_per_crane_hour": 30, "dwell_days": {{"uniform": {{"min": 1, "max": 3}}}}, "free_storage_days": 2, "storage_per_teu_day": 20, "handling_per_20ft": 400, "handling_per_40ft": 600{}}}}}}})",
        p, 20 + ports[p].north_km / 111, 115 + ports[p].east_km / 104, size.berths, 2 * size.berths, gate);

  text += "\n  },\n  \"links\": {";
  Lines links{text};
  std::set<std::pair<int, int>> lanes;
  for (auto const& stops : rotations)
    for (std::size_t k = 0; k < stops.size(); ++k) lanes.insert(std::minmax(stops[k], stops[(k + 1) % stops.size()]));
  for (auto const& [a, b] : lanes)
    links.add(R"("L{0}-{1}": {{"kind": "sea_lane", "from": "P{0}", "to": "P{1}", "distance_km": {2:.3f}}})", a, b,
              distance_km(ports[static_cast<std::size_t>(a)], ports[static_cast<std::size_t>(b)]));

  text += "\n  },\n  \"services\": {";
  Lines services{text};
  for (std::size_t s = 0; s < rotations.size(); ++s) {
    auto const& stops = rotations[s];
    auto const before = [&](std::size_t share) {
      return share * static_cast<std::size_t>(size.vehicles) / rotations.size();
    };
    auto const fleet = before(s + 1) - before(s);
    double round_trip = 0;
    std::string calls;
    for (std::size_t k = 0; k < stops.size(); ++k) {
      auto const next = stops[(k + 1) % stops.size()];
      round_trip +=
          stay_hours + distance_km(ports[static_cast<std::size_t>(stops[k])], ports[static_cast<std::size_t>(next)]) /
                           speed_km_per_h;
      calls +=
          fmt::format(R"({}{{"at": "P{}", "stay_hours": {}, "port_hours": {{"uniform": {{"min": 0.5, "max": 1.5}}}}}})",
                      k == 0 ? "" : ", ", stops[k], stay_hours);
    }
    // A twentieth of the round trip in hand.
    services.add(
        R"("S{}": {{"vehicle": "ship", "fleet": {}, "schedule": {{"every_hours": {:.2f}, "first_hours": {:.2f}}}, "freight": {{"per_km_20ft": 1, "per_km_40ft": 1.6}}, "stops": [{}]}})",
        s, fleet, std::ceil(round_trip * 105 / static_cast<double>(fleet)) / 100, dice.uniform() * 24, calls);
  }

  text +=
      "\n  },\n  \"policy\": {\"itineraries\": 3, \"choice_spread\": 100, "
      "\"carbon_price_per_t\": 100, \"time_value_per_year\": 0.1},\n  \"flows\": {";
  Lines flows{text};
  double const per_flow = size.boxes / (flows_per_service * size.services);
  for (std::size_t s = 0; s < rotations.size(); ++s)
    for (int f = 0; f < flows_per_service; ++f) {
      auto const ends = some_of(static_cast<int>(rotations[s].size()), 2, dice);
      bool const long_box = dice.below(2) == 0;
      flows.add(
          R"("F{}-{}": {{"from": "P{}", "to": "P{}", "box": "{}", "gross_t": {}, "value": {}, "boxes_per_year": {:.3f}}})",
          s, f, rotations[s][static_cast<std::size_t>(ends[0])], rotations[s][static_cast<std::size_t>(ends[1])],
          long_box ? "42G1" : "22G1", long_box ? 22 : 18, 50'000 + 50'000 * static_cast<int>(dice.below(10)), per_flow);
    }
  text += "\n  }\n}\n";
  return text;
}

}  // namespace tongzhou::generate
