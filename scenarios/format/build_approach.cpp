#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "scenarios/format/building.hpp"
#include "scenarios/format/figures.hpp"

namespace tongzhou::format {
namespace {

world::Tide tide_of(Reader const& approach) {
  if (!approach.has("tide")) return {};
  auto const given = approach.child("tide");
  world::Tide tide{.mean = metres(given.number("mean_m", 0)), .constituents = {}, .by_hour = {}};
  if (given.has("constituents") == given.has("by_hour_m"))
    given.refuse("expected exactly one of constituents, by_hour_m");
  if (given.has("constituents"))
    for (auto const& part : given.items("constituents"))
      tide.constituents.push_back({.amplitude = metres(part.number("amplitude_m")),
                                   .period = hours(part.number("period_hours")),
                                   .first_high = hours(part.number("high_water_hours", 0))});
  if (given.has("by_hour_m"))
    for (auto const& height : given.items("by_hour_m")) tide.by_hour.push_back(metres(height.number()));
  return tide;
}

world::Helpers helpers_of(Reader const& approach, std::string const& key) {
  if (!approach.has(key)) return {};
  auto const given = approach.child(key);
  world::Helpers const helpers{.count = static_cast<int>(given.whole("count")),
                               .per_ship = static_cast<int>(given.whole("per_ship", 1)),
                               .from_length = metres(given.number("from_length_m", 0)),
                               .back = minutes(given.number("back_minutes", 0)),
                               .cost_per_job = given.number("cost_per_job", 0),
                               .on_duty = staffed_by_hour(given)};
  double const most = helpers.count * *std::ranges::max_element(helpers.on_duty);
  if (most + 0.5 < helpers.per_ship)
    given.refuse(given.has("per_ship") ? "per_ship" : "staffed_by_hour",
                 fmt::format("each ship needs {}, and at most {:g} are on duty at a time", helpers.per_ship, most));
  return helpers;
}

}  // namespace

std::vector<Duration> times_of_day(Reader const& given, std::string const& key) {
  std::vector<Duration> times;
  if (!given.has(key)) return times;
  for (auto const& item : given.items(key)) {
    auto const text = item.text();
    times.push_back(hours(std::stoi(text.substr(0, 2))) + minutes(std::stoi(text.substr(3, 2))));
  }
  std::ranges::sort(times);
  return times;
}

world::Approach approach_of(world::Name name, world::PlaceId place, Reader const& given, Building const& building) {
  return {.name = std::move(name),
          .place = place,
          .from_length = metres(given.number("from_length_m", 0)),
          .passage = distribution(given, "passage_minutes", minutes(1)),
          .depth = depths(given),
          .tide = tide_of(given),
          .daylight = opening_hours(given, building),
          .day_only_from = metres(given.number("day_only_from_length_m", 0)),
          .one_way = given.flag("one_way", false),
          .headway = minutes(given.number("headway_minutes", 0)),
          .convoys_in = times_of_day(given, "convoys_in"),
          .convoys_out = times_of_day(given, "convoys_out"),
          .pilots = helpers_of(given, "pilots"),
          .tugs = helpers_of(given, "tugs")};
}

}  // namespace tongzhou::format
