#include "sim/itineraries/timetable.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <variant>

#include "network/base/match.hpp"
#include "sim/charges/passage_time.hpp"
#include "sim/demand/mean_excess.hpp"

namespace tongzhou::itineraries {
namespace {

constexpr auto week = days(7);

Duration wait_for(world::Weekly const& weekly) {
  double squares = 0;
  Duration last = weekly.departures.back() - week;
  for (Duration const departure : weekly.departures) {
    double const gap = in_hours(departure - last);
    squares += gap * gap;
    last = departure;
  }
  return hours(squares / (2 * in_hours(week)));
}

Duration wait_for(world::Random const& random) {
  auto const& gap = random.between.variate();  // seconds
  return mean(gap) > 0 ? seconds((mean(gap) + variance(gap) / mean(gap)) / 2) : Duration{};
}

/// Between departures: those that follow one another again and again; none where nobody knows them.
std::vector<Duration> gaps(world::Schedule const& schedule) {
  if (auto const* regular = std::get_if<world::Regular>(&schedule)) return {regular->headway};
  std::vector<Duration> gaps;
  auto const* weekly = std::get_if<world::Weekly>(&schedule);
  if (weekly == nullptr) return gaps;
  Duration last = weekly->departures.back() - week;
  for (Duration const departure : weekly->departures) gaps.push_back(departure - std::exchange(last, departure));
  return gaps;
}

bool is_scheduled(Duration time) { return std::isfinite(in_seconds(time)); }

bool has_dates(world::Service const& service, std::size_t stop) {
  bool const has_timetable = std::holds_alternative<world::Regular>(service.schedule) ||
                             std::holds_alternative<world::Weekly>(service.schedule);
  return has_timetable && is_scheduled(service.stops[stop].departs);
}

}  // namespace

Duration mean_gap(world::Schedule const& schedule) {
  return std::visit(
      Match{[](world::Regular const& s) { return s.headway; },
            [](world::Weekly const& s) { return week / static_cast<double>(s.departures.size()); },
            [](world::Random const& s) { return mean(s.between); }, [](world::WhenFull const&) { return Duration{}; }},
      schedule);
}

Duration expected_wait(world::Schedule const& schedule) {
  return std::visit(
      Match{[](world::Regular const& s) { return s.headway / 2; }, [](world::Weekly const& s) { return wait_for(s); },
            [](world::Random const& s) { return wait_for(s); },
            [](world::WhenFull const& s) { return std::min(s.longest_wait, week) / 2; }},
      schedule);
}

// Whoever leaves a vehicle sees it go: the next one comes after a whole gap.
Duration until_a_later_one(world::Schedule const& schedule, demand::Distribution<Duration> const& stay,
                           Duration besides) {
  constexpr double hardly_any = 1e-3;
  auto const all = gaps(schedule);
  if (all.empty()) return besides + mean(stay) + expected_wait(schedule);
  Duration sum;
  for (std::size_t n = 0; n < all.size(); ++n) {
    Duration passed;
    double still_here = 1;
    for (auto gap = n; still_here > hardly_any; ++gap) {
      sum += all[gap % all.size()] * still_here;
      passed += all[gap % all.size()];
      still_here = demand::chance_beyond(stay.variate(), in_seconds(passed - besides));
    }
  }
  return sum / static_cast<double>(all.size());
}

Duration cut_off(world::Service const& service, std::size_t stop) {
  return has_dates(service, stop) ? service.cut_off : Duration{};
}

// To the first stop of a service that ends at its last one a vehicle comes at the cut-off, and moors.
Duration closes_before_departure(world::Service const& service, std::size_t stop) {
  bool const moors_then = stop == 0 && !service.returns();
  return cut_off(service, stop) - (moors_then ? mean(service.stops[stop].port_time) : Duration{});
}

Time departure(world::Schedule const& schedule, std::uint64_t n, Date start) {
  if (auto const* regular = std::get_if<world::Regular>(&schedule))
    return Time{regular->first + regular->headway * static_cast<double>(n)};
  if (auto const* weekly = std::get_if<world::Weekly>(&schedule)) {
    auto const size = weekly->departures.size();
    Time const monday = Time{} - days(weekday(start));
    auto const past = static_cast<std::uint64_t>(
        std::ranges::count_if(weekly->departures, [&](Duration d) { return monday + d < Time{}; }));
    auto const k = n + past;
    auto const weeks = k / size;
    return monday + days(7.0 * static_cast<double>(weeks)) + weekly->departures[k % size];
  }
  return Time::never();
}

Time next_departure(world::Service const& service, std::size_t stop, Time from, Date start) {
  Duration const after = stop == 0 ? Duration{} : service.stops[stop].departs;
  Time const first = departure(service.schedule, 0, start);
  if (after == Duration::unlimited() || first == Time::never()) return Time::never();
  // From one that is surely earlier, one by one.
  Duration const behind = from - (first + after);
  double sure = 0;
  if (auto const* regular = std::get_if<world::Regular>(&service.schedule))
    sure = std::floor(behind / regular->headway) - 1;
  else if (auto const* weekly = std::get_if<world::Weekly>(&service.schedule))
    sure = (std::floor(in_days(behind) / 7) - 1) * static_cast<double>(weekly->departures.size());
  auto n = static_cast<std::uint64_t>(std::max(0.0, sure));
  for (;; ++n)
    if (Time const at = departure(service.schedule, n, start) + after; at >= from) return at;
}

Timetable::Timetable(world::World const& world, world::Service const& service)
    : arrives_(service.stops.size()), departs_(service.stops.size()), in_port_(service.stops.size()) {
  for (auto const& run : service.turns()) add_run(world, run);
  auto const runs = static_cast<double>(service.turns().size());
  for (auto* const times : {&arrives_, &departs_, &in_port_})
    for (Duration& time : *times) time = time / runs;
  if (!service.returns()) return;
  round_trip_time_ = std::max(arrives_[0], mean_gap(service.schedule) * service.fleet);
  if (service.waits_for_window) arrives_[0] = std::max(arrives_[0], round_trip_time_ - service.stops[0].stay);
}

void Timetable::add_run(world::World const& world, world::Service const& service) {
  auto const& stops = service.stops;
  auto const& vehicle = world.vehicle_classes[service.vehicle];
  std::vector<Duration> arrives(stops.size()), departs(stops.size());
  auto const in_port = [&](std::size_t i) {
    return charges::approach_time(world, vehicle, stops[i].terminal) + mean(stops[i].port_time);
  };
  std::size_t const calls = service.returns() ? stops.size() : stops.size() - 1;
  for (std::size_t call = 1; call <= calls; ++call) {
    auto const i = call % stops.size();
    auto const& stop = stops[i];
    arrives[i] = stop.arrives;
    if (!is_scheduled(stop.arrives)) {
      arrives[i] = departs[call - 1] + charges::mean_time(world, service, stops[call - 1]);
    }
    if (i == 0) continue;
    departs[i] = is_scheduled(stop.departs) ? stop.departs : arrives[i] + in_port(i);
  }
  for (std::size_t i = 0; i < stops.size(); ++i) {
    arrives_[i] += arrives[i];
    departs_[i] += departs[i];
    in_port_[i] += in_port(i);
  }
}

Duration Timetable::ride(std::size_t load, std::size_t discharge) const {
  bool const next_round = discharge > 0 && discharge <= load;  // the first stop's arrival is that after a round already
  return lifts(discharge) - departs_[load] + (next_round ? round_trip_time_ : Duration{});
}

// One that ends at its last stop takes boxes at its first until it may be loaded there.
Duration Timetable::from_cut_off_to_loading(world::Service const& service, std::size_t stop) const {
  if (!has_dates(service, stop) || (stop == 0 && !service.returns())) return {};
  Duration const loads = lifts(stop) - (stop == 0 ? round_trip_time_ : Duration{});
  Duration const cut_off = itineraries::cut_off(service, stop);
  return std::min(loads - (departs(stop) - cut_off), cut_off);
}

}  // namespace tongzhou::itineraries
