#include "scenarios/format/rounds.hpp"

#include <algorithm>

#include "scenarios/format/voyage.hpp"
#include "sim/itineraries/timetable.hpp"

namespace tongzhou::format {
namespace {

/// By the timetable: `stay_hours` at the first stop, which stands in the file alone, or its default.
Duration stay_at_first(Document const& document, world::World const& world, world::Service const& service) {
  auto const& first = document.json().at("services").at(service.name.code).at("stops").at(0);
  if (first.is_object() && first.contains("stay_hours")) return hours(first.at("stay_hours").get<double>());
  auto const& stop = service.stops.front();
  auto const wagons = rules::wagon_shares(service.stops, 0, service.returns());
  return stay_at(world, service, wagons, stop);
}

Round round_of(Document const& document, world::World const& world, world::Service const& service) {
  auto const gap = itineraries::mean_gap(service.schedule);
  Duration at_berth = stay_at_first(document, world, service);
  Duration const round_trip = service.stops.front().arrives + at_berth;
  for (std::size_t stop = 1; stop < service.stops.size(); ++stop)
    at_berth += service.stops[stop].departs - service.stops[stop].arrives;
  return {.service = service.name.code,
          .fleet = service.fleet,
          .round_trip = round_trip,
          .slack = gap * service.fleet - round_trip,
          .berth_hours_a_week = in_hours(at_berth) * (days(7) / gap)};
}

}  // namespace

std::vector<Round> rounds(Document const& document, world::World const& world) {
  std::vector<Round> rounds;
  for (auto const& service : world.services) {
    if (!service.returns() || itineraries::departure(service.schedule, 0, world.start) == Time::never()) continue;
    std::vector<Round> by_turn;
    for (auto const& run : service.turns()) by_turn.push_back(round_of(document, world, run));
    rounds.push_back(*std::ranges::max_element(by_turn, {}, &Round::round_trip));
  }
  return rounds;
}

}  // namespace tongzhou::format
