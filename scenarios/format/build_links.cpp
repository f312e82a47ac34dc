#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "scenarios/format/building.hpp"
#include "scenarios/format/figures.hpp"

namespace tongzhou::format {
namespace {

Speed limit(Reader const& given, std::string const& key) {
  if (given.has(key)) return km_per_hour(given.number(key));
  return given.has("speed_limit_km_per_h") ? km_per_hour(given.number("speed_limit_km_per_h")) : Speed::unlimited();
}

demand::Distribution<double> time_factor_of(Reader const& given) {
  if (!given.has("time_factor")) return demand::Distribution<double>::fixed(1);
  auto const factor = distribution(given, "time_factor");
  constexpr double least = 0.1, most = 10;
  if (mean(factor) < least || mean(factor) > most)
    given.refuse("time_factor", fmt::format("expected {} to {} on average, found {:.3g}", least, most, mean(factor)));
  return factor;
}

std::optional<demand::Distribution<double>> depth_forecast_of(Reader const& given) {
  if (!given.has("depth_forecast_factor")) return std::nullopt;
  if (!given.has("depth_m")) given.refuse_key("depth_forecast_factor", "goes with \"depth_m\" only");
  return distribution(given, "depth_forecast_factor");
}

std::array<double, 12> month_factor_of(Reader const& given) {
  auto factors = demand::level<12>();
  if (!given.has("time_factor_by_month")) return factors;
  auto const months = given.items("time_factor_by_month");
  std::ranges::transform(months, factors.begin(), [](Reader const& month) { return month.number(); });
  return factors;
}

/// How many by hour of the day; none where the key is not given, or where the problems say why.
std::optional<std::array<int, 24>> by_hour(Reader const& given, char const* key) {
  if (!given.has(key)) return std::nullopt;
  std::array<int, 24> trains{};
  std::ranges::transform(given.items(key), trains.begin(),
                         [](Reader const& hour) { return static_cast<int>(hour.whole()); });
  if (std::ranges::any_of(trains, [](int count) { return count > 0; })) return trains;
  given.refuse(key, "no train in any hour");
  return std::nullopt;
}

std::optional<world::PassengerTrains> passengers_of(Reader const& railway) {
  if (!railway.has("passenger_trains")) return std::nullopt;
  constexpr double usual_km_per_h = 120;
  auto const given = railway.child("passenger_trains");
  auto const per_hour = by_hour(given, "per_hour");
  if (!per_hour) return std::nullopt;
  return world::PassengerTrains{*per_hour, km_per_hour(given.number("speed_km_per_h", usual_km_per_h))};
}

/// Weeks begin with the run.
world::RecurringClosures maintenance_of(Reader const& railway, Date start) {
  if (!railway.has("maintenance")) return {};
  std::vector<world::RecurringClosures::Span> spans;
  for (auto const& given : railway.items("maintenance")) {
    auto const begins = hours(given.number("from_hour"));
    auto const lasts = hours(given.number("hours"));
    auto const on = days_named(given, "days", {true, true, true, true, true, true, true});
    for (int day = 0; day < 7; ++day) {
      if (!on[static_cast<std::size_t>((weekday(start) + day) % 7)]) continue;
      spans.push_back({days(day) + begins, days(day) + begins + lasts});
    }
  }
  world::RecurringClosures const closures{days(7), std::move(spans)};
  if (!closures.always()) return closures;
  railway.refuse("maintenance", "the line is never open");
  return {};
}

std::optional<world::RoadCapacity> capacity_of(Reader const& link) {
  if (!link.has("capacity")) return std::nullopt;
  auto const given = link.child("capacity");
  world::RoadCapacity capacity{.vehicles_per_hour = given.number("vehicles_per_hour"),
                               .alpha = given.number("alpha", 0.15),
                               .beta = given.number("beta", 4)};
  if (!given.has("other_by_hour")) return capacity;
  auto const hours = given.items("other_by_hour");
  std::ranges::transform(hours, capacity.other_vehicles.begin(), [](Reader const& hour) { return hour.number(); });
  return capacity;
}

void check_geometry(Reader const& given) {
  for (auto const& point : given.items("geometry")) {
    auto const latitude = point.items()[1];
    if (std::abs(latitude.number()) > 90)
      latitude.refuse(fmt::format("a latitude from -90 to 90 follows each longitude, found {:g}", latitude.number()));
  }
}

void check(Reader const& given, world::Link const& link, world::World const& world) {
  if (link.from == link.to) given.refuse("to", "a link joins two places");
  if (!given.has("distance_km")) given.refuse("missing key \"distance_km\"");
  if (link.tracks > 1 && given.whole("crossing_loops", 0) > 0)
    given.refuse("crossing_loops", "only a single track (\"tracks\": 1) has crossing loops");
  if (link.tracks == 1 && given.whole("overtaking_loops", 0) > 0)
    given.refuse("overtaking_loops", "a single track has \"crossing_loops\", in which trains let others pass, too");
  if (link.kind != world::LinkKind::sea_lane) return;
  for (auto const& [key, end] : {std::pair{"from", link.from}, std::pair{"to", link.to}}) {
    if (world.places[end].lock)
      given.refuse(key,
                   fmt::format("\"{}\" holds a lock, which only waterways may lead to", world.places[end].name.code));
  }
}

}  // namespace

void read_links(Reader const& scenario, Building& building) {
  for (auto const& [code, given] : scenario.entries("links")) {
    world::Link link{
        .name = name_of(code, given),
        .kind = given.word<world::LinkKind>("kind"),
        .from = building.places.look_up(given, "from"),
        .to = building.places.look_up(given, "to"),
        .distance = kilometres(given.number("distance_km", 0)),
        .speed_down = limit(given, "speed_limit_down_km_per_h"),
        .speed_up = limit(given, "speed_limit_up_km_per_h"),
        .current = km_per_hour(given.number("current_km_per_h", 0)),
        .depth = depths(given),
        .air_draught = length_or_unlimited(given, "air_draught_m"),
        .one_way = given.flag("one_way", false),
        .tracks = static_cast<int>(given.whole("tracks", 2)),
        .sections = static_cast<int>(given.whole("crossing_loops", 0) + given.whole("overtaking_loops", 0)) + 1,
        .paths_per_day = static_cast<int>(given.whole("paths_per_day", 0)),
        .paths_by_hour = by_hour(given, "paths_by_hour"),
        .passengers = passengers_of(given),
        .maintenance = maintenance_of(given, building.world.start),
        .headway = minutes(given.number("headway_minutes", 0)),
        .longest_train = length_or_unlimited(given, "longest_train_m"),
        .gauge_mm = static_cast<int>(given.whole("gauge_mm", 1435)),
        .barrier = hours(given.number("barrier_hours", 0)),
        .barrier_cost = given.number("barrier_cost_per_box", 0),
        .access_per_train_km = given.number("access_per_train_km", 0),
        .access_per_1000_gross_t_km = given.number("access_per_1000_gross_t_km", 0),
        .technical_stop = distribution(given, "technical_stop_minutes", minutes(1)),
        .toll_per_km = given.number("toll_per_km", 0),
        .capacity = capacity_of(given),
        .dues = dues_of(given, building),
        .depth_forecast = depth_forecast_of(given),
        .convoys_down = times_of_day(given, "convoys_down"),
        .convoys_up = times_of_day(given, "convoys_up"),
        .time_factor = time_factor_of(given),
        .month_factor = month_factor_of(given),
    };
    check_geometry(given);
    if (link.from && link.to) check(given, link, building.world);
    building.links.add(code, building.world.links.add(std::move(link)));
  }
}

}  // namespace tongzhou::format
