#include "scenarios/format/modal_network.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "tests/units/scenarios_format/river.hpp"

using namespace tongzhou;
using namespace tongzhou::format;

namespace {

/// `upper down, Gate/lock down, lower down`.
std::string told(world::World const& world, std::vector<world::Passage> const& passages) {
  std::string words;
  for (auto const& passage : passages) {
    if (!words.empty()) words += ", ";
    auto const direction = passage.direction == world::Direction::down ? " down" : " up";
    if (auto const* link = std::get_if<world::LinkId>(&passage.what))
      words += world.links[*link].name.code + direction;
    else if (auto const* lock = std::get_if<world::LockId>(&passage.what))
      words += world.locks[*lock].name.code + direction;
    else
      words += world.gauge_changes[std::get<world::GaugeChangeId>(passage.what)].name.code + direction;
  }
  return words;
}

/// The ways of a service of the river with a patch on it, from each stop to the next.
std::vector<std::string> ways(std::string const& service, std::string const& patch) {
  auto const world = *built_with(patch);
  std::vector<std::string> result;
  for (auto const& each : world.services) {
    if (each.name.code != service) continue;
    for (auto const& stop : each.stops) result.push_back(told(world, stop.to_next));
  }
  return result;
}

using Words = std::vector<std::string>;

/// Mouth == Inland (1435) -- Border -- Steppe (1520).
std::string const steppe = R"(
  "places": {"Border": {"kind": "border_crossing", "facilities": {"works": {"kind": "gauge_change", "tracks": 1,
               "minutes_per_train": 120, "seconds_per_box": 40}}},
             "Steppe": {"kind": "rail_terminal", "facilities": {"rail": {"kind": "rail", "tracks": 1}}}},
  "links": {"last": {"kind": "railway", "from": "Inland", "to": "Border", "distance_km": 60},
            "broad": {"kind": "railway", "from": "Border", "to": "Steppe", "distance_km": 120, "gauge_mm": 1520}})";

}  // namespace

TEST_CASE("ships take the shortest way, and a lock only where the river leads through it") {
  CHECK(ways("boat", "{}") == Words{"upper down, Gate/lock down, lower down", "lower up, Gate/lock up, upper up"});
  auto const canal = R"({"links": {"canal": {"kind": "waterway", "from": "Up", "to": "Mouth", "distance_km": 199}}})";
  CHECK(ways("boat", canal) == Words{"canal down", "canal up"});
}

TEST_CASE("a service may go a longer way through places that it names") {
  auto const patch = R"({"links": {"canal": {"kind": "waterway", "from": "Up", "to": "Mouth", "distance_km": 199}},
                         "services": {"boat": {"stops": [{"at": "Up", "via": ["Gate"]}, "Mouth"]}}})";
  CHECK(ways("boat", patch) == Words{"upper down, Gate/lock down, lower down", "canal up"});
}

TEST_CASE("a train changes gauge at the border and nowhere else") {
  auto const patch =
      "{" + steppe + R"(, "services": {"block": {"stops": ["Mouth", "Steppe"], "returns": null, "fleet": 2}}})";
  CHECK(ways("block", patch) ==
        Words{"rails down, last down, Border/works down, broad down", "broad up, Border/works up, last up, rails up"});
  // 300 + 60 + 120 km at 60 km/h, 2 h and 60 boxes of 40 s at the border.
  auto const world = *built_with(patch);
  CHECK(in_hours(world.services[world::ServiceId{0}].stops[1].arrives) == Approx(8 + 2 + 2.0 / 3));
}

TEST_CASE("a train that stops between two gauges still needs the works") {
  auto const said = wrong_with(R"({
    "places": {"Halt": {"kind": "rail_terminal", "facilities": {"rail": {"kind": "rail", "tracks": 1}}},
               "Steppe": {"kind": "rail_terminal", "facilities": {"rail": {"kind": "rail", "tracks": 1}}}},
    "links": {"near": {"kind": "railway", "from": "Inland", "to": "Halt", "distance_km": 60},
              "far": {"kind": "railway", "from": "Halt", "to": "Steppe", "distance_km": 60, "gauge_mm": 1520}},
    "services": {"block": {"stops": ["Mouth", "Halt", "Steppe"]}}})");
  CHECK(said ==
        "s.json:6:47 /services/block/stops/1: no way by rail between \"Halt\" and \"Steppe\"; trains change gauge only "
        "at "
        "a place with a gauge_change facility");
}
