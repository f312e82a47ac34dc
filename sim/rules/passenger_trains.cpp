#include "sim/rules/passenger_trains.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

namespace tongzhou::rules {
namespace {

constexpr Duration day = hours(24);
constexpr Duration rounding = seconds(1e-3);

/// Passenger trains of one direction, and how long before and after each a train may not enter the part.
struct Stream {
  Duration reach;  // how long after they have come to the line: the part, or from its other end
  Duration before, after;
};

std::array<Stream, 2> streams(world::Link const& link, std::size_t part, Duration takes) {
  Duration const on_part = link.distance / link.passengers->speed / link.sections;
  auto const from_other_end = static_cast<double>(link.sections) - 1 - static_cast<double>(part);
  Stream const same{on_part * static_cast<double>(part), link.headway + std::max(Duration{}, takes - on_part),
                    link.headway + std::max(Duration{}, on_part - takes)};
  if (link.tracks > 1) return {same, Stream{}};
  return {same, Stream{on_part * from_other_end, takes, on_part}};
}

/// The first that comes to the line after a date.
Time first_after(world::PassengerTrains const& trains, Time date) {
  double hour = std::floor(in_hours(date));
  for (;; ++hour) {
    auto const of_day = static_cast<std::size_t>(hour - 24 * std::floor(hour / 24));
    int const count = trains.per_hour[of_day];
    for (int n = 0; n < count; ++n)
      if (Time const comes = at_hours(hour + (n + 0.5) / count); comes > date) return comes;
  }
}

}  // namespace

Time clear_of_passengers(world::Link const& link, std::size_t part, Duration takes, Time at) {
  if (!link.passengers || at == Time::never()) return at;
  // Who finds no gap by then never would: such trains are refused, but for those that are slower this time than on the
  // mean, which go (assumption).
  Time const first = at, latest = at + 2 * day;
  for (bool moved = true; moved && at < latest;) {
    moved = false;
    for (Stream const& stream : streams(link, part, takes)) {
      if (stream.after <= Duration{} && stream.before <= Duration{}) continue;
      Time const comes = first_after(*link.passengers, at - stream.after - stream.reach + rounding) + stream.reach;
      if (comes >= at + stream.before - rounding) continue;
      at = comes + stream.after;
      moved = true;
    }
  }
  return at < latest ? at : first;
}

world::RecurringClosures kept_for_passengers(world::Link const& link, std::size_t part, Duration takes) {
  if (!link.passengers) return {};
  std::vector<world::RecurringClosures::Span> spans;
  for (Stream const& stream : streams(link, part, takes)) {
    Duration const kept = stream.before + stream.after;
    if (kept <= Duration{}) continue;
    for (Time comes = first_after(*link.passengers, Time{} - seconds(1)); comes < Time{} + day;
         comes = first_after(*link.passengers, comes)) {
      Duration const from = comes.since_start() + stream.reach - stream.before;
      Duration const in_day = from - day * std::floor(from / day);
      spans.push_back({in_day, in_day + kept});
    }
  }
  return {day, std::move(spans)};
}

}  // namespace tongzhou::rules
