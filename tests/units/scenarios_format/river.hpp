#pragma once

#include <optional>
#include <string>

#include "scenarios/format/build.hpp"
#include "scenarios/format/document.hpp"
#include "scenarios/format/scenario_schema.hpp"
#include "tests/units/scenarios_format/said.hpp"

namespace tongzhou::format {

/// A river with a lock half-way, a railway at its mouth, and a market at each end:
///
///   Hill --5-- Up ~~100 km~~ Gate (lock) ~~100 km~~ Mouth ==300 km== Inland
///                                                     `--10-- Town
inline std::string const river = R"({
  "name": "River", "start": "2024-01-01", "length_days": 28,
  "fuels": {"diesel": {"unit": "t", "price": 7000, "kg_co2e": 3800}},
  "vehicle_classes": {
    "ship": {"mode": "river", "teu": 300, "speed_km_per_h": 20, "length_m": 100, "beam_m": 16, "draught_light_m": 2,
             "draught_full_m": 5, "under_keel_m": 0.5, "deadweight_t": 4000, "fuel": "diesel", "fuel_per_day": 6},
    "train": {"mode": "rail", "teu": 90, "speed_km_per_h": 60, "length_m": 700},
    "truck": {"mode": "road", "teu": 2, "speed_km_per_h": 50}
  },
  "places": {
    "Hill": {"kind": "market"},
    "Up": {"kind": "river_port", "facilities": {"quay": {"kind": "quay", "berths": 1, "cranes": 2,
      "cranes_per_vehicle": 2, "moves_per_crane_hour": 25}}},
    "Gate": {"kind": "lock", "facilities": {"lock": {"kind": "lock", "chambers": {
      "north": {"length_m": 280, "width_m": 34, "sill_depth_m": 5, "lockage_minutes": 60, "passage_minutes": 30}}}}},
    "Mouth": {"kind": "sea_port", "facilities": {
      "quay": {"kind": "quay", "berths": 4, "cranes": 8, "cranes_per_vehicle": 2, "moves_per_crane_hour": 25},
      "rail": {"kind": "rail", "tracks": 2, "gantries": 1, "moves_per_crane_hour": 20}},
      "transfers": {"quay<->rail": {"hours": 2}}},
    "Inland": {"kind": "rail_terminal", "facilities": {"rail": {"kind": "rail", "tracks": 2}}},
    "Town": {"kind": "market"}
  },
  "links": {
    "upper": {"kind": "waterway", "from": "Up", "to": "Gate", "distance_km": 100, "current_km_per_h": 5, "depth_m": 6},
    "lower": {"kind": "waterway", "from": "Gate", "to": "Mouth", "distance_km": 100, "current_km_per_h": 5},
    "rails": {"kind": "railway", "from": "Mouth", "to": "Inland", "distance_km": 300},
    "hill-road": {"kind": "road", "from": "Hill", "to": "Up", "distance_km": 5},
    "town-road": {"kind": "road", "from": "Mouth", "to": "Town", "distance_km": 10}
  },
  "services": {
    "boat": {"vehicle": "ship", "stops": ["Up", "Mouth"], "schedule": {"every_hours": 24}},
    "block": {"vehicle": "train", "stops": ["Mouth", "Inland"], "schedule": {"weekly": ["Mon 08:00", "Thu 20:30"]}, "returns": false}
  },
  "trucking": {"vehicle": "truck"},
  "flows": {
    "export": {"from": "Hill", "to": "Town", "trade": "export", "box": "42G1", "gross_t": 20, "value": 876000,
               "time_value_per_year": 0.2, "teu_per_year": 1000}
  }
})";

/// The river with a patch on it. The patch is a file of its own, s.json, so that problems stand in it.
inline Document river_with(std::string const& patch) {
  auto merged = nlohmann::json::parse(river);
  merged.merge_patch(nlohmann::json::parse(patch));
  return Document{merged, {Layer{"river.json", river}, Layer{"s.json", patch}}};
}

/// All that a user would see of it.
inline std::string wrong_with(std::string const& patch) {
  Problems problems;
  auto const document = river_with(patch);
  if (check(document, scenario_schema(), problems)) build(document, problems);
  return said(problems);
}

inline std::optional<world::World> built_with(std::string const& patch) {
  Problems problems;
  auto const document = river_with(patch);
  check(document, scenario_schema(), problems);
  if (!problems.empty()) throw std::runtime_error(said(problems));
  auto world = build(document, problems);
  if (!problems.empty()) throw std::runtime_error(said(problems));
  return world;
}

}  // namespace tongzhou::format
