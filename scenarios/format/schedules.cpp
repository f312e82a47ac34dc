#include "scenarios/format/schedules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "scenarios/format/figures.hpp"
#include "sim/itineraries/timetable.hpp"

namespace tongzhou::format {
namespace {

/// `Mon 08:00`, after Monday midnight.
Duration time_of_week(std::string const& text) {
  int const day = weekday_named(text.substr(0, 3)).value();
  return days(day) + hours(std::stoi(text.substr(4, 2))) + minutes(std::stoi(text.substr(7, 2)));
}

world::Weekly weekly_of(Reader const& given) {
  world::Weekly weekly;
  for (auto const& departure : given.items("weekly")) weekly.departures.push_back(time_of_week(departure.text()));
  std::ranges::sort(weekly.departures);
  if (std::ranges::adjacent_find(weekly.departures) != weekly.departures.end())
    given.refuse("weekly", "a departure is given twice");
  return weekly;
}

constexpr double least_hours_between = 0.01;  // of random departures: as for every_hours

}  // namespace

std::optional<world::Schedule> schedule_of(Reader const& given) {
  std::vector<std::string> ways;
  for (auto const* key : {"every_hours", "weekly", "random_hours", "when_full"}) {
    if (given.has(key)) ways.emplace_back(key);
  }
  if (ways.size() != 1) {
    given.refuse(fmt::format("expected exactly one of every_hours, weekly, random_hours, when_full, found {}",
                             ways.empty() ? "none" : fmt::format("{}", fmt::join(ways, " and "))));
    return std::nullopt;
  }
  if (given.has("first_hours") && !given.has("every_hours"))
    given.refuse_key("first_hours", "goes with every_hours only");
  if (given.has("every_hours"))
    return world::Regular{hours(given.number("every_hours")), hours(given.number("first_hours", 0))};
  if (given.has("weekly")) return weekly_of(given);
  if (given.has("random_hours")) {
    auto const between = distribution(given, "random_hours", hours(1));
    if (mean(between) <= Duration{}) {
      given.refuse("random_hours", "all departures would be at one moment");
    } else if (mean(between) < hours(least_hours_between)) {
      given.refuse("random_hours", fmt::format("expected at least {} hours on average, found {:.3g}",
                                               least_hours_between, in_hours(mean(between))));
    }
    return world::Random{between};
  }
  auto const full = given.child("when_full");
  return world::WhenFull{.fill = full.number("fill", 1),
                         .longest_wait = full.has("longest_wait_hours") ? hours(full.number("longest_wait_hours"))
                                                                        : Duration::unlimited()};
}

std::optional<Duration> headway(world::Schedule const& schedule) {
  if (auto const* regular = std::get_if<world::Regular>(&schedule)) return regular->headway;
  if (auto const* weekly = std::get_if<world::Weekly>(&schedule))
    return days(7) / static_cast<double>(weekly->departures.size());
  return std::nullopt;
}

Duration shortest_round(world::Schedule const& schedule, int fleet, Date start) {
  auto const* weekly = std::get_if<world::Weekly>(&schedule);
  std::uint64_t const departures = weekly != nullptr ? weekly->departures.size() : 1;
  Duration shortest = Duration::unlimited();
  for (std::uint64_t n = 0; n < departures; ++n)
    shortest = std::min(shortest, itineraries::departure(schedule, n + static_cast<std::uint64_t>(fleet), start) -
                                      itineraries::departure(schedule, n, start));
  return shortest;
}

double fleet_needed(world::Schedule const& schedule, Duration round_trip, Date start) {
  double needed = std::max(1.0, std::ceil(round_trip / *headway(schedule)));
  if (!std::holds_alternative<world::Weekly>(schedule) || needed > most_vehicles) return needed;
  while (shortest_round(schedule, static_cast<int>(needed), start) < round_trip) ++needed;
  return needed;
}

world::Recovery recovery_of(Reader const& given, std::optional<Duration> gap) {
  world::Recovery recovery{.leaves_out_calls = Duration::unlimited(),
                           .leaves_out_rounds = gap.value_or(Duration::unlimited())};
  if (!given.has("recovery")) return recovery;
  auto const stated = given.child("recovery");
  if (stated.has("leaves_out_calls_after_hours"))
    recovery.leaves_out_calls = hours(stated.number("leaves_out_calls_after_hours"));
  if (stated.has("leaves_out_rounds_after_hours"))
    recovery.leaves_out_rounds = hours(stated.number("leaves_out_rounds_after_hours"));
  if (stated.has("turns_back_short_after_hours"))
    recovery.turns_back_short = hours(stated.number("turns_back_short_after_hours"));
  return recovery;
}

}  // namespace tongzhou::format
